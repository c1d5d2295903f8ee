// What the hand does on the map: one finger or the mouse moves it or draws the lasso, two fingers pinch, the wheel zooms.

const CLICK_REACH = 4; // pixels a click may wander
const WHEEL = 0.0018; // of a zoom, e times for so many pixels

/** Tells of moves by { pressed, moved, zoomed, hovered, left, clicked, lassoing, lassoed }; places are CSS pixels of the canvas. */
export function followPointers(canvas, isLasso, tell) {
  const down = new Map();
  let start = null; // where a lone pointer went down, or null once it can be no click
  let line = null;

  const place = event => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const pinch = () => {
    const [[ax, ay], [bx, by]] = [...down.values()];
    return { x: (ax + bx) / 2, y: (ay + by) / 2, apart: Math.hypot(ax - bx, ay - by) };
  };

  canvas.addEventListener('pointerdown', event => {
    if (event.button !== 0) {
      return;
    }
    tell.pressed();
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    start = down.size === 1 ? place(event) : null;
    line = down.size === 1 && (event.shiftKey || isLasso()) ? [...place(event)] : null;
    tell.lassoing(line ?? []);
  });

  canvas.addEventListener('pointermove', event => {
    const [x, y] = place(event);
    const last = down.get(event.pointerId);
    if (!last) {
      return event.pointerType === 'mouse' && tell.hovered(x, y);
    }
    const before = down.size === 2 ? pinch() : null;
    if (start && Math.hypot(x - start[0], y - start[1]) > CLICK_REACH) {
      start = null;
    }
    down.set(event.pointerId, [x, y]);
    if (line) {
      line.push(x, y);
      tell.lassoing(line);
    } else if (before) {
      const now = pinch();
      tell.moved(now.x - before.x, now.y - before.y);
      tell.zoomed(now.apart / (before.apart || 1), now.x, now.y);
    } else if (down.size === 1) {
      tell.moved(x - last[0], y - last[1]);
    }
  });

  const up = (event, isEnd) => {
    if (!down.delete(event.pointerId)) {
      return;
    }
    if (line) {
      tell.lassoing([]);
      if (isEnd && !start) {
        tell.lassoed(line);
      }
    } else if (isEnd && start) {
      tell.clicked(...start, event.pointerType);
    }
    start = line = null;
  };
  canvas.addEventListener('pointerup', event => up(event, true));
  canvas.addEventListener('pointercancel', event => up(event, false));
  canvas.addEventListener('pointerleave', event => event.pointerType === 'mouse' && tell.left());
  canvas.addEventListener('wheel', event => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
    tell.zoomed(Math.exp(-pixels * WHEEL), ...place(event));
  }, { passive: false });
}
