import sharp from 'sharp';

export const SIZE = 160;
const MARGIN = 4;
const DRAWN = 2 * SIZE; // drawn larger than needed, so that art far smaller than its canvas stays sharp
const VISIBLE = 8; // alpha below this is the haze of soft shadows and would keep the art small

sharp.concurrency(1);

function open(art) {
  const svg = typeof art === 'string';
  const width = svg && Number(/<svg[^>]*?\swidth="([\d.]+)/.exec(art)?.[1] ?? DRAWN);
  const image = svg ? sharp(Buffer.from(art), { density: Math.min(2400, (72 * DRAWN) / width) }) : sharp(art);
  return image.ensureAlpha();
}

function boxOfArt({ data, info }) {
  let left = info.width, top = info.height, right = -1, bottom = -1;
  for (let y = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++) {
      if (data[(y * info.width + x) * 4 + 3] < VISIBLE) continue;
      left = Math.min(left, x); right = Math.max(right, x);
      top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

async function trimmed(image) {
  const raw = await image.raw().toBuffer({ resolveWithObject: true });
  const box = boxOfArt(raw);
  const { width, height, channels } = raw.info;
  return box && sharp(raw.data, { raw: { width, height, channels } }).extract(box);
}

const clear = { r: 0, g: 0, b: 0, alpha: 0 };

/** One SVG text or picture file as a PNG of SIZE x SIZE, its art fitted to the square; null if it is blank. */
export async function toSquare(art, pose = {}) {
  let image = open(art);
  if (pose.flip) image = image.flop();
  if (pose.rotate) image = sharp(await image.png().toBuffer()).rotate(pose.rotate, { background: clear });
  const tight = await trimmed(image);
  if (!tight) return null;
  const inner = Math.round((SIZE - 2 * MARGIN) * (pose.scale ?? 1));
  const fitted = await tight.resize(inner, inner, { fit: 'contain', background: clear }).png().toBuffer();
  return place(fitted, inner, pose.dx ?? 0, pose.dy ?? 0);
}

// Moves the fitted art by a share of the square; what then lies outside is cut off.
async function place(fitted, inner, dx, dy) {
  const room = SIZE; // a frame wide enough to be cut from at any offset asked for
  const edge = Math.round((SIZE - inner) / 2);
  const left = room + edge + Math.round(dx * SIZE), top = room + edge + Math.round(dy * SIZE);
  const right = 3 * SIZE - left - inner, bottom = 3 * SIZE - top - inner;
  const framed = await sharp(fitted).extend({ left, top, right, bottom, background: clear }).raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(framed.data, { raw: { width: 3 * SIZE, height: 3 * SIZE, channels: 4 } })
    .extract({ left: room, top: room, width: SIZE, height: SIZE }).png().toBuffer();
}

const small = (png) => sharp(png).flatten({ background: '#7f7f7f' }).resize(32, 32).removeAlpha().raw().toBuffer();

/** How far two pictures differ, from 0 (alike) to 1. */
export async function difference(a, b) {
  const [x, y] = [await small(a), await small(b)];
  return x.reduce((sum, value, i) => sum + Math.abs(value - y[i]), 0) / (255 * x.length);
}
