// Runs before the first paint: the chosen theme, and that there are scripts.
(() => {
  const root = document.documentElement;
  root.dataset.script = '';
  try {
    const theme = localStorage.getItem('qapi-theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch { /* Pages of a folder may have no storage. */ }
})();
