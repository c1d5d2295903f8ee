import { Avatar, Style } from '@dicebear/core';
import { readJson } from './packages.mjs';

const PACKAGE = '@dicebear/styles';

/** One style of DiceBear: what its avatars are made of, and how to draw one. */
export function dicebear(name) {
  const definition = readJson(PACKAGE, `src/${name}.json`);
  const style = new Style(definition);
  return { definition, source: `${PACKAGE}/${name}`, svgOf: (seed, person) => svgOf(style, seed, person) };
}

// Every part is named, and the seed is the person's: what a style still draws by chance stays the person's own.
function svgOf(style, seed, { parts, colors }) {
  const options = { seed, size: 320, backgroundColor: ['#00000000'] };
  for (const [name, variant] of Object.entries(parts)) {
    options[`${name}Probability`] = variant ? 100 : 0;
    if (variant) options[`${name}Variant`] = [variant];
  }
  for (const [name, color] of Object.entries(colors)) options[`${name}Color`] = [color];
  return new Avatar(style, options).toString();
}
