// Reports on the page in frames of several widths, with scripts and without.
window.addEventListener('load', () => {
  const look = ({ contentWindow: { document: page }, sandbox, width }) => {
    const visible = (selector) => [...page.querySelectorAll(selector)]
      .filter((found) => found.getClientRects().length > 0).length;
    const { scrollWidth, clientWidth } = page.documentElement;
    return [
      width + (sandbox.contains('allow-scripts') ? ' with scripts' : ' without scripts'),
      visible('ul.changes > li, tbody > tr') + ' rows',
      'form ' + (visible('#filter') ? 'visible' : 'hidden'),
      'wider than the window: ' + (scrollWidth > clientWidth),
      'background ' + page.defaultView.getComputedStyle(page.body).backgroundColor,
    ].join('; ');
  };
  const result = document.createElement('pre');
  result.id = 'seen';
  result.textContent = [...document.querySelectorAll('iframe')].map(look).join('\n');
  document.body.append(result);
});
