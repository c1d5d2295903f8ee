import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { bare, charsOf, keyOf, keyOfText, keysByName } from './emoji-names.mjs';
import { packageFolder, readJson } from './packages.mjs';
import { difference, toSquare } from './raster.mjs';

const LEAST_STYLES = 3;
const COPY = 0.04; // mean difference, of 1, up to which two pictures are one drawing
const GROUPS_LEFT_OUT = new Set(['Symbols', 'Flags']);
const SKIN_TONE = /(^|-)1f3f[b-f](-|$)/;
const CLOCK_FACE = /^1f5(5[0-9a-f]|6[0-7])$/;
const CARD_SUIT = /^266[0356]$/;

export const styles = [
  { style: 'noto', package: '@iconify-json/noto' },
  { style: 'noto-v1', package: '@iconify-json/noto-v1' },
  { style: 'twemoji', package: '@iconify-json/twemoji' },
  { style: 'fluent', package: '@iconify-json/fluent-emoji' },
  { style: 'fluent-flat', package: '@iconify-json/fluent-emoji-flat' },
  { style: 'fluent-high-contrast', package: '@iconify-json/fluent-emoji-high-contrast' },
  { style: 'fxemoji', package: '@iconify-json/fxemoji' },
  { style: 'streamline', package: '@iconify-json/streamline-emojis', take: (icon) => icon.replace(/-1$/, '') },
  // Its second drawings; those of people are left out: they only have another skin tone.
  {
    style: 'streamline-2', package: '@iconify-json/streamline-emojis', notOf: ['People & Body'],
    take: (icon) => (icon.endsWith('-2') ? icon.slice(0, -2) : null),
  },
  { style: 'emojione', package: '@iconify-json/emojione' },
  { style: 'emojione-monotone', package: '@iconify-json/emojione-monotone' },
  // The drawings of 2017 to 2019; those that Noto still has are left out.
  { style: 'google-2019', package: 'emoji-datasource-google', files: 'img/google/64', unlike: 'noto' },
];

function wantedEmoji() {
  const wanted = new Map();
  for (const [text, { group, slug }] of Object.entries(readJson('unicode-emoji-json', 'data-by-emoji.json'))) {
    const key = keyOfText(text);
    if (GROUPS_LEFT_OUT.has(group) || CLOCK_FACE.test(key) || CARD_SUIT.test(key) || SKIN_TONE.test(key)) continue;
    wanted.set(key, { slug, group });
  }
  return wanted;
}

function svgOf(set, name) {
  let icon = set.icons[name], flip = false;
  for (let alias = set.aliases?.[name]; !icon && alias; alias = set.aliases[alias.parent]) {
    flip ||= Boolean(alias.hFlip);
    icon = set.icons[alias.parent];
  }
  if (!icon || icon.hidden) return null;
  const { left = 0, top = 0, width = set.width ?? 16, height = set.height ?? 16, body } = { ...icon };
  const turned = flip ? `<g transform="translate(${2 * left + width} 0) scale(-1 1)">${body}</g>` : body;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`
    + ` width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}">${turned}</svg>`;
}

function artOfIconSet({ package: name, take = (icon) => icon, notOf = [] }, wanted, keys) {
  const set = readJson(name, 'icons.json');
  const art = new Map();
  const add = (key, icon) => {
    if (!wanted.has(key) || art.has(key) || notOf.includes(wanted.get(key).group)) return;
    const svg = svgOf(set, icon);
    if (svg) art.set(key, svg);
  };
  for (const [codes, icon] of Object.entries(charsOf(name))) add(keyOf(codes), icon);
  if (art.size) return art;
  for (const icon of Object.keys({ ...set.icons, ...set.aliases })) {
    const taken = take(icon);
    if (taken) add(keys.get(bare(taken)), icon);
  }
  return art;
}

function artOfFolder(name, folder, wanted) {
  const art = new Map();
  const from = path.join(packageFolder(name), folder);
  for (const file of fs.readdirSync(from).sort()) {
    const key = keyOf(path.parse(file).name);
    if (wanted.has(key) && !art.has(key)) art.set(key, path.join(from, file));
  }
  return art;
}

async function drawStyle(style, wanted, keys) {
  const art = style.files ? artOfFolder(style.package, style.files, wanted) : artOfIconSet(style, wanted, keys);
  const drawn = [];
  for (const [key, source] of art) {
    const png = await toSquare(style.files ? fs.readFileSync(source) : source);
    if (png) drawn.push({ key, style: style.style, package: style.package, png });
  }
  console.error(`emoji ${style.style}: ${drawn.length}`);
  return withoutTwins(drawn);
}

async function withoutCopies(drawn, style, byKey) {
  const kept = [];
  for (const picture of drawn) {
    const other = byKey.get(picture.key).find((p) => p.style === style);
    if (!other || (await difference(picture.png, other.png)) > COPY) kept.push(picture);
  }
  return kept;
}

// A set that draws two emoji alike (hearts in one ink, a man for any person) can tell neither apart.
function withoutTwins(drawn) {
  const digest = (p) => createHash('sha1').update(p.png).digest('hex');
  const seen = new Map();
  for (const picture of drawn) seen.set(digest(picture), (seen.get(digest(picture)) ?? 0) + 1);
  return drawn.filter((picture) => seen.get(digest(picture)) === 1);
}

/** All pictures as { folder, file, png, source }. */
export async function* emojiPictures() {
  const wanted = wantedEmoji(), keys = keysByName(wanted, styles.filter((s) => !s.files).map((s) => s.package));
  const byKey = new Map([...wanted.keys()].map((key) => [key, []]));
  for (const style of styles) {
    const drawn = await drawStyle(style, wanted, keys);
    const own = style.unlike ? await withoutCopies(drawn, style.unlike, byKey) : drawn;
    for (const picture of own) byKey.get(picture.key).push(picture);
  }
  for (const [key, pictures] of byKey) {
    if (pictures.length < LEAST_STYLES) continue;
    for (const p of pictures) yield { folder: `emoji-${key}`, file: `${p.style}.png`, png: p.png, source: p.package };
  }
}
