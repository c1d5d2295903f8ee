// The map: draws the points, and answers to hand and keyboard. What the browser alone can do.
import { View, createPen } from './map-draw.js';
import { followPointers } from './map-moves.js';
import { Legend, Selection } from './map-panels.js';
import { readPoints } from './map-points.js';

const REACH = 14; // pixels from a mark that still mean it
const KEY_ZOOM = 1.4;
const KEY_MOVE = 60; // pixels
const HOVER_REST = 70; // milliseconds the mouse rests before a picture is fetched
const SLOW = 30; // milliseconds from one drawing to the next that a hand feels
const RESTING = 250; // after so many without one it has come to rest, and all is drawn
const MOST_LEFT_OUT = 8;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Begins a map in a section; it draws once it is told to load. */
export function start(root) {
  return new MapPage(root, root.dataset.points);
}

class MapPage {
  #points = null;
  #at = -1; // the point whose card is shown
  #isDue = false;
  #every = 1; // of so many points one is drawn while the hand moves: more where the machine is slow
  #last = 0;
  #rest = null;

  constructor(root, url) {
    const part = name => root.querySelector(`[data-${name}]`);
    Object.assign(this, { root, url, canvas: part('canvas'), card: part('card'), line: part('line'), ring: part('ring'), said: part('said'), count: part('count') });
    this.view = new View(this.canvas);
    this.pen = createPen(this.canvas, () => this.#restart());
    this.legend = new Legend(root, () => this.#restyle());
    this.selection = new Selection(root, () => this.#restyle());
    this.lasso = part('lasso');
    part('zoom-in').addEventListener('click', () => this.#zoom(KEY_ZOOM));
    part('zoom-out').addEventListener('click', () => this.#zoom(1 / KEY_ZOOM));
    part('fit').addEventListener('click', () => this.#fit());
    this.lasso.addEventListener('click', () => this.lasso.setAttribute('aria-pressed', !this.#isLasso()));
    this.canvas.addEventListener('keydown', event => this.#key(event));
    this.canvas.addEventListener('focus', () => !this.isPressed && this.#at < 0 && this.#show(this.#middle(), true));
    this.card.addEventListener('click', event => this.#open(event));
    followPointers(this.canvas, () => this.#isLasso(), {
      pressed: () => this.#pressed(),
      moved: (dx, dy) => this.#look(() => this.view.move(dx, dy)),
      zoomed: (factor, x, y) => this.#zoom(factor, x, y),
      hovered: (x, y) => this.#show(this.#under(x, y)),
      left: () => this.#show(-1),
      clicked: (x, y, kind) => this.#clicked(this.#under(x, y), kind),
      lassoing: line => this.#lassoing(line),
      lassoed: line => this.#lassoed(line),
    });
    this.resized = new ResizeObserver(() => this.#redraw());
    this.resized.observe(this.canvas);
    this.themed = new MutationObserver(() => this.#restart());
    this.themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    root.dataset.pen = this.pen.kind;
    root.dataset.ready = 'true'; // tests wait for it
  }

  /** Fetches the points and draws them; where one looks stays as it is if a map was there. */
  async load() {
    const response = await fetch(this.url);
    if (!response.ok) {
      this.count.textContent = 'The map can\'t be read; load the page again.';
      return;
    }
    const isFirst = this.#points === null;
    this.#points = readPoints(await response.arrayBuffer());
    this.#at = -1;
    if (isFirst) {
      this.view.fit(this.#points);
    }
    this.legend.set(this.#points);
    this.selection.set(this.#points);
    this.#restart();
    this.count.textContent = `${this.#points.count.toLocaleString('en-GB')} pictures`;
    this.root.dataset.points = this.#points.count;
  }

  stop() {
    clearTimeout(this.#rest);
    this.resized.disconnect();
    this.themed.disconnect();
  }

  /** Takes the keyboard along to where the hand is, without beginning to go from picture to picture. */
  #pressed() {
    this.isPressed = true;
    this.canvas.focus({ preventScroll: true });
    this.isPressed = false;
  }

  #isLasso() {
    return this.lasso.getAttribute('aria-pressed') === 'true';
  }

  #restart() {
    if (this.#points) {
      this.legend.draw();
      this.pen.set(this.#points);
      this.#restyle();
    }
  }

  /** Whom the legend shows, and what is selected of them. */
  #restyle() {
    if (!this.#points) {
      return;
    }
    const { state, characters } = this.#points;
    const { alone } = this.legend;
    for (let i = 0; i < state.length; i++) {
      state[i] = alone.size === 0 || alone.has(characters[i]) ? 1 : 0;
    }
    for (const i of this.selection.chosen) {
      state[i] = 2;
    }
    this.pen.restyle(this.#points);
    this.#redraw();
  }

  #redraw() {
    if (!this.#isDue && this.#points) {
      this.#isDue = true;
      requestAnimationFrame(now => {
        this.#isDue = false;
        const took = now - this.#last;
        const moves = took < RESTING;
        if (moves && took > SLOW) {
          this.#every = Math.min(this.#every * 2, MOST_LEFT_OUT);
        }
        this.#last = now;
        this.pen.draw(this.#points, this.view, moves ? this.#every : 1);
        this.#placeCard();
        clearTimeout(this.#rest);
        if (moves && this.#every > 1) {
          this.#rest = setTimeout(() => this.#redraw(), RESTING);
        }
      });
    }
  }

  #look(change) {
    if (this.#points) {
      change();
      this.#redraw();
    }
  }

  #zoom(factor, x, y) {
    this.#look(() => this.view.zoom(factor, x, y));
  }

  #fit() {
    this.#look(() => this.view.fit(this.#points));
  }

  #under(x, y) {
    return this.#points ? this.#points.nearest(...this.view.toMap(x, y), REACH / this.view.scale) : -1;
  }

  #middle() {
    return this.#points ? this.#points.nearest(this.view.x, this.view.y, Infinity) : -1;
  }

  /** Shows the card of a point, or takes it away. */
  #show(i, byKeyboard = false) {
    if (i === this.#at) {
      return;
    }
    this.#at = i;
    clearTimeout(this.resting);
    this.card.hidden = i < 0;
    this.ring.setAttribute('r', i < 0 ? 0 : 4 + this.view.markSize(this.#points.count) / 2);
    this.canvas.classList.toggle('map-on-point', i >= 0);
    if (i < 0) {
      return;
    }
    const id = this.#points.ids[i];
    const [image, name] = this.card.children;
    image.removeAttribute('src');
    this.resting = setTimeout(() => image.src = `/api/images/${id}/thumbnail?size=160`, HOVER_REST);
    name.textContent = this.#points.nameOf(i);
    this.card.href = `/collection/${id}`;
    this.#placeCard();
    if (byKeyboard) {
      this.#tell(i);
    }
  }

  #tell(i) {
    this.said.textContent = `${this.#points.nameOf(i)}, picture ${this.#points.ids[i]}${this.#points.state[i] === 2 ? ', selected' : ''}`;
  }

  #placeCard() {
    if (this.#at >= 0) {
      const [x, y] = this.view.toCanvas(this.#points.at[2 * this.#at], this.#points.at[2 * this.#at + 1]);
      const room = 14;
      const left = x + room + this.card.offsetWidth > this.view.width ? x - room - this.card.offsetWidth : x + room;
      const top = Math.min(y + room, this.view.height - this.card.offsetHeight - 4);
      this.card.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
      this.ring.setAttribute('cx', x);
      this.ring.setAttribute('cy', y);
    }
  }

  #clicked(i, kind) {
    if (kind === 'mouse' && i >= 0) {
      this.#at = i;
      this.card.href = `/collection/${this.#points.ids[i]}`;
      this.card.click();
    } else {
      this.#show(i, true); // a finger cannot hover: the card is what it opens
    }
  }

  #open(event) {
    if (globalThis.Blazor && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      globalThis.Blazor.navigateTo(this.card.getAttribute('href'));
    }
  }

  #lassoing(line) {
    this.line.setAttribute('points', line.join(' '));
    if (line.length > 0) {
      this.#show(-1);
    }
  }

  #lassoed(line) {
    if (this.#points) {
      const onMap = [];
      for (let n = 0; n < line.length; n += 2) {
        onMap.push(...this.view.toMap(line[n], line[n + 1]));
      }
      this.selection.choose(this.#points.inside(onMap));
      this.said.textContent = this.selection.chosen.length === 0 ? 'Nothing selected' : this.selection.title.textContent;
    }
  }

  #key(event) {
    if (!this.#points || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const arrow = ARROWS[event.key];
    const does = arrow ? () => this.#arrow(...arrow, event.shiftKey) : {
      '+': () => this.#zoom(KEY_ZOOM), '=': () => this.#zoom(KEY_ZOOM), '-': () => this.#zoom(1 / KEY_ZOOM), '−': () => this.#zoom(1 / KEY_ZOOM), 0: () => this.#fit(),
      Enter: () => this.#at >= 0 && this.card.click(),
      ' ': () => this.#toggle(),
      Escape: () => this.#escape(),
    }[event.key];
    if (does) {
      event.preventDefault();
      does();
    }
  }

  #arrow(dx, dy, moves) {
    if (moves) {
      return this.#look(() => this.view.move(-KEY_MOVE * dx, KEY_MOVE * dy));
    }
    const next = this.#at < 0 ? this.#middle() : this.#points.towards(this.#at, dx, dy);
    if (next >= 0) {
      this.#show(next, true);
      this.#look(() => this.#bringIn(next));
    }
  }

  /** Moves the map as far as needed for a point to be seen. */
  #bringIn(i) {
    const margin = 40;
    const [x, y] = this.view.toCanvas(this.#points.at[2 * i], this.#points.at[2 * i + 1]);
    const over = (value, most) => Math.min(0, value - margin) + Math.max(0, value - most + margin);
    this.view.move(-over(x, this.view.width), -over(y, this.view.height));
  }

  #toggle() {
    if (this.#at >= 0) {
      this.selection.toggle(this.#at);
      this.#tell(this.#at);
    }
  }

  #escape() {
    if (this.#at >= 0) {
      return this.#show(-1);
    }
    this.lasso.setAttribute('aria-pressed', false);
    this.selection.choose([]);
  }
}
