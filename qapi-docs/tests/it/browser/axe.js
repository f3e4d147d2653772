// Lists what axe-core finds on the page, by its rules with the tags of WCAG and best practice.
(async () => {
  const found = [];
  try {
    const { violations, passes } = await axe.run(document, { resultTypes: ['violations'] });
    for (const { id, impact, nodes } of violations) {
      for (const { target } of nodes) found.push(impact + ' ' + id + ': ' + target.join(' '));
    }
    found.push('rules that hold: ' + (passes.length >= 20));
  } catch (error) {
    found.push(String(error));
  }
  const seen = document.createElement('pre');
  seen.id = '_seen';
  seen.textContent = found.join('\n');
  document.body.append(seen);
})();
