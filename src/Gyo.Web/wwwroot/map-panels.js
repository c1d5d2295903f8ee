// What stands beside the map: the characters, which can be shown alone, and what is selected.
import { drawMark } from './map-marks.js';

const MOST_CHARACTERS = 150; // drawn at once; the others are found by their name
const MOST_PICTURES = 60;
const MOST_ASKED = 10; // as many as a question takes

const number = n => n.toLocaleString('en-GB');

function make(tag, content, properties = {}) {
  const element = document.createElement(tag);
  element.append(...[content].flat());
  return Object.assign(element, properties);
}

function counted(points, indices) {
  const counts = new Map();
  for (const i of indices) {
    counts.set(points.characters[i], (counts.get(points.characters[i]) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

const nameOf = (points, character) => character < 0 ? 'No character' : points.names[character];

/** The characters, each a switch. */
export class Legend {
  constructor(root, changed) {
    Object.assign(this, {
      list: root.querySelector('[data-legend]'), search: root.querySelector('[data-search]'), told: root.querySelector('[data-shown]'), alone: new Set(), changed,
    });
    this.search.addEventListener('input', () => this.draw());
    this.list.addEventListener('click', event => {
      const button = event.target.closest('button');
      if (button) {
        const character = Number(button.dataset.character);
        this.alone.delete(character) || this.alone.add(character);
        button.setAttribute('aria-pressed', this.alone.has(character));
        this.#tell();
        this.changed();
      }
    });
    this.told.addEventListener('click', event => event.target.closest('button') && this.showAll());
  }

  /** Takes the points of a map, by whose names what was chosen stays chosen. */
  set(points) {
    const before = new Set([...this.alone].map(c => nameOf(this.points, c)));
    this.points = points;
    this.counts = counted(points, points.characters.keys());
    this.alone = new Set(this.counts.map(([c]) => c).filter(c => before.has(nameOf(points, c))));
    this.draw();
  }

  showAll() {
    this.alone.clear();
    this.draw();
    this.changed();
    this.search.focus();
  }

  draw() {
    if (!this.points) {
      return;
    }
    const wanted = this.search.value.trim().toLowerCase();
    const fitting = this.counts.filter(([c]) => nameOf(this.points, c).toLowerCase().includes(wanted));
    this.list.replaceChildren(...fitting.slice(0, MOST_CHARACTERS).map(([character, count]) => {
      const button = make('button', [drawMark(character), make('span', nameOf(this.points, character)), make('small', number(count))], { type: 'button' });
      button.dataset.character = character;
      button.setAttribute('aria-pressed', this.alone.has(character));
      return make('li', button);
    }));
    this.more = fitting.length - MOST_CHARACTERS;
    this.none = fitting.length === 0;
    this.#tell();
  }

  #tell() {
    const left = this.none ? 'No character is called so.' : this.more > 0 ? `${number(this.more)} more: find them by name.` : '';
    const chosen = this.alone.size === 0 ? 'Choose some to see them alone.' : `${number(this.alone.size)} shown alone. `;
    this.told.replaceChildren(chosen, ...(this.alone.size > 0 ? [make('button', 'Show all', { type: 'button' })] : []), ' ', left);
  }
}

/** What is selected: pictures, whom they show, and the way to ask with them. */
export class Selection {
  constructor(root, changed) {
    const part = name => root.querySelector(`[data-${name}]`);
    Object.assign(this, {
      box: part('selection'), title: part('selection-title'), ask: part('ask'), counts: part('counts'), pictures: part('pictures'), chosen: [], changed,
    });
    part('clear').addEventListener('click', () => {
      this.choose([]);
      root.querySelector('[data-canvas]').focus();
    });
  }

  /** Takes the points of a map, and what was selected of another by its ids. */
  set(points) {
    const before = new Set(this.chosen.map(i => this.points.ids[i]));
    this.points = points;
    this.choose(before.size === 0 ? [] : [...points.ids.keys()].filter(i => before.has(points.ids[i])));
  }

  toggle(i) {
    this.choose(this.chosen.includes(i) ? this.chosen.filter(c => c !== i) : [...this.chosen, i]);
  }

  choose(indices) {
    this.chosen = indices;
    this.#draw();
    this.changed();
  }

  #draw() {
    const { points, chosen } = this;
    this.box.hidden = chosen.length === 0;
    this.title.textContent = `${number(chosen.length)} ${chosen.length === 1 ? 'picture' : 'pictures'} selected`;
    const central = this.#central();
    this.ask.href = `/?like=${central.map(i => points.ids[i]).join(',')}`;
    this.ask.textContent = chosen.length > MOST_ASKED ? `Ask with the ${MOST_ASKED} in their middle` : chosen.length === 1 ? 'Ask with this' : 'Ask with these';
    this.counts.replaceChildren(...counted(points, chosen).slice(0, MOST_CHARACTERS).map(([character, count]) =>
      make('li', [drawMark(character), make('span', nameOf(points, character)), make('small', number(count))])));
    this.pictures.replaceChildren(...chosen.slice(0, MOST_PICTURES).map(i => {
      const image = make('img', [], { alt: `${points.nameOf(i)}, picture ${points.ids[i]}`, width: 72, height: 72, loading: 'lazy' });
      image.src = `/api/images/${points.ids[i]}/thumbnail?size=160`;
      return make('li', make('a', image, { href: `/collection/${points.ids[i]}` }));
    }));
    if (chosen.length > MOST_PICTURES) {
      this.pictures.append(make('li', `and ${number(chosen.length - MOST_PICTURES)} more`, { className: 'hint' }));
    }
  }

  /** Those nearest to the middle of all: what they have in common is seen best there. */
  #central() {
    const { points, chosen } = this;
    const middle = [0, 1].map(axis => chosen.reduce((sum, i) => sum + points.at[2 * i + axis], 0) / chosen.length);
    const square = i => (points.at[2 * i] - middle[0]) ** 2 + (points.at[2 * i + 1] - middle[1]) ** 2;
    return [...chosen].sort((a, b) => square(a) - square(b)).slice(0, MOST_ASKED);
  }
}
