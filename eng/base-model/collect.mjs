import fs from 'node:fs';
import path from 'node:path';

function fail(message) {
  console.error(message);
  process.exit(1);
}

async function load() {
  try {
    return { ...(await import('./emoji.mjs')), ...(await import('./avatars.mjs')), ...(await import('./sources.mjs')) };
  } catch (error) {
    if (!error.code?.endsWith('MODULE_NOT_FOUND')) throw error;
    return fail(`Packages are not installed: run "npm ci" in ${import.meta.dirname}.`);
  }
}

class Tally {
  #sources = new Map();

  add({ source, folder }) {
    const entry = this.#sources.get(source) ?? { classes: new Set(), pictures: 0 };
    entry.classes.add(folder);
    entry.pictures++;
    this.#sources.set(source, entry);
  }

  rows(describe) {
    return [...this.#sources].map(([source, { classes, pictures }]) =>
      ({ source, ...describe(source), classes: classes.size, pictures }));
  }
}

async function writeAll(pictures, out, tally) {
  for await (const picture of pictures) {
    fs.mkdirSync(path.join(out, picture.folder), { recursive: true });
    fs.writeFileSync(path.join(out, picture.folder, picture.file), picture.png);
    tally.add(picture);
  }
}

const [out] = process.argv.slice(2);
if (!out) fail('usage: node collect.mjs OUT');
if (fs.existsSync(out) && fs.readdirSync(out).length) fail(`${out} is not empty.`);

const { emojiPictures, avatarPictures, describeSource } = await load();
const tally = new Tally();
await writeAll(emojiPictures(), out, tally);
await writeAll(avatarPictures(), out, tally);
const rows = tally.rows(describeSource);
fs.writeFileSync(`${path.resolve(out)}.sources.json`, JSON.stringify(rows, null, 2) + '\n');
console.table(rows);
