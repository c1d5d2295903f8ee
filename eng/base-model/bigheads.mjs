import { createRequire } from 'node:module';

const require = createRequire(import.meta.url); // its module build does not load in Node
const { createElement } = require('react');
const { renderToStaticMarkup } = require('react-dom/server');
const { BigHead, theme } = require('@bigheads/core');

const part = (variants, probability = 100) =>
  ({ probability, variants: Object.fromEntries(variants.split(' ').map((v) => [v, {}])) });
const palette = (colors) => ({ values: Object.keys(colors) });

// The package lists its parts nowhere at run time. Bare chests, and the logos of products on shirts, are left out,
// and so is the pixie cut, whose highlight floats above the head.
const definition = {
  components: {
    hair: part('long bun short balding buzz afro bob', 95),
    facialHair: part('stubble mediumBeard', 20),
    hat: part('beanie turban', 15),
    accessory: part('roundGlasses tinyGlasses shades', 30),
    clothing: part('shirt dressShirt vneck tankTop dress'),
    body: part('chest breasts'),
    lashes: part('on', 50),
    eyes: part('normal leftTwitch happy content squint simple dizzy wink heart'),
    eyebrows: part('raised leftLowered serious angry concerned'),
    mouth: part('grin sad openSmile lips open serious tongue'),
  },
  colors: {
    skin: palette(theme.colors.skin),
    hair: palette(theme.colors.hair),
    clothing: palette(theme.colors.clothing),
    hat: palette(theme.colors.clothing),
    lip: palette(theme.colors.lipColors),
  },
};

function svgOf(_, { parts, colors }) {
  const { skin, hair, clothing, hat, lip } = colors;
  const shown = Object.fromEntries(Object.entries(parts).map(([name, variant]) => [name, variant ?? 'none']));
  const markup = renderToStaticMarkup(createElement(BigHead, {
    ...shown, lashes: parts.lashes === 'on', graphic: 'none', mask: false, faceMask: false,
    skinTone: skin, hairColor: hair, clothingColor: clothing, hatColor: hat, lipColor: lip,
    circleColor: 'blue', faceMaskColor: 'blue',
  }));
  return markup.replace('<svg ', '<svg width="320" height="317" ');
}

export const bigheads = () => ({ definition, source: '@bigheads/core', svgOf });
