// A map that stands alone: what map.js does on a server's page, with all it needs in this file.

const REACH = 14; // pixels from a mark that still mean it
const KEY_ZOOM = 1.4;
const KEY_MOVE = 60; // pixels
const SLOW = 30; // milliseconds from one drawing to the next that a hand feels
const RESTING = 250; // after so many without one it has come to rest, and all is drawn
const MOST_LEFT_OUT = 8;
const MARGIN = 40;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** The small pictures, by point; a sheet is decoded when one of it is first looked at. */
class Thumbnails {
  constructor(about) {
    Object.assign(this, { about, images: [], placeOf: new Map(about.points.map((point, place) => [point, place])) });
  }

  /** Draws a point's picture into a canvas as soon as it can. Returns whether there is one. */
  draw(point, canvas, isWanted) {
    const place = this.placeOf.get(point);
    if (place === undefined) {
      return false;
    }
    const { side, columns, perSheet, sheets } = this.about;
    const sheet = Math.floor(place / perSheet);
    const [column, row] = [place % perSheet % columns, Math.floor(place % perSheet / columns)];
    const image = this.images[sheet] ??= Object.assign(new Image(), { src: sheets[sheet] });
    const pen = canvas.getContext('2d');
    pen.clearRect(0, 0, canvas.width, canvas.height);
    image.decode().then(() => {
      if (isWanted()) {
        pen.drawImage(image, column * side, row * side, side, side, 0, 0, canvas.width, canvas.height);
        canvas.dataset.drawn = point; // tests wait for it
      }
    });
    return true;
  }
}

class MapFilePage {
  #at = -1; // the point whose card is shown
  #isDue = false;
  #isPressed = false;
  #every = 1; // of so many points one is drawn while the hand moves: more where the machine is slow
  #last = 0;
  #rest = null;

  constructor(root, points, about) {
    const part = name => root.querySelector(`[data-${name}]`);
    Object.assign(this, { root, points, about, canvas: part('canvas'), card: part('card'), ring: part('ring'), said: part('said'), search: part('search') });
    this.thumbnails = new Thumbnails(about);
    this.view = new View(this.canvas);
    this.view.fit(points);
    this.pen = createPen(this.canvas, () => this.#restart());
    this.legend = new Legend(root, () => this.#restyle());
    part('zoom-in').addEventListener('click', () => this.#zoom(KEY_ZOOM));
    part('zoom-out').addEventListener('click', () => this.#zoom(1 / KEY_ZOOM));
    part('fit').addEventListener('click', () => this.#look(() => this.view.fit(points)));
    this.canvas.addEventListener('keydown', event => this.#key(event));
    this.canvas.addEventListener('focus', () => !this.#isPressed && this.#at < 0 && this.#show(this.#middle(), true));
    root.addEventListener('keydown', event => {
      if (event.key === '/' && event.target !== this.search) {
        event.preventDefault();
        this.search.focus();
      }
    });
    followPointers(this.canvas, () => false, {
      pressed: () => this.#pressed(),
      moved: (dx, dy) => this.#look(() => this.view.move(dx, dy)),
      zoomed: (factor, x, y) => this.#zoom(factor, x, y),
      hovered: (x, y) => this.#show(this.#under(x, y)),
      left: () => this.#show(-1),
      clicked: (x, y, kind) => this.#clicked(this.#under(x, y), kind),
      lassoing: () => {},
      lassoed: () => {},
    });
    new ResizeObserver(() => this.#redraw()).observe(this.canvas);
    new MutationObserver(() => this.#restart()).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.legend.set(points);
    this.#restart();
    const number = n => n.toLocaleString('en-GB');
    part('count').textContent = `${number(points.count)} pictures`
      + (about.points.length < points.count ? `; small pictures of ${number(about.points.length)} of them are in this file` : '');
    root.dataset.pen = this.pen.kind;
    root.dataset.ready = points.count; // tests wait for it
  }

  /** Takes the keyboard along to where the hand is, without beginning to go from picture to picture. */
  #pressed() {
    this.#isPressed = true;
    this.canvas.focus({ preventScroll: true });
    this.#isPressed = false;
  }

  #restart() {
    this.legend.draw();
    this.pen.set(this.points);
    this.#restyle();
  }

  /** Whom the legend shows. */
  #restyle() {
    const { state, characters } = this.points;
    const { alone } = this.legend;
    for (let i = 0; i < state.length; i++) {
      state[i] = alone.size === 0 || alone.has(characters[i]) ? 1 : 0;
    }
    this.pen.restyle(this.points);
    this.#redraw();
  }

  #redraw() {
    if (this.#isDue) {
      return;
    }
    this.#isDue = true;
    requestAnimationFrame(now => {
      this.#isDue = false;
      const took = now - this.#last;
      const moves = took < RESTING;
      if (moves && took > SLOW) {
        this.#every = Math.min(this.#every * 2, MOST_LEFT_OUT);
      }
      this.#last = now;
      const every = moves ? this.#every : 1;
      this.pen.draw(this.points, this.view, every);
      this.root.dataset.draws = every === 1 ? 'all' : 'some'; // tests wait for all
      this.#placeCard();
      clearTimeout(this.#rest);
      if (moves && this.#every > 1) {
        this.#rest = setTimeout(() => this.#redraw(), RESTING);
      }
    });
  }

  #look(change) {
    change();
    this.#redraw();
  }

  #zoom(factor, x, y) {
    this.#look(() => this.view.zoom(factor, x, y));
  }

  #under(x, y) {
    return this.points.nearest(...this.view.toMap(x, y), REACH / this.view.scale);
  }

  #middle() {
    return this.points.nearest(this.view.x, this.view.y, Infinity);
  }

  /** Shows the card of a point, or takes it away. */
  #show(i, byKeyboard = false) {
    if (i === this.#at) {
      return;
    }
    this.#at = i;
    this.card.hidden = i < 0;
    this.ring.setAttribute('r', i < 0 ? 0 : 4 + this.view.markSize(this.points.count) / 2);
    this.canvas.classList.toggle('map-on-point', i >= 0);
    if (i < 0) {
      return;
    }
    const [thumbnail, name, file] = this.card.children;
    thumbnail.hidden = !this.thumbnails.draw(i, thumbnail, () => this.#at === i);
    name.textContent = this.points.nameOf(i);
    file.textContent = this.about.files[i];
    this.#placeCard();
    if (byKeyboard) {
      this.said.textContent = `${name.textContent}, ${file.textContent}`;
    }
  }

  #placeCard() {
    if (this.#at >= 0) {
      const [x, y] = this.view.toCanvas(this.points.at[2 * this.#at], this.points.at[2 * this.#at + 1]);
      const room = 14;
      const left = x + room + this.card.offsetWidth > this.view.width ? x - room - this.card.offsetWidth : x + room;
      const top = Math.min(y + room, this.view.height - this.card.offsetHeight - 4);
      this.card.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, top)}px)`;
      this.ring.setAttribute('cx', x);
      this.ring.setAttribute('cy', y);
    }
  }

  #clicked(i, kind) {
    this.#show(i, true);
    if (kind === 'mouse' && i >= 0) {
      this.#alone(i);
    }
  }

  /** Shows the character of a point alone, or all again. */
  #alone(i) {
    const character = this.points.characters[i];
    const wasAlone = this.legend.alone.size === 1 && this.legend.alone.has(character);
    this.legend.alone = new Set(wasAlone ? [] : [character]);
    this.legend.draw();
    this.#restyle();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const arrow = ARROWS[event.key];
    const does = arrow ? () => this.#arrow(...arrow, event.shiftKey) : {
      '+': () => this.#zoom(KEY_ZOOM), '=': () => this.#zoom(KEY_ZOOM), '-': () => this.#zoom(1 / KEY_ZOOM), '−': () => this.#zoom(1 / KEY_ZOOM),
      0: () => this.#look(() => this.view.fit(this.points)),
      Enter: () => this.#at >= 0 && this.#alone(this.#at),
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
    const next = this.#at < 0 ? this.#middle() : this.points.towards(this.#at, dx, dy);
    if (next >= 0) {
      this.#show(next, true);
      const [x, y] = this.view.toCanvas(this.points.at[2 * next], this.points.at[2 * next + 1]);
      const over = (value, most) => Math.min(0, value - MARGIN) + Math.max(0, value - most + MARGIN);
      this.#look(() => this.view.move(-over(x, this.view.width), -over(y, this.view.height)));
    }
  }

  #escape() {
    if (this.#at >= 0) {
      return this.#show(-1);
    }
    this.legend.alone = new Set();
    this.legend.draw();
    this.#restyle();
  }
}

const switcher = document.querySelector('[data-theme-switch]');
const turn = dark => {
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  switcher.setAttribute('aria-pressed', dark);
};
turn(matchMedia('(prefers-color-scheme: dark)').matches);
switcher.addEventListener('click', () => turn(!isDark()));
const bytes = Uint8Array.from(atob(document.getElementById('points').textContent), c => c.charCodeAt(0));
new MapFilePage(document.body, readPoints(bytes.buffer), JSON.parse(document.getElementById('about').textContent));
