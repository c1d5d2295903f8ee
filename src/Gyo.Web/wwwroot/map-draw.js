// Draws points: by WebGL, or where there is none by the canvas's own pen.
import { colourOf, pathOf, shapeOf } from './map-marks.js';

const VERTEX = `
attribute vec2 at; attribute vec3 colour; attribute float shape; attribute float state;
uniform vec2 centre; uniform vec2 zoom; uniform float size; uniform float turn;
varying vec3 ink; varying float form; varying float chosen; varying float width;
void main() {
  gl_Position = state == turn ? vec4((at - centre) * zoom, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  width = state == 2.0 ? max(size * 1.6, 6.0) : size;
  gl_PointSize = width;
  ink = colour; form = shape; chosen = state;
}`;

const FRAGMENT = `
precision mediump float;
uniform vec3 edge;
varying vec3 ink; varying float form; varying float chosen; varying float width;
float outside(vec2 p) {
  vec2 q = abs(p);
  if (form < 0.5) return length(p) - 0.9;
  if (form < 1.5) return max(q.x, q.y) - 0.8;
  if (form < 2.5) return max(q.x * 0.87 - p.y * 0.5 - 0.42, p.y - 0.8);
  if (form < 3.5) return (q.x + q.y - 1.0) * 0.7;
  if (form < 4.5) return max(q.x * 0.87 + p.y * 0.5 - 0.42, -p.y - 0.8);
  if (form < 5.5) return min(max(q.x - 0.34, q.y - 0.95), max(q.y - 0.34, q.x - 0.95));
  return abs(length(p) - 0.7) - 0.2;
}
void main() {
  float d = outside(gl_PointCoord * 2.0 - 1.0);
  float pixel = 2.0 / width;
  float alpha = clamp(0.5 - d / pixel, 0.0, 1.0) * (chosen == 0.0 ? 0.13 : chosen == 1.0 ? 0.88 : 1.0);
  vec3 shown = chosen == 2.0 && d > -1.5 * pixel ? edge : ink;
  gl_FragColor = vec4(shown * alpha, alpha);
}`;

/** Where the map is looked at: the middle of the canvas, and pixels per unit. */
export class View {
  constructor(canvas) {
    Object.assign(this, { canvas, x: 0, y: 0, scale: 1, whole: 1 });
  }

  get width() { return this.canvas.clientWidth; }

  get height() { return this.canvas.clientHeight; }

  fit(points) {
    [this.x, this.y] = [(points.left + points.right) / 2, (points.bottom + points.top) / 2];
    const room = 32;
    const [width, height] = [points.right - points.left, points.top - points.bottom];
    this.whole = Math.min((this.width - room) / (width || 1), (this.height - room) / (height || 1));
    this.scale = this.whole;
  }

  /** Zooms so that what is at a place of the canvas stays there. */
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const [x, y] = this.toMap(px, py);
    this.scale = Math.max(this.whole / 4, Math.min(this.whole * 400, this.scale * factor));
    this.x = x - (px - this.width / 2) / this.scale;
    this.y = y + (py - this.height / 2) / this.scale;
  }

  move(dx, dy) {
    this.x -= dx / this.scale;
    this.y += dy / this.scale;
  }

  toMap(px, py) {
    return [this.x + (px - this.width / 2) / this.scale, this.y - (py - this.height / 2) / this.scale];
  }

  toCanvas(x, y) {
    return [(x - this.x) * this.scale + this.width / 2, this.height / 2 - (y - this.y) * this.scale];
  }

  /** The width of a mark, in CSS pixels: larger where there are few, and nearer by. */
  markSize(count) {
    const far = Math.max(3, Math.min(10, 26 / Math.log10(count + 10) ** 1.25));
    return Math.min(18, far * Math.max(1, this.scale / this.whole) ** 0.4);
  }
}

/** Something with set(points), restyle(points) and draw(points, view, every): every so manieth point, where that is faster. */
export function createPen(canvas, again) {
  const gl = canvas.getContext('webgl', { antialias: false, premultipliedAlpha: true });
  return gl ? new GlPen(canvas, gl, again) : new CanvasPen(canvas, canvas.getContext('2d'));
}

function resize(canvas) {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    [canvas.width, canvas.height] = [width, height];
  }
  return ratio;
}

const edgeColour = () => document.documentElement.dataset.theme === 'dark' ? [255, 255, 255] : [0, 0, 0];

class GlPen {
  constructor(canvas, gl, again) {
    Object.assign(this, { canvas, gl, kind: 'webgl' });
    canvas.addEventListener('webglcontextlost', event => event.preventDefault());
    canvas.addEventListener('webglcontextrestored', () => {
      this.#begin();
      again();
    });
    this.#begin();
  }

  #begin() {
    const gl = this.gl;
    const program = gl.createProgram();
    for (const [type, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
      const shader = gl.createShader(type);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    ['at', 'colour', 'shape', 'state'].forEach((name, place) => gl.bindAttribLocation(program, place, name));
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
      throw new Error(gl.getProgramInfoLog(program));
    }
    gl.useProgram(program);
    // Asked for once: each of these questions waits for the graphics process.
    this.at = Object.fromEntries(['centre', 'zoom', 'size', 'turn', 'edge'].map(name => [name, gl.getUniformLocation(program, name)]));
    this.places = gl.createBuffer();
    this.styles = gl.createBuffer();
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  set(points) {
    const gl = this.gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.places);
    gl.bufferData(gl.ARRAY_BUFFER, points.at, gl.STATIC_DRAW);
    this.restyle(points);
  }

  restyle(points) {
    const gl = this.gl;
    const bytes = new Uint8Array(8 * points.count);
    const looks = new Map();
    this.turns = new Set();
    for (let i = 0; i < points.count; i++) {
      const character = points.characters[i];
      let look = looks.get(character);
      if (!look) {
        looks.set(character, look = [...colourOf(character), shapeOf(character)]);
      }
      bytes.set(look, 8 * i);
      bytes[8 * i + 4] = points.state[i];
      this.turns.add(points.state[i]);
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, this.styles);
    gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.DYNAMIC_DRAW);
    this.#take(1);
  }

  /** Looks at every so manieth point only. */
  #take(every) {
    const gl = this.gl;
    this.every = every;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.places);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 8 * every, 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.styles);
    for (const [place, size, normal, offset] of [[1, 3, true, 0], [2, 1, false, 3], [3, 1, false, 4]]) {
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, gl.UNSIGNED_BYTE, normal, 8 * every, offset);
    }
  }

  draw(points, view, every = 1) {
    const gl = this.gl;
    if (every !== this.every) {
      this.#take(every);
    }
    const ratio = resize(this.canvas);
    gl.viewport(0, 0, this.canvas.width, this.canvas.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.uniform2f(this.at.centre, view.x, view.y);
    gl.uniform2f(this.at.zoom, 2 * view.scale / view.width, 2 * view.scale / view.height);
    gl.uniform1f(this.at.size, view.markSize(points.count) * ratio);
    gl.uniform3fv(this.at.edge, edgeColour().map(c => c / 255));
    for (const turn of [...this.turns].sort()) {
      gl.uniform1f(this.at.turn, turn);
      gl.drawArrays(gl.POINTS, 0, Math.ceil(points.count / every));
    }
  }
}

class CanvasPen {
  constructor(canvas, pen) {
    Object.assign(this, { canvas, pen, kind: '2d' });
  }

  set() {}

  restyle() {}

  draw(points, view) {
    const pen = this.pen;
    const ratio = resize(this.canvas);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const size = view.markSize(points.count);
    const paths = new Map();
    for (const turn of [0, 1, 2]) {
      pen.globalAlpha = [0.13, 0.88, 1][turn];
      const radius = (turn === 2 ? Math.max(size * 1.6, 6) : size) * ratio / 2;
      for (let i = 0; i < points.count; i++) {
        const [px, py] = view.toCanvas(points.at[2 * i], points.at[2 * i + 1]);
        if (points.state[i] !== turn || px < -size || py < -size || px > view.width + size || py > view.height + size) {
          continue;
        }
        const character = points.characters[i];
        let look = paths.get(character);
        if (!look) {
          paths.set(character, look = [new Path2D(pathOf(character)), `rgb(${colourOf(character)})`]);
        }
        pen.setTransform(radius, 0, 0, radius, px * ratio, py * ratio);
        pen.fillStyle = look[1];
        pen.fill(look[0], 'evenodd');
        if (turn === 2) {
          pen.lineWidth = 0.3;
          pen.strokeStyle = `rgb(${edgeColour()})`;
          pen.stroke(look[0]);
        }
      }
    }
  }
}
