import fs from 'node:fs';
import path from 'node:path';
import { packageFolder, readJson } from './packages.mjs';

// Names that only FxEmoji uses. Its cat faces are foxes, so they stay unnamed.
const FXEMOJI_NAMES = {
  americasglobe: '1f30e', anguish: '1f627', aok: '1f44c', asiaaustraliaglobe: '1f30f', blonde: '1f471', bolt: '26a1',
  bouquetofflowers: '1f490', bowing: '1f647', bride: '1f470', bullhorn: '1f4e2', bunny: '1f430', bunnyears: '1f46f',
  bunnyside: '1f407', catside: '1f408', cellphone: '1f4f1', chilipepper: '1f336', confetti: '1f38a',
  construct: '1f477', crying: '1f622', devilhorns: '1f608', dissapointedrelief: '1f625', dogside: '1f415',
  dragonhead: '1f432', dragonside: '1f409', europeafricaglobe: '1f30d', evergreen: '1f332', fallingleaf: '1f342',
  faxicon: '1f4e0', fishcakeswirl: '1f365', flexbicep: '1f4aa', forkknife: '1f374', frontfacingchick: '1f425',
  girlgirl: '1f46d', gma: '1f475', gpa: '1f474', grintears: '1f602', guapimao: '1f472', guyguy: '1f46c',
  halo: '1f607', hampster: '1f439', hands: '1f450', handup: '1f64b', headmassage: '1f486', heartarrow: '1f498',
  heartribbon: '1f49d', heels: '1f460', high5: '1f64c', highspeedtrainbulletnose: '1f685', leaffluttering: '1f343',
  leopardside: '1f406', lockandkey: '1f510', loudlycrying: '1f62d', medicalmask: '1f637', mensrunner: '1f45f',
  mensshoe: '1f45e', monkeyhear: '1f649', monkeysee: '1f648', monkeyspeak: '1f64a', mouseside: '1f401',
  neutral: '1f610', nogesture: '1f645', okgesture: '1f646', opticaldiscicon: '1f4bf', perservere: '1f623',
  pigside: '1f416', pigsnout: '1f43d', pinkwallet: '1f45b', poo: '1f4a9', portablestereo: '1f4fe', pout: '1f64e',
  pouting: '1f621', present: '1f381', racecar: '1f3ce', raisedhandpartfingers: '1f596',
  raisedhandsfingerssplayed: '1f590', sandals: '1f461', screamfear: '1f631', sleuthspy: '1f575',
  snowmountains: '1f3d4', spurtingwhale: '1f433', stormcloud: '1f329', studiomic: '1f399', sweatsplash: '1f4a6',
  swimming: '1f3ca', telephonereceiver2: '1f4de', tennisball: '1f3be', tie: '1f454', tigerside: '1f405',
  tired: '1f62b', tongueout: '1f61b', toykotower: '1f5fc', turban: '1f473', videocasette: '1f4fc',
  waitress: '1f481', waningbibbousmoon: '1f316', waving: '1f44b', winking: '1f609', womansshirt: '1f45a',
};

export const keyOf = (codes) => codes.toLowerCase().split('-').filter((code) => code !== 'fe0f').join('-');
export const keyOfText = (text) => keyOf([...text].map((c) => c.codePointAt(0).toString(16).padStart(4, '0')).join('-'));
export const bare = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

export function charsOf(name) {
  const file = path.join(packageFolder(name), 'chars.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
}

// Half of the sets name their pictures only in words, each by the names of its year: every set's names are pooled.
export function keysByName(wanted, iconSets) {
  const keys = new Map();
  const add = (name, key) => { if (!keys.has(bare(name))) keys.set(bare(name), key); };
  for (const [key, { slug }] of wanted) add(slug, key);
  for (const set of iconSets) for (const [codes, icon] of Object.entries(charsOf(set))) add(icon, keyOf(codes));
  for (const set of iconSets) addAliases(set, keys, add);
  const listed = readJson('emoji-datasource-google', 'emoji.json');
  for (const emoji of listed) add(emoji.name ?? '', keyOf(emoji.unified));
  for (const emoji of listed) for (const name of emoji.short_names) add(name, keyOf(emoji.unified));
  for (const [name, key] of Object.entries(FXEMOJI_NAMES)) add(name, key);
  return keys;
}

function addAliases(set, keys, add) {
  const keyOfIcon = new Map(Object.entries(charsOf(set)).map(([codes, icon]) => [icon, keyOf(codes)]));
  for (const [alias, { parent, hFlip }] of Object.entries(readJson(set, 'icons.json').aliases ?? {})) {
    const key = keyOfIcon.get(parent) ?? keys.get(bare(parent));
    if (key && !hFlip) add(alias, key);
  }
}
