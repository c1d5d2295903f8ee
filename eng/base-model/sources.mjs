import { readJson } from './packages.mjs';

const SPDX = { 'CC0 1.0': 'CC0-1.0', 'CC BY 4.0': 'CC-BY-4.0' };

const STATED_ELSEWHERE = {
  '@bigheads/core': { licence: 'MIT', author: 'Robert Broersma', title: 'Big Heads' },
  // Mozilla's LICENSE.md: Apache-2.0 for the code, CC BY 4.0 for the visual design.
  '@iconify-json/fxemoji': { licence: 'CC-BY-4.0', author: 'Mozilla', title: 'Firefox OS Emoji' },
  // Its package.json names the licence of the data; its README.md, section Images, names that of the pictures.
  'emoji-datasource-google': {
    licence: 'Apache-2.0', author: 'The Android Open Source Project', title: 'Noto Emoji (2019)',
  },
};

function describeAvatarStyle(name, style) {
  const { license, creator, source } = readJson(name, `src/${style}.json`).meta;
  return { licence: SPDX[license.name] ?? license.name, author: creator.name, title: source?.name ?? style };
}

function describeIconSet(name) {
  const { author, license, name: title } = readJson(name, 'info.json');
  return { licence: license.spdx, author: author.name, title };
}

/** Version, licence and author of one source as its package states them. */
export function describeSource(source) {
  const [, name, style] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.+))?$/.exec(source);
  const { version } = readJson(name, 'package.json');
  if (style) return { version, ...describeAvatarStyle(name, style) };
  return { version, ...(STATED_ELSEWHERE[name] ?? describeIconSet(name)) };
}
