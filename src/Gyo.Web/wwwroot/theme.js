// Which theme the person wants: what was chosen here, else what the system prefers. Kept in a cookie so that the server draws the first page in it.
(() => {
  const chosen = () => document.cookie.match(/(?:^|; )gyo-theme=(dark|light)/)?.[1];
  const isDark = () => (chosen() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const set = dark => {
    document.cookie = `gyo-theme=${dark ? 'dark' : 'light'}; path=/; max-age=31536000; samesite=strict`;
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  };
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  const begin = () => {
    globalThis.gyoReady = true; // the page is connected; tests wait for it
    return isDark();
  };
  globalThis.gyoTheme = { begin, set };
})();
