// Theme, links from other manuals, and the search.
(() => {
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);

  find('_theme').addEventListener('click', () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    try { localStorage.setItem('qapi-theme', root.dataset.theme); } catch { /* No storage. */ }
  });

  const query = find('_query');
  const results = find('_results');
  const KINDS = ['command', 'event', 'struct', 'union', 'enum', 'alternate'];
  let index = null;
  let selected = -1;

  // A script, since pages of a folder may not fetch.
  const load = () => new Promise((resolve) => {
    if (index) return resolve();
    const script = document.createElement('script');
    script.src = 'search-index.js';
    script.onload = () => { index = window.qapiIndex; resolve(); };
    document.head.append(script);
  });

  const address = (number) => {
    const [name, , page] = index.names[number];
    return index.pages[page] + '.html#' + encodeURIComponent(name);
  };

  // Lower is better; undefined does not fit.
  const rank = (text, word) => {
    const at = text.indexOf(word);
    if (at < 0) return undefined;
    if (text === word) return 0;
    if (at === 0) return 1;
    return /[-_. ]/.test(text[at - 1]) ? 2 : 3;
  };

  const search = (text) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const scores = index.names.map(() => 0);
    const hints = new Map();
    for (const word of words) {
      const best = new Map();
      const offer = (number, score, hint) => {
        if (!best.has(number) || best.get(number) > score) {
          best.set(number, score);
          if (hint) hints.set(number, hint); else hints.delete(number);
        }
      };
      for (const [part, numbers] of index.words) {
        if (part.startsWith(word)) for (const n of numbers) offer(n, 12);
      }
      for (const [member, numbers] of index.members) {
        const r = rank(member.toLowerCase(), word);
        if (r !== undefined) for (const n of numbers) offer(n, 6 + r, member);
      }
      index.names.forEach(([name, kind], number) => {
        const r = rank(name.toLowerCase(), word);
        if (r !== undefined) offer(number, r + (kind > 1 ? 0.5 : 0));
      });
      scores.forEach((score, number) => {
        scores[number] = best.has(number) ? score + best.get(number) : Infinity;
      });
    }
    return scores
      .map((score, number) => ({ score, number, hint: hints.get(number) }))
      .filter(({ score }) => score < Infinity)
      .sort((a, b) => a.score - b.score
        || index.names[a.number][0].length - index.names[b.number][0].length
        || a.number - b.number)
      .slice(0, 40);
  };

  const select = (to) => {
    const items = [...results.children].filter((item) => item.dataset.number);
    if (items.length === 0) return;
    selected = (to + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute('aria-selected', String(at === selected)));
    query.setAttribute('aria-activedescendant', items[selected].id);
    items[selected].scrollIntoView({ block: 'nearest' });
  };

  const close = () => {
    results.hidden = true;
    query.setAttribute('aria-expanded', 'false');
    query.removeAttribute('aria-activedescendant');
  };

  const show = async () => {
    const text = query.value;
    await load();
    if (query.value !== text) return;
    const found = search(text);
    results.replaceChildren(...found.map(({ number, hint }, at) => {
      const [name, kind, , summary] = index.names[number];
      const item = document.createElement('li');
      item.id = '_result-' + at;
      item.setAttribute('role', 'option');
      item.dataset.number = number;
      item.dataset.hint = hint || '';
      const title = document.createElement('code');
      title.textContent = hint ? name + ' › ' + hint : name;
      const about = document.createElement('small');
      about.textContent = KINDS[kind] + (summary ? ' — ' + summary : '');
      item.append(title, about);
      return item;
    }));
    selected = -1;
    if (text.trim() === '') return close();
    if (found.length === 0) {
      const item = document.createElement('li');
      item.setAttribute('role', 'option');
      item.setAttribute('aria-disabled', 'true');
      item.textContent = 'Nothing found';
      results.append(item);
    }
    results.hidden = false;
    query.setAttribute('aria-expanded', 'true');
    select(0);
  };

  const open = (item) => {
    if (!item || !item.dataset.number) return;
    const member = item.dataset.hint ? encodeURIComponent(':' + item.dataset.hint) : '';
    close();
    location.href = address(Number(item.dataset.number)) + member;
  };

  query.addEventListener('focus', load);
  query.addEventListener('input', show);
  query.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') select(selected + 1);
    else if (event.key === 'ArrowUp') select(selected - 1);
    else if (event.key === 'Escape') { query.value = ''; close(); query.blur(); } else return;
    event.preventDefault();
  });
  find('_search').addEventListener('submit', (event) => {
    event.preventDefault();
    open(results.querySelector('[aria-selected=true]'));
  });
  results.addEventListener('mousedown', (event) => event.preventDefault());
  results.addEventListener('click', (event) => open(event.target.closest('li')));
  query.addEventListener('blur', close);
  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
    }
  });

  // A name, or an anchor of QEMU's own manual, that this page does not have leads to its page.
  const follow = async () => {
    const anchor = decodeURIComponent(location.hash.slice(1));
    if (!anchor || find(anchor)) return;
    await load();
    const name = anchor.replace(/^(command|event|object|enum|alternate)-[A-Z]+-[^.]*\./, '');
    const definition = name.split(':')[0];
    const number = index.names.findIndex(([known]) => known === definition);
    if (number >= 0) location.replace(index.pages[index.names[number][2]] + '.html#' + encodeURIComponent(name));
  };
  addEventListener('hashchange', follow);
  follow();
})();
