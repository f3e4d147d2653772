// Uses a page as the name of its folder tells, and reports what is there to see.
(async () => {
  const report = [];
  const say = (text) => report.push(text);
  const problem = (text) => say('problem: ' + text);
  const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));
  const until = async (holds) => {
    for (let tries = 0; tries < 200 && !holds(); tries += 1) await wait(25);
  };
  const find = (id) => document.getElementById(id);
  const task = location.pathname.split('/').at(-2);
  const key = (name) => (document.activeElement || document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  const type = async (text) => {
    const query = find('_query');
    const before = find('_results').firstChild;
    query.value = text;
    query.dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => !find('_results').hidden && find('_results').firstChild !== before);
  };
  const found = () => [...find('_results').children].map((item) => item.querySelector('code')?.textContent
    ?? item.textContent);

  // Colours as WCAG 2 compares them.
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const background = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const parts = channels(getComputedStyle(at).backgroundColor);
      if (parts.length < 4 || parts[3] === 1) return parts;
    }
    return [255, 255, 255];
  };
  const contrast = (element, colour) => {
    const [a, b] = [luminance(channels(colour)), luminance(background(element))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };

  const accessible = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let least = 21;
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const shown = element.checkVisibility({ visibilityProperty: true });
      if (!walker.currentNode.data.trim() || !shown || element.closest('script, .skip')) continue;
      const style = getComputedStyle(element);
      const ratio = contrast(element, element.closest('svg') ? style.fill : style.color);
      least = Math.min(least, ratio);
      if (ratio < 4.5) problem('contrast ' + ratio.toFixed(2) + ' of ' + element.outerHTML.slice(0, 80));
    }
    say('least contrast at least 4.5: ' + (least >= 4.5));
    for (const element of document.querySelectorAll('a, button, input, summary, [role=img]')) {
      const name = element.getAttribute('aria-label') || element.textContent.trim();
      if (!name) problem('no name: ' + element.outerHTML.slice(0, 80));
    }
    for (const [landmark, count] of [['main', 1], ['header', 1], ['nav', 1], ['footer', 1], ['h1', 1]]) {
      const there = document.querySelectorAll(landmark).length;
      if (there !== count) problem(there + ' of ' + landmark);
    }
    let level = 1;
    for (const heading of document.querySelectorAll('main :is(h1, h2, h3, h4)')) {
      const next = Number(heading.tagName[1]);
      if (next > level + 1) problem('a heading of level ' + next + ' below ' + level);
      level = next;
    }
    for (const table of document.querySelectorAll('table')) {
      if (!table.querySelector('thead th[scope=col]')) problem('a table without headers');
    }
    for (const header of document.querySelectorAll('th')) {
      if (!header.textContent.trim()) problem('an empty header');
    }
    for (const list of document.querySelectorAll('dl')) {
      if (!list.querySelector('dt + dd')) problem('a list without descriptions');
    }
    for (const link of document.querySelectorAll('h2 a, p a')) {
      if (getComputedStyle(link).textDecorationLine === 'none') problem('only colour tells a link');
    }
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    if (new Set(ids).size !== ids.length) problem('ids are not unique');
    if (document.documentElement.lang !== 'en') problem('no language');
    const wide = document.documentElement.scrollWidth > innerWidth;
    if (wide) problem('wider than the window: ' + document.documentElement.scrollWidth);
    for (const button of document.querySelectorAll('button, input')) {
      const { width, height } = button.getBoundingClientRect();
      if (Math.min(width, height) < 24) problem('too small to touch: ' + button.id);
    }
    find('_theme').focus();
    const link = [...document.querySelectorAll('main a')].find((a) => a.checkVisibility());
    if (link) {
      link.focus({ focusVisible: true });
      if (getComputedStyle(link).outlineStyle === 'none') problem('focus does not show');
    }
  };

  const tasks = {
    inspect: async () => {
      accessible();
      const shown = (id) => getComputedStyle(find(id)).position;
      say('side: ' + shown('_side'));
      say('background: ' + getComputedStyle(document.body).backgroundColor);
      const entry = document.querySelector('section.entry:last-of-type');
      if (entry) say(entry.innerText.replace(/\n+/g, '\n'));
      const colours = [...document.querySelectorAll('.example span')]
        .map((span) => span.className + ' ' + getComputedStyle(span).borderLeftColor);
      say(colours.join('\n'));
    },
    keyboard: async () => {
      key('/');
      say('focus: ' + document.activeElement.id);
      await type('fan');
      say(found().join('\n'));
      const chosen = () => find('_results').querySelector('[aria-selected=true] code').textContent;
      say('chosen: ' + chosen());
      key('ArrowDown');
      say('chosen: ' + chosen() + ', ' + find('_query').getAttribute('aria-activedescendant'));
      key('ArrowUp');
      key('ArrowUp');
      say('chosen: ' + chosen());
      key('Escape');
      say('open: ' + !find('_results').hidden + ', focus: ' + (document.activeElement.id || 'page'));
      key('/');
      await type('set fan');
      find('_search').requestSubmit();
      await until(() => location.hash === '#set-fan');
      say('arrived: ' + location.hash);
    },
    search: async () => {
      find('_query').focus();
      for (const text of ['spin', 'blades', 'temperature', 'FAN_', 'zzz']) {
        await type(text);
        say(text + ': ' + found().join(', '));
      }
      accessible();
    },
    theme: async () => {
      const colour = () => getComputedStyle(document.body).backgroundColor;
      say(colour());
      find('_theme').click();
      say(colour() + ' ' + document.documentElement.dataset.theme);
      say('kept: ' + localStorage.getItem('qapi-theme'));
      find('_theme').click();
      say(colour() + ' ' + document.documentElement.dataset.theme);
    },
    where: async () => {
      await until(() => location.pathname.endsWith('fan-5.html'));
      say(location.pathname.split('/').at(-1) + location.hash);
      await until(() => document.querySelector(':target'));
      say('target: ' + (document.querySelector(':target')?.id ?? 'none'));
    },
    paint: async () => {
      let shift = 0;
      const moved = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          shift += entry.value;
          for (const { node, previousRect, currentRect } of entry.sources) {
            const name = node?.cloneNode(false).outerHTML ?? node?.nodeName;
            moved.push(name + ' ' + JSON.stringify([previousRect, currentRect]));
          }
        }
      }).observe({ type: 'layout-shift', buffered: true });
      // Scripts that load keep the page from being finished, and reported, before it is painted.
      const painted = () => performance.getEntriesByName('first-contentful-paint').length > 0;
      for (let more = 0, tries = 0; more < 10 && tries < 500; tries += 1) {
        if (painted()) more += 1;
        await new Promise((resolve) => {
          const script = document.createElement('script');
          script.onload = resolve;
          script.src = 'theme.js?' + tries;
          document.head.append(script);
        });
      }
      const paint = performance.getEntriesByName('first-contentful-paint')[0];
      say('first paint: ' + paint?.startTime + ' ms');
      say('layout shift: ' + shift + '\n' + moved.join('\n'));
    },
  };
  try {
    await tasks[task]();
  } catch (error) {
    problem(error.stack);
  }
  const seen = document.createElement('pre');
  seen.id = '_seen';
  seen.textContent = report.join('\n');
  document.body.append(seen);
})();
