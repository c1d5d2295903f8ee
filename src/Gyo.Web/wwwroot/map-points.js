// The points of the map, and which of them are where.

const PER_CELL = 4;

/** Reads the server's answer: counts, ids, places, characters, names (MapEndpoints.cs tells how they lie). */
export function readPoints(buffer) {
  const [count, nameBytes] = new Int32Array(buffer, 0, 2);
  const ids = new Float64Array(buffer, 8, count);
  const at = new Float32Array(buffer, 8 + 8 * count, 2 * count);
  const characters = new Int32Array(buffer, 8 + 16 * count, count);
  const names = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8 + 20 * count, nameBytes)));
  return new Points(ids, at, characters, names);
}

export class Points {
  constructor(ids, at, characters, names) {
    Object.assign(this, { ids, at, characters, names, count: ids.length });
    this.state = new Uint8Array(this.count).fill(1); // 0 aside, 1 shown, 2 selected
    this.left = this.bottom = Infinity;
    this.right = this.top = -Infinity;
    for (let i = 0; i < this.count; i++) {
      this.left = Math.min(this.left, at[2 * i]);
      this.right = Math.max(this.right, at[2 * i]);
      this.bottom = Math.min(this.bottom, at[2 * i + 1]);
      this.top = Math.max(this.top, at[2 * i + 1]);
    }
    this.#sort();
  }

  nameOf(i) {
    return this.characters[i] < 0 ? 'No character' : this.names[this.characters[i]];
  }

  /** The nearest shown point within a distance; −1 if there is none. */
  nearest(x, y, within) {
    let best = -1;
    let least = within * within;
    const [c0, r0] = this.#cell(x - within, y - within);
    const [c1, r1] = this.#cell(x + within, y + within);
    for (let row = r0; row <= r1; row++) {
      for (let n = this.starts[row * this.side + c0]; n < this.starts[row * this.side + c1 + 1]; n++) {
        const i = this.order[n];
        const square = (this.at[2 * i] - x) ** 2 + (this.at[2 * i + 1] - y) ** 2;
        if (square <= least && this.state[i] > 0) {
          [best, least] = [i, square];
        }
      }
    }
    return best;
  }

  /** The nearest shown point that lies in a direction, within 45°. */
  towards(from, dx, dy) {
    let best = -1;
    let least = Infinity;
    for (let i = 0; i < this.count; i++) {
      const x = this.at[2 * i] - this.at[2 * from];
      const y = this.at[2 * i + 1] - this.at[2 * from + 1];
      const along = x * dx + y * dy;
      const square = x * x + y * y;
      if (this.state[i] > 0 && along > 0 && 2 * along * along >= square && square < least) {
        [best, least] = [i, square];
      }
    }
    return best;
  }

  /** The shown points inside a line of [x, y, x, y, …] that is closed at its end: even and odd crossings. */
  inside(line) {
    const found = [];
    const even = (_, n) => n % 2 === 0;
    const [xs, ys] = [line.filter(even), line.filter((_, n) => n % 2 === 1)];
    const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    for (let i = 0; i < this.count; i++) {
      const [x, y] = [this.at[2 * i], this.at[2 * i + 1]];
      if (this.state[i] === 0 || x < left || x > right || y < bottom || y > top) {
        continue;
      }
      let isIn = false;
      for (let a = 0, b = xs.length - 1; a < xs.length; b = a++) {
        if (ys[a] > y !== ys[b] > y && x < (xs[b] - xs[a]) * (y - ys[a]) / (ys[b] - ys[a]) + xs[a]) {
          isIn = !isIn;
        }
      }
      if (isIn) {
        found.push(i);
      }
    }
    return found;
  }

  #cell(x, y) {
    const place = (value, least, most) => Math.max(0, Math.min(this.side - 1, Math.floor((value - least) / (most - least || 1) * this.side)));
    return [place(x, this.left, this.right), place(y, this.bottom, this.top)];
  }

  /** A counting sort into the cells of a grid. */
  #sort() {
    this.side = Math.max(1, Math.round(Math.sqrt(this.count / PER_CELL)));
    this.starts = new Uint32Array(this.side * this.side + 1);
    this.order = new Uint32Array(this.count);
    const cells = new Uint32Array(this.count);
    for (let i = 0; i < this.count; i++) {
      const [column, row] = this.#cell(this.at[2 * i], this.at[2 * i + 1]);
      cells[i] = row * this.side + column;
      this.starts[cells[i] + 1]++;
    }
    for (let cell = 0; cell < this.side * this.side; cell++) {
      this.starts[cell + 1] += this.starts[cell];
    }
    const next = this.starts.slice();
    for (let i = 0; i < this.count; i++) {
      this.order[next[cells[i]]++] = i;
    }
  }
}
