import { bigheads } from './bigheads.mjs';
import { casts } from './casts.mjs';
import { dicebear } from './dicebear.mjs';
import { randomFor } from './random.mjs';
import { toSquare } from './raster.mjs';

const PICTURES = 8;
const USUAL_PRESENCE = 0.25; // of parts that are seldom by themselves, such as glasses: they tell people apart
const COMMON = 50; // percent from which the style's own share is kept
const NOW_AND_THEN = 0.3;
const TRIES = 400;
const NONE = null;

const artistOf = ({ style }) => (style === 'bigheads' ? bigheads() : dicebear(style));

function partsOf(cast, definition) {
  return Object.entries(definition.components).filter(([, part]) => part.variants)
    .map(([name, part]) => ({ name, variants: variantsOf(cast, name, part), presence: presenceOf(cast, name, part) }));
}

const variantsOf = (cast, name, part) =>
  cast.only?.[name] ?? Object.keys(part.variants).filter((variant) => !cast.leave?.[name]?.includes(variant));

function presenceOf(cast, name, { probability = 100 }) {
  if (name === 'animation' || cast.without?.includes(name)) return 0;
  return cast.presence?.[name] ?? (probability >= COMMON ? probability / 100 : USUAL_PRESENCE);
}

function drawColors(cast, definition, random) {
  const colors = {};
  for (const [name, { values }] of Object.entries(definition.colors)) {
    const palette = cast.colors?.[name] ?? values;
    if (name !== 'background' && Array.isArray(palette)) colors[name] = random.pick(palette);
  }
  return colors;
}

function withFollowers(cast, definition, colors) {
  const all = { ...colors };
  for (const [name, other] of Object.entries(cast.colors ?? {})) {
    if (typeof other === 'string' && definition.colors[name]) all[name] = colors[other];
  }
  return all;
}

function drawIdentity(cast, definition, random) {
  const parts = {};
  const passing = new Set([...cast.mood, ...(cast.now ?? [])]);
  for (const part of partsOf(cast, definition)) {
    if (passing.has(part.name)) continue;
    parts[part.name] = random.chance(part.presence) ? random.pick(part.variants) : NONE;
  }
  return { parts, colors: drawColors(cast, definition, random) };
}

// The colour of a part that is not there, or that comes and goes, tells nobody apart.
const shows = ({ parts }, name, definition) => !(name in definition.components) || (parts[name] ?? NONE) !== NONE;

function differences(a, b, definition) {
  const parts = Object.keys(a.parts).filter((name) => a.parts[name] !== b.parts[name]);
  const colors = Object.keys(a.colors).filter((name) => a.colors[name] !== b.colors[name]
    && shows(a, name, definition) && shows(b, name, definition));
  return parts.length + colors.length;
}

function drawIdentities(cast, definition) {
  const random = randomFor(cast.style);
  const identities = [];
  for (let tries = 0; identities.length < cast.identities && tries < TRIES * cast.identities; tries++) {
    const identity = drawIdentity(cast, definition, random);
    if (identities.every((other) => differences(identity, other, definition) >= 2)) identities.push(identity);
  }
  return identities;
}

function drawMood(cast, definition, identity, random) {
  const parts = { ...identity.parts }, colors = { ...identity.colors };
  for (const part of partsOf(cast, definition)) {
    if (cast.mood.includes(part.name)) parts[part.name] = random.pick(part.variants);
    if (!cast.now?.includes(part.name)) continue;
    parts[part.name] = random.chance(NOW_AND_THEN) ? random.pick(part.variants) : NONE;
  }
  const { variants, from } = cast.blink ?? {};
  const blinks = random.chance(NOW_AND_THEN);
  if (variants && blinks && (!from || from.includes(parts.eyes))) parts.eyes = random.pick(variants);
  for (const name of cast.recolour ?? []) {
    if (random.chance(0.2)) colors[name] = random.pick(cast.colors?.[name] ?? definition.colors[name].values);
  }
  return { parts, colors: withFollowers(cast, definition, colors) };
}

function drawPose(random) {
  return {
    flip: random.chance(0.4),
    rotate: random.chance(0.6) ? random.between(-10, 10) : 0,
    scale: random.between(0.9, 1.2),
    dx: random.between(-0.05, 0.05),
    dy: random.between(-0.05, 0.05),
  };
}

async function* castPictures(cast) {
  const { definition, source, svgOf } = artistOf(cast);
  const identities = drawIdentities(cast, definition);
  console.error(`avatars ${cast.style}: ${identities.length} of ${cast.identities}`);
  for (const [i, identity] of identities.entries()) {
    const folder = `${cast.style}-${String(i + 1).padStart(4, '0')}`;
    const random = randomFor(folder);
    for (let n = 1; n <= PICTURES; n++) {
      const svg = svgOf(folder, drawMood(cast, definition, identity, random));
      const png = await toSquare(svg, n === 1 ? {} : drawPose(random));
      if (png) yield { folder, file: `${String(n).padStart(2, '0')}.png`, png, source };
    }
  }
}

/** All pictures as { folder, file, png, source }. */
export async function* avatarPictures(chosen = casts) {
  for (const cast of chosen) yield* castPictures(cast);
}
