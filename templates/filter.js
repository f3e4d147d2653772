// Shows the rows that fit the form, counts them, and sorts them. The form's state is in the address
// behind `#?`. `selector` finds the rows, `text` returns the searched text of one, `fitting` returns
// from the form's data a test for rows, and `counted` the counters that a row counts for.
const filter = (selector, text, fitting, counted) => {
  const form = document.getElementById('filter');
  const ranks = ['breaking', 'warning', 'compatible'];
  // In a history: what left, what was deprecated, what appeared.
  const rank = ({ dataset: { severity, since, deprecated, left } }) => severity
    ? ranks.indexOf(severity) : [left, deprecated, since].findIndex((at) => at !== '');
  // The newest version in which something happened.
  const version = ({ since, deprecated, left }) => Math.max(since, deprecated, left);
  // An id is a path, and behind a colon what tells rows of one path apart.
  const path = ({ id }) => id.replace(/:[^:]*$/, '');
  const groups = [...document.querySelectorAll('details.group')].map((group) => ({
    group, path: group.id,
    count: group.querySelector('summary .n'),
    rows: [...group.querySelectorAll(selector)].map((row) => (
      { row, path: path(row), text: text(row).toLowerCase() })),
  }));
  const total = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const sort = (by) => {
    const key = { severity: rank, version: (row) => -version(row.dataset) }[by] ?? (() => 0);
    const order = (a, b) => a.worst - b.worst || (a.path < b.path ? -1 : Number(a.path > b.path));
    for (const entry of groups) {
      for (const item of entry.rows) item.worst = key(item.row);
      entry.worst = Math.min(...entry.rows.map((item) => item.worst));
      const list = entry.rows[0].row.parentNode;
      [...entry.rows].sort(order).forEach(({ row }) => list.append(row));
    }
    [...groups].sort(order).forEach(({ group }) => group.parentNode.append(group));
  };
  const apply = () => {
    const data = new FormData(form);
    const fits = fitting(data);
    const words = data.get('text').toLowerCase().split(/\s+/).filter(Boolean);
    const counts = {};
    let shown = 0;
    for (const { group, rows, count } of groups) {
      let visible = 0;
      let worst = ranks.length;
      for (const { row, text } of rows) {
        row.hidden = !(fits(row) && words.every((word) => text.includes(word)));
        if (row.hidden) continue;
        visible += 1;
        worst = Math.min(worst, rank(row));
        for (const key of counted(row)) counts[key] = (counts[key] ?? 0) + 1;
      }
      group.hidden = visible === 0;
      count.textContent = visible;
      if (ranks[worst]) count.className = 'n ' + ranks[worst];
      shown += visible;
    }
    for (const counter of document.querySelectorAll('.counts [data-count]')) {
      counter.querySelector('b').textContent = counts[counter.dataset.count] ?? 0;
    }
    document.getElementById('shown').textContent = shown + ' of ' + total;
  };
  // The state that differs from the page as it came.
  const remember = () => {
    const state = new URLSearchParams();
    for (const element of form.elements) {
      const { name, type, value } = element;
      if (!name) continue;
      if (type !== 'checkbox') {
        if (value !== '' && value !== element.options?.[0].value) state.append(name, value);
      } else if (!state.has(name)) {
        const boxes = [...form.querySelectorAll('[name=' + name + ']')];
        const checked = boxes.filter((box) => box.checked);
        if (checked.length === 0) state.append(name, '');
        if (checked.length < boxes.length) checked.forEach((box) => state.append(name, box.value));
      }
    }
    const text = state.toString();
    if (text || location.hash.startsWith('#?')) {
      history.replaceState(null, '', text ? '#?' + text : '#');
    }
  };
  const recall = () => {
    if (!location.hash.startsWith('#?')) return;
    const state = new URLSearchParams(location.hash.slice(2));
    for (const element of form.elements) {
      const { name, type, value } = element;
      if (type === 'checkbox') {
        element.checked = !state.has(name) || state.getAll(name).includes(value);
      } else if (name) {
        element.value = state.get(name) ?? element.options?.[0].value ?? '';
      }
    }
  };
  const update = () => {
    sort(form.elements.sort?.value);
    apply();
  };
  form.addEventListener('input', () => { update(); remember(); });
  form.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', () => { recall(); update(); });
  form.hidden = false;
  recall();
  update();
};
