// What the browser alone can do for the collection: measure the grid, take pictures that are dropped, and move about by keyboard.
const gap = 8;
const least = { narrow: 104, wide: 152 }; // the smallest tile, in pixels, below 640 pixels of width and above
const atOnce = 2; // uploads: the server embeds as many as it has cores

/** Sends a picture to be kept; throws with a reason a person can act on. */
async function send(file, character) {
  const query = new URLSearchParams({ name: file.name || 'pasted picture', ...(character ? { character } : {}) });
  let response;
  try {
    response = await fetch(`/collection/pictures?${query}`, {
      method: 'POST',
      body: file,
      headers: { RequestVerificationToken: document.querySelector('meta[name=gyo-token]').content, 'Content-Type': 'application/octet-stream' },
    });
  } catch {
    throw new Error('The server can\'t be reached; is Gyo still running?');
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => null);
    throw new Error(`${file.name}: ${problem?.detail ?? `the server answered ${response.status}.`}`);
  }
}

/** Makes a page of the collection work; stop() ends it. */
export function start(root, page) {
  const gone = new AbortController();
  const on = (target, type, listener) => target.addEventListener(type, listener, { signal: gone.signal });
  const grid = root.querySelector('[data-grid]');

  async function add(list, character) {
    const files = [...list].filter(f => f.type === '' || f.type.startsWith('image/'));
    if (files.length === 0) {
      return page.invokeMethodAsync('Added', 0, 1, 'That is not a picture; drop a JPEG, PNG, WebP, GIF, TIFF or AVIF file.');
    }
    let came = 0;
    let refused = null;
    const waiting = [...files];
    await page.invokeMethodAsync('Added', 0, files.length, null);
    await Promise.all(Array.from({ length: atOnce }, async () => {
      for (let file; (file = waiting.shift());) {
        await send(file, character).catch(e => { refused = e.message; });
        came++;
        if (came < files.length) {
          await page.invokeMethodAsync('Added', came, files.length, refused);
        }
      }
    }));
    await page.invokeMethodAsync('Added', files.length, files.length, refused);
  }

  if (grid) {
    const input = root.querySelector('[data-files]');
    on(root, 'click', event => event.target.closest('[data-choose]') && input.click());
    on(input, 'change', () => {
      add([...input.files], root.dataset.dropCharacter);
      input.value = '';
    });

    let over = null;
    const mark = target => {
      over?.classList.remove('drop-over');
      over = target;
      over?.classList.add('drop-over');
    };
    on(window, 'dragover', event => {
      if (event.dataTransfer.types.includes('Files')) {
        event.preventDefault();
        mark(event.target.closest?.('[data-drop]') ?? root);
      }
    });
    on(window, 'dragleave', event => event.relatedTarget ?? mark(null));
    on(window, 'drop', event => {
      event.preventDefault();
      const target = over ?? root;
      mark(null);
      if (event.dataTransfer.files.length > 0) {
        add(event.dataTransfer.files, target.dataset.dropCharacter);
      }
    });
    on(window, 'paste', event => {
      if (event.clipboardData.files.length > 0) {
        event.preventDefault();
        add(event.clipboardData.files, root.dataset.dropCharacter);
      }
    });

    let width = 0;
    const measure = new ResizeObserver(([entry]) => {
      if (entry.contentRect.width === width) {
        return;
      }
      width = entry.contentRect.width;
      const columns = Math.max(1, Math.floor((width + gap) / ((innerWidth < 640 ? least.narrow : least.wide) + gap)));
      page.invokeMethodAsync('Resized', columns, (width + gap) / columns);
    });
    measure.observe(grid);
    gone.signal.addEventListener('abort', () => measure.disconnect());

    const pick = (tile, range) => page.invokeMethodAsync('Picked', Number(tile.dataset.place), Number(tile.dataset.tile), range);
    // Before Blazor follows the link: a click that selects is no way to a picture.
    grid.addEventListener('click', event => {
      const tile = event.target.closest('[data-tile] a')?.parentElement;
      if (tile && (event.shiftKey || event.ctrlKey || event.metaKey || grid.dataset.selecting)) {
        event.preventDefault();
        event.stopPropagation();
        pick(tile, event.shiftKey);
      }
    }, { capture: true, signal: gone.signal });

    on(grid, 'keydown', event => {
      const tile = event.target.closest('[data-tile]');
      if (!tile) {
        return;
      }
      if (event.key === ' ') {
        event.preventDefault();
        pick(tile, event.shiftKey);
        return;
      }
      const columns = Number(grid.dataset.columns);
      const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
      const next = step && grid.querySelector(`[data-place="${Number(tile.dataset.place) + step}"] a`);
      if (step) {
        event.preventDefault();
      }
      if (next) {
        next.focus({ preventScroll: true });
        next.scrollIntoView({ block: 'nearest' });
      }
    });
  }

  on(window, 'keydown', event => {
    if (event.target.closest?.('input, textarea, select, [role=dialog]')) {
      return;
    }
    const control = event.ctrlKey || event.metaKey;
    if (control ? event.key === 'z' || (event.key === 'a' && grid) : event.key === 'Escape' || event.key === 'Delete') {
      event.preventDefault();
      page.invokeMethodAsync('Pressed', event.key);
    }
  });

  return { stop: () => gone.abort() };
}
