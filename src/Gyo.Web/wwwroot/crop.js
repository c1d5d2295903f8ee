// A box on a picture that can be drawn, moved and resized, by pointer and by keyboard. Boxes are in shares of the picture, 0 to 1.
// The server makes the box's element when a picture first gets one; from then on the box is moved here, and the server is told.
const least = 0.04;
const sides = ['left', 'top', 'width', 'height'];
const whole = { left: 0, top: 0, width: 1, height: 1 };
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

function inside(box) {
  const width = clamp(box.width, least, 1);
  const height = clamp(box.height, least, 1);
  return { width, height, left: clamp(box.left, 0, 1 - width), top: clamp(box.top, 0, 1 - height) };
}

const between = (a, b) => ({ left: Math.min(a.x, b.x), top: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) });
const styled = element => Object.fromEntries(sides.map(side => [side, parseFloat(element.style[side]) / 100]));

/** Lets boxes be drawn on every [data-crop] below root, until signal; changed(id, box) is told while they move, at most ten times a second. */
export function startCropping(root, signal, changed) {
  const on = (type, listener) => root.addEventListener(type, listener, { signal });
  const boxes = new WeakMap(); // of each frame, where its box is
  let drag = null;
  let waiting = null;
  let told = 0;

  const boxOf = frame => boxes.get(frame) ?? (frame.querySelector('[data-crop-box]') ? styled(frame.querySelector('[data-crop-box]')) : null);

  function draw(frame) {
    const element = frame.querySelector('[data-crop-box]');
    const box = boxes.get(frame);
    if (element && box) {
      sides.forEach(side => { element.style[side] = `${box[side] * 100}%`; });
    }
  }

  function put(frame, box) {
    boxes.set(frame, box);
    draw(frame);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      told = performance.now();
      changed(frame.dataset.crop, box ?? whole);
    }, Math.max(0, told + 100 - performance.now()));
  }

  // The element comes a moment after its box was drawn, which may have moved on.
  const observer = new MutationObserver(() => root.querySelectorAll('[data-crop]').forEach(draw));
  observer.observe(root, { childList: true, subtree: true });
  signal.addEventListener('abort', () => observer.disconnect());

  const pointOf = (frame, event) => {
    const area = frame.getBoundingClientRect();
    return { x: clamp((event.clientX - area.left) / area.width, 0, 1), y: clamp((event.clientY - area.top) / area.height, 0, 1) };
  };

  on('pointerdown', event => {
    const frame = event.target.closest('[data-crop]');
    if (!frame || event.button !== 0) {
      return;
    }
    const start = pointOf(frame, event);
    const box = boxOf(frame);
    const handle = event.target.closest('[data-crop-box] i');
    if (box && handle) {
      const corner = [...handle.parentElement.children].indexOf(handle); // clockwise from the upper left
      const fixed = { x: corner === 0 || corner === 3 ? box.left + box.width : box.left, y: corner < 2 ? box.top + box.height : box.top };
      drag = { frame, start, move: point => between(fixed, point) };
    } else if (box && event.target.closest('[data-crop-box]')) {
      drag = { frame, start, move: point => ({ ...box, left: box.left + point.x - start.x, top: box.top + point.y - start.y }) };
    } else {
      drag = { frame, start, isNew: true, move: point => between(start, point) };
    }
    if (!event.target.closest('[data-region]')) {
      event.preventDefault();
      frame.focus();
    }
  });

  on('pointermove', event => {
    if (!drag) {
      return;
    }
    const point = pointOf(drag.frame, event);
    if (drag.isNew && Math.max(Math.abs(point.x - drag.start.x), Math.abs(point.y - drag.start.y)) < least) {
      return; // a click is no box
    }
    drag.isNew = false;
    drag.frame.setPointerCapture(event.pointerId); // and no click on a proposal that it began on
    put(drag.frame, inside(drag.move(point)));
  });

  for (const end of ['pointerup', 'pointercancel']) {
    on(end, () => { drag = null; });
  }

  on('click', event => {
    const region = event.target.closest('[data-region]');
    if (region) {
      put(region.closest('[data-crop]'), inside(styled(region)));
    } else if (event.target.closest('[data-whole]')) {
      put(event.target.closest('[data-cropped]').querySelector('[data-crop]'), null);
    }
  });

  on('keydown', event => {
    const frame = event.target.closest('[data-crop]');
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!frame || event.target !== frame) {
      return;
    }
    if (event.key === 'Escape') {
      put(frame, null);
    } else if (step) {
      event.preventDefault();
      const box = boxOf(frame) ?? { left: 0.15, top: 0.15, width: 0.7, height: 0.7 };
      const [x, y] = step.map(s => s * 0.02);
      put(frame, inside(event.shiftKey ? { ...box, width: box.width + x, height: box.height + y } : { ...box, left: box.left + x, top: box.top + y }));
    }
  });
}
