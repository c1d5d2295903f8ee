// What the browser alone can do for the review: one key for each decision.
const keys = { a: 'a', ArrowRight: 'a', r: 'r', ArrowLeft: 'r', s: 's', ArrowDown: 's', u: 'u' };

/** Makes the page work; stop() ends it. */
export function start(root, page) {
  const gone = new AbortController();
  addEventListener('keydown', event => {
    if (event.repeat || event.altKey || event.target.closest?.('input, textarea, select, [role=dialog]')) { // a key that is held decides once
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const means = event.ctrlKey || event.metaKey ? { z: 'u' }[key] : /^[1-9]$/.test(key) ? key : keys[key];
    const finding = root.dataset.finding ?? '';
    if (means && !event.shiftKey && (finding || means === 'u')) {
      event.preventDefault();
      page.invokeMethodAsync('Pressed', means, finding);
    }
  }, { signal: gone.signal });

  // The next finding begins where the one before did.
  const watch = new MutationObserver(() => scrollY > 0 && scrollTo({ top: 0 }));
  watch.observe(root, { attributes: true, attributeFilter: ['data-finding'] });

  root.dataset.ready = 'true'; // tests wait for it
  return {
    stop() {
      gone.abort();
      watch.disconnect();
    },
  };
}
