// What the browser alone can do for a first gallery: let a person choose a folder of its own, and send the pictures in it.
const atATime = 4;
const mostTries = 30;
const pictures = /\.(jpe?g|png|webp|gif|tiff?|avif)$/i;
const token = () => document.querySelector('meta[name=gyo-token]').content;
const wait = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** A file's character is the sub-folder of the chosen folder that it lies in. */
const characterOf = file => {
  const parts = file.webkitRelativePath.split('/');
  return parts.length > 2 ? parts[1] : '';
};

class Unreachable extends Error {}

/** Sends a picture; resolves to why it could not be taken, or to nothing. */
async function send(file, signal) {
  const query = new URLSearchParams({ name: file.name, character: characterOf(file) });
  for (let tries = 1; ; tries++) {
    let response;
    try {
      response = await fetch(`/collection/pictures?${query}`, {
        method: 'POST', body: file, signal, headers: { RequestVerificationToken: token(), 'Content-Type': 'application/octet-stream' },
      });
    } catch (error) {
      throw signal.aborted ? error : new Unreachable();
    }
    if (response.ok) {
      return null;
    }
    if (![429, 503].includes(response.status) || tries === mostTries) {
      return (await response.json().catch(() => null))?.detail ?? `the server answered ${response.status}.`;
    }
    await wait(500);
  }
}

/** Makes the welcome take folders. */
export function start(root, page) {
  const input = root.querySelector('[data-folder]');
  let stop = null;

  async function take(files) {
    const found = files.filter(file => pictures.test(file.name) && !file.name.startsWith('.'));
    stop = new AbortController();
    let done = 0;
    let told = 0;
    let problem = null;
    const tell = () => {
      told = performance.now();
      return page.invokeMethodAsync('Sent', done, found.length);
    };
    await page.invokeMethodAsync('Begun', found.length, files.length - found.length);
    const queue = found.values();
    const work = async () => {
      for (const file of queue) {
        if (stop.signal.aborted) {
          return;
        }
        const reason = await send(file, stop.signal);
        done++;
        if (reason !== null) {
          await page.invokeMethodAsync('Refused', file.webkitRelativePath || file.name, reason);
        }
        if (performance.now() - told > 200) {
          await tell();
        }
      }
    };
    for (const end of await Promise.allSettled(Array.from({ length: atATime }, work))) {
      if (end.reason instanceof Unreachable) {
        problem = 'The server can\'t be reached; is Gyo still running? What was sent is kept: choose the folder again to go on.';
      }
    }
    await tell();
    await page.invokeMethodAsync('Ended', problem);
  }

  root.addEventListener('click', event => {
    if (event.target.closest('[data-choose-folder]')) {
      input.click();
    } else if (event.target.closest('[data-stop]')) {
      stop?.abort();
    }
  });
  input.addEventListener('change', () => {
    const files = [...input.files];
    input.value = '';
    if (files.length > 0) {
      take(files);
    }
  });
  root.dataset.ready = 'true'; // tests wait for it
  return { stop: () => stop?.abort() };
}
