// Uses the page as a reader would, and leaves what there is to see in an element.
window.addEventListener('load', () => {
  const form = document.getElementById('filter');
  const seen = [];
  const visible = (element) => element.getClientRects().length > 0;
  const look = (what) => {
    const roots = [...document.querySelectorAll('details > summary')].filter(visible);
    const rows = [...document.querySelectorAll('ul.changes > li')].filter(visible);
    seen.push(what + ': ' + document.getElementById('shown').textContent + '; '
      + roots.map((root) => root.textContent).join(', ') + '; '
      + rows.map((row) => row.dataset.severity + ' ' + row.dataset.side).join(', '));
  };
  const change = (act) => {
    act();
    form.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const box = (value) => form.querySelector('input[value=' + value + ']');
  const type = (text) => change(() => { form.elements.text.value = text; });

  seen.push('counts: ' + [...document.querySelectorAll('.counts li')].map((li) => li.textContent).join(', '));
  seen.push('filter form: ' + (visible(form) ? 'visible' : 'hidden'));
  look('at first');
  change(() => { box('compatible').checked = false; });
  look('without compatible');
  change(() => { box('request').checked = false; });
  look('nor requests');
  change(() => { box('compatible').checked = true; box('request').checked = true; });
  type('ARRIVED');
  look('ARRIVED');
  type('Honk  MANDATORY');
  look('two words');
  type('command-removed');
  look('a rule');
  type('nothing has this');
  look('no match');
  type('');
  look('all again');
  const group = document.querySelector('details');
  group?.querySelector('summary').click();
  if (group) seen.push('first group after a click: ' + (group.open ? 'open' : 'closed'));
  for (const link of document.querySelectorAll('a.rule')) {
    const id = decodeURIComponent(link.hash.slice(1));
    if (document.getElementById(id) !== link.closest('li')) {
      seen.push('a link that leads elsewhere: ' + link.hash);
    }
  }
  const target = document.querySelector(':target');
  seen.push('target: ' + (target ? target.id : 'none'));
  const root = document.documentElement;
  seen.push('wider than the window: ' + (root.scrollWidth > root.clientWidth));
  seen.push('background: ' + getComputedStyle(document.body).backgroundColor);
  seen.push('fetched: ' + performance.getEntriesByType('resource').map((entry) => entry.name).join(' '));
  const result = document.createElement('pre');
  result.id = 'seen';
  result.textContent = seen.join('\n');
  document.body.append(result);
});
