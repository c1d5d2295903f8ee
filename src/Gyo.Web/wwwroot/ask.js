// What the browser alone can do for a question: take pictures that are dropped, pasted, chosen or photographed, and move about by keyboard.
import { startCropping } from './crop.js';

const token = () => document.querySelector('meta[name=gyo-token]').content;

/** Posts something to ask with; resolves to the server's id, or throws with a reason a person can act on. */
async function post(path, body, type, name) {
  let response;
  try {
    response = await fetch(path, { method: 'POST', body, headers: { RequestVerificationToken: token(), 'Content-Type': type } });
  } catch {
    throw new Error('The server can\'t be reached; is Gyo still running?');
  }
  if (response.ok) {
    return (await response.json()).id;
  }
  const problem = await response.json().catch(() => null);
  throw new Error(`${name}: ${problem?.detail ?? `the server answered ${response.status}.`}`);
}

const send = file => post(`/ask/pictures?name=${encodeURIComponent(file.name || 'pasted picture')}`, file, 'application/octet-stream', file.name);
const fetchUrl = url => post('/ask/pictures/url', JSON.stringify({ url }), 'application/json', url);

/** Makes a page ask. */
export function start(root, page) {
  const files = root.querySelector('[data-files]');
  const camera = root.querySelector('[data-camera]');
  const gone = new AbortController();
  const on = (target, type, listener) => target.addEventListener(type, listener, { signal: gone.signal });
  let adds = false;

  async function ask(list, add) {
    const pictures = [...list].filter(f => f.type === '' || f.type.startsWith('image/'));
    if (pictures.length === 0) {
      return page.invokeMethodAsync('Refused', 'That is not a picture; drop a JPEG, PNG, WebP, GIF, TIFF or AVIF file.');
    }
    return tell(pictures.map(send), add);
  }

  async function tell(sending, add) {
    const sent = await Promise.allSettled(sending);
    const ids = sent.filter(s => s.status === 'fulfilled').map(s => s.value);
    if (ids.length > 0) {
      await page.invokeMethodAsync('Asked', ids, add);
    }
    const refused = sent.find(s => s.status === 'rejected');
    if (refused) {
      await page.invokeMethodAsync('Refused', refused.reason.message);
    }
  }

  const zone = () => root.querySelector('[data-drop-zone]');
  on(window, 'dragover', event => {
    if (event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      zone().classList.add('drop-over');
    }
  });
  on(window, 'dragleave', event => event.relatedTarget ?? zone().classList.remove('drop-over'));
  on(window, 'drop', event => {
    event.preventDefault();
    zone().classList.remove('drop-over');
    if (event.dataTransfer.files.length > 0) {
      ask(event.dataTransfer.files, event.shiftKey);
    }
  });
  on(window, 'paste', event => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      ask(event.clipboardData.files, false);
    }
  });

  on(root, 'click', event => {
    const of = name => event.target.closest(`[data-${name}]`);
    if (of('choose') || of('add')) {
      adds = of('add') !== null;
      files.click();
    } else if (of('photograph')) {
      adds = false;
      camera.click();
    }
  });
  for (const input of [files, camera]) {
    on(input, 'change', () => {
      ask(input.files, adds);
      input.value = '';
    });
  }

  on(window, 'keydown', event => {
    const typing = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key === '/' && !typing) {
      event.preventDefault();
      root.querySelector('[data-choose]').focus();
    }
    const result = event.target.closest?.('[data-result]');
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !typing && !event.target.closest?.('[data-crop]')) {
      const results = [...root.querySelectorAll('[data-result]')];
      const next = results[result ? results.indexOf(result) + step : 0];
      if (next) {
        event.preventDefault();
        next.focus();
        next.scrollIntoView({ block: 'nearest' });
      }
    }
    if (event.key === 'Enter' && event.target === result) {
      result.querySelector('a').click();
    }
  });

  on(root, 'submit', event => {
    event.preventDefault();
    const field = event.target.querySelector('input');
    tell([fetchUrl(field.value)], false);
  });

  startCropping(root, gone.signal, (id, box) => page.invokeMethodAsync('Cropped', id, box.left, box.top, box.width, box.height));
  root.dataset.ready = 'true'; // tests wait for it
  return { stop: () => gone.abort() };
}
