// Shows of the rows those that fit the form. `selector` finds the rows, `text` gives what of one is
// searched, and `fitting` makes of the form's data what tells whether a row fits.
const filter = (selector, text, fitting) => {
  const form = document.getElementById('filter');
  const rows = [...document.querySelectorAll(selector)].map(
    (row) => ({ row, text: text(row).toLowerCase() }));
  const apply = () => {
    const data = new FormData(form);
    const fits = fitting(data);
    const words = data.get('text').toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !(fits(row) && words.every((word) => text.includes(word)));
      shown += !row.hidden;
    }
    for (const group of document.querySelectorAll('details')) {
      group.hidden = !group.querySelector(selector + ':not([hidden])');
    }
    document.getElementById('shown').textContent = shown + ' of ' + rows.length;
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.hidden = false;
  apply();
};
