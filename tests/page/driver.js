// Uses the page as a reader would, and leaves what there is to see in an element.
window.addEventListener('load', () => {
  const form = document.getElementById('filter');
  const seen = [];
  const visible = (element) => element.getClientRects().length > 0;
  const look = (what) => {
    const roots = [...document.querySelectorAll('details.group > summary')].filter(visible);
    const rows = [...document.querySelectorAll('ul.changes > li, tbody > tr')].filter(visible);
    seen.push(what + ': ' + document.getElementById('shown').textContent + '; '
      + roots.map((root) => root.textContent).join(', ') + '; '
      + rows.map((row) => row.dataset.severity ? row.dataset.severity + ' ' + row.dataset.side
        : [...row.cells].map((cell) => cell.textContent).join('|')).join(', '));
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
  const boxes = ['compatible', 'request', 'appeared', 'deprecated'].filter(box);
  for (const value of boxes) {
    change(() => { box(value).checked = false; });
    look('without ' + value);
  }
  change(() => boxes.forEach((value) => { box(value).checked = true; }));
  for (const { value, text } of form.elements.version?.options ?? []) {
    change(() => { form.elements.version.value = value; });
    look(text);
  }
  if (form.elements.version) form.elements.version.value = '';
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
  const counts = () => [...document.querySelectorAll('.counts li')].map((li) => li.textContent).join(', ');
  if (box('compatible')) {
    change(() => { box('compatible').checked = false; });
    seen.push('counts without compatible: ' + counts() + '; address ' + location.hash);
    change(() => { box('compatible').checked = true; });
    seen.push('address with all: ' + location.hash);
  }
  const usual = form.elements.sort.value;
  for (const by of ['path', 'severity', 'version']) {
    if (![...form.elements.sort.options].some((option) => option.value === by)) continue;
    change(() => { form.elements.sort.value = by; });
    look('sorted by ' + by);
    change(() => { form.elements.sort.value = usual; });
  }
  const target = document.querySelector(':target');
  location.hash = '#?text=honk&severity=breaking';
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  look('from the address');
  change(() => { for (const element of form.elements) element.checked = true; });
  type('');
  const group = document.querySelector('details.group');
  group?.querySelector('summary').click();
  if (group) seen.push('first group after a click: ' + (group.open ? 'open' : 'closed'));
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const id = decodeURIComponent(link.hash.slice(1));
    if (document.getElementById(id) !== (link.closest('nav')
        ? document.querySelectorAll('section')[[...link.closest('ul').children].indexOf(link.closest('li'))]
        : link.closest('li, tr'))) {
      seen.push('a link that leads elsewhere: ' + link.hash);
    }
  }
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
