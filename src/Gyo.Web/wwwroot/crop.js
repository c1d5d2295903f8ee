// A box on a picture that can be drawn, moved and resized, by pointer and by keyboard. Boxes are in shares of the picture, 0 to 1.
const least = 0.04;
const whole = { left: 0, top: 0, width: 1, height: 1 };
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

function inside(box) {
  const width = clamp(box.width, least, 1);
  const height = clamp(box.height, least, 1);
  return { width, height, left: clamp(box.left, 0, 1 - width), top: clamp(box.top, 0, 1 - height) };
}

const between = (a, b) => ({ left: Math.min(a.x, b.x), top: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) });

/** Lets boxes be drawn on every [data-crop] below root; changed(id, box) is told while they move, at most ten times a second. */
export function startCropping(root, changed) {
  let drag = null;
  let waiting = null;
  const told = { time: 0 };

  function tell(frame, box) {
    clearTimeout(waiting);
    const now = () => {
      told.time = performance.now();
      changed(frame.dataset.crop, box);
    };
    const wait = 100 - (performance.now() - told.time);
    if (wait <= 0) {
      now();
    } else {
      waiting = setTimeout(now, wait);
    }
  }

  function show(frame, box) {
    const element = frame.querySelector('[data-crop-box]');
    if (element) {
      for (const side of ['left', 'top', 'width', 'height']) {
        element.style[side] = `${box[side] * 100}%`;
      }
    }
  }

  const boxOf = frame => {
    const element = frame.querySelector('[data-crop-box]');
    return element && Object.fromEntries(['left', 'top', 'width', 'height'].map(side => [side, parseFloat(element.style[side]) / 100]));
  };

  const pointOf = (frame, event) => {
    const area = frame.getBoundingClientRect();
    return { x: clamp((event.clientX - area.left) / area.width, 0, 1), y: clamp((event.clientY - area.top) / area.height, 0, 1) };
  };

  root.addEventListener('pointerdown', event => {
    const frame = event.target.closest('[data-crop]');
    if (!frame || event.button !== 0 || event.target.closest('button')) {
      return;
    }
    const start = pointOf(frame, event);
    const box = boxOf(frame);
    const handle = event.target.closest('[data-crop-box] i');
    if (box && handle) {
      const corner = [...handle.parentElement.children].indexOf(handle); // clockwise from the upper left
      const fixed = { x: corner === 0 || corner === 3 ? box.left + box.width : box.left, y: corner < 2 ? box.top + box.height : box.top };
      drag = { frame, move: point => between(fixed, point) };
    } else if (box && event.target.closest('[data-crop-box]')) {
      drag = { frame, move: point => ({ ...box, left: box.left + point.x - start.x, top: box.top + point.y - start.y }) };
    } else {
      drag = { frame, start, move: point => between(start, point) };
    }
    frame.setPointerCapture(event.pointerId);
    event.preventDefault();
    frame.focus();
  });

  root.addEventListener('pointermove', event => {
    if (!drag) {
      return;
    }
    const point = pointOf(drag.frame, event);
    if (drag.start && Math.max(Math.abs(point.x - drag.start.x), Math.abs(point.y - drag.start.y)) < least) {
      return; // a click is no box
    }
    const box = inside(drag.move(point));
    show(drag.frame, box);
    tell(drag.frame, box);
  });

  for (const end of ['pointerup', 'pointercancel']) {
    root.addEventListener(end, () => { drag = null; });
  }

  root.addEventListener('keydown', event => {
    const frame = event.target.closest('[data-crop]');
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!frame || event.target !== frame) {
      return;
    }
    if (event.key === 'Escape') {
      tell(frame, whole);
    } else if (step) {
      event.preventDefault();
      const box = boxOf(frame) ?? { left: 0.15, top: 0.15, width: 0.7, height: 0.7 };
      const [x, y] = step.map(s => s * 0.02);
      const next = inside(event.shiftKey ? { ...box, width: box.width + x, height: box.height + y } : { ...box, left: box.left + x, top: box.top + y });
      show(frame, next);
      tell(frame, next);
    }
  });
}
