// What the browser alone can do for naming groups: one key for each decision.
const keys = { a: 'a', ArrowRight: 'a', r: 'r', ArrowLeft: 'r', s: 's', ArrowDown: 's', l: 'l', g: 'g', u: 'u', n: 'n', Enter: 'n' };

/** Makes the page work; stop() ends it. */
export function start(root, page) {
  const gone = new AbortController();
  addEventListener('keydown', event => {
    if (event.repeat || event.altKey) { // a key that is held decides once
      return;
    }
    const box = event.target.closest?.('input, textarea, select, [role=dialog]');
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (box || (key === 'Enter' && event.target.closest?.('button, a'))) {
      if (box && key === 'Escape') {
        box.blur(); // from here on the keys decide again
      }
      return;
    }
    const means = event.ctrlKey || event.metaKey ? { z: 'u' }[key] : keys[key];
    if (!means || event.shiftKey) {
      return;
    }
    event.preventDefault();
    if (means === 'n') {
      root.querySelector('[data-name]')?.focus();
    } else {
      page.invokeMethodAsync('Pressed', means, root.dataset.group ?? '');
    }
  }, { signal: gone.signal });

  // The next group begins where the one before did.
  const watch = new MutationObserver(() => scrollY > 0 && scrollTo({ top: 0 }));
  watch.observe(root, { attributes: true, attributeFilter: ['data-group'] });

  root.dataset.ready = 'true'; // tests wait for it
  return {
    stop() {
      gone.abort();
      watch.disconnect();
    },
  };
}
