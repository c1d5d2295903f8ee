// What the browser alone can do for a question: take pictures that are dropped, pasted, chosen or photographed, and move about by keyboard.
import { startCropping } from './crop.js';

const token = () => document.querySelector('meta[name=gyo-token]').content;

/** Sends a picture; resolves to the server's id, or throws with a reason a person can act on. */
async function send(file) {
  let response;
  try {
    response = await fetch(`/ask/pictures?name=${encodeURIComponent(file.name || 'pasted picture')}`, {
      method: 'POST', body: file, headers: { RequestVerificationToken: token(), 'Content-Type': 'application/octet-stream' },
    });
  } catch {
    throw new Error('The server can\'t be reached; is Gyo still running?');
  }
  if (response.ok) {
    return (await response.json()).id;
  }
  const problem = await response.json().catch(() => null);
  throw new Error(`${file.name}: ${problem?.detail ?? `the server answered ${response.status}.`}`);
}

/** Makes a page ask. */
export function start(root, page) {
  const files = root.querySelector('[data-files]');
  const camera = root.querySelector('[data-camera]');
  let adds = false;

  async function ask(list, add) {
    const pictures = [...list].filter(f => f.type === '' || f.type.startsWith('image/'));
    if (pictures.length === 0) {
      return page.invokeMethodAsync('Refused', 'That is not a picture; drop a JPEG, PNG, WebP, GIF, TIFF or AVIF file.');
    }
    const sent = await Promise.allSettled(pictures.map(send));
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
  const onWindow = (type, listener) => addEventListener(type, event => root.isConnected && listener(event));
  onWindow('dragover', event => {
    if (event.dataTransfer.types.includes('Files')) {
      event.preventDefault();
      zone().classList.add('drop-over');
    }
  });
  onWindow('dragleave', event => event.relatedTarget ?? zone().classList.remove('drop-over'));
  onWindow('drop', event => {
    event.preventDefault();
    zone().classList.remove('drop-over');
    if (event.dataTransfer.files.length > 0) {
      ask(event.dataTransfer.files, event.shiftKey);
    }
  });
  onWindow('paste', event => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      ask(event.clipboardData.files, false);
    }
  });

  root.addEventListener('click', event => {
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
    input.addEventListener('change', () => {
      ask(input.files, adds);
      input.value = '';
    });
  }

  onWindow('keydown', event => {
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

  root.dataset.ready = 'true'; // tests wait for it
  startCropping(root, (id, box) => page.invokeMethodAsync('Cropped', id, box.left, box.top, box.width, box.height));
}
