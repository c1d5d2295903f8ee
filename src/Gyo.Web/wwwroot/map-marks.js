// How characters are told apart on the map: twelve hues, and a shape for each dozen, so that it is never by colour alone.
const HUES = 12;
const BACKGROUNDS = { light: [255, 255, 255], dark: [29, 32, 38] };
const LEAST_CONTRAST = 3.2; // WCAG 2.2 asks 3 of what is no text
const UNKNOWN = 6;

/** The shapes, on a square from −1 to 1 with y downwards: circle, square, triangle, diamond, triangle on its tip, cross; and the ring of those unknown. */
const PATHS = [
  'M-.9 0a.9 .9 0 1 0 1.8 0a.9 .9 0 1 0 -1.8 0z', 'M-.8-.8h1.6v1.6h-1.6z', 'M0-.9L.95 .8h-1.9z', 'M0-1L1 0L0 1L-1 0z', 'M0 .9L.95-.8h-1.9z',
  'M-.34-.95h.68v.61h.61v.68h-.61v.61h-.68v-.61h-.61v-.68h.61z', 'M-.9 0a.9 .9 0 1 0 1.8 0a.9 .9 0 1 0 -1.8 0zM-.5 0a.5 .5 0 1 1 1 0a.5 .5 0 1 1 -1 0z',
];

export const isDark = () => document.documentElement.dataset.theme === 'dark';

/** The shape of a character's marks; −1 is the unknown's. */
export const shapeOf = character => character < 0 ? UNKNOWN : Math.floor(character / HUES) % UNKNOWN;

export const pathOf = character => PATHS[shapeOf(character)];

const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

function rgb(hue, saturation, lightness) {
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map(n => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
}

const palettes = Object.fromEntries(Object.entries(BACKGROUNDS).map(([theme, background]) => {
  const step = theme === 'dark' ? 0.01 : -0.01;
  const fit = (hue, saturation) => {
    for (let lightness = 0.5; ; lightness += step) {
      const colour = rgb(hue, saturation, lightness);
      if (contrast(luminance(colour), luminance(background)) >= LEAST_CONTRAST || lightness < 0.05 || lightness > 0.95) {
        return colour;
      }
    }
  };
  // Every fifth hue of the circle: characters that follow each other look least alike.
  return [theme, { hues: Array.from({ length: HUES }, (_, i) => fit(i * 150 % 360, 0.72)), unknown: fit(0, 0) }];
}));

/** Red, green and blue, 0 to 255, of a character's marks in the theme that is on. */
export function colourOf(character) {
  const palette = palettes[isDark() ? 'dark' : 'light'];
  return character < 0 ? palette.unknown : palette.hues[character % HUES];
}

/** A drawing of a character's mark. */
export function drawMark(character) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = svg.appendChild(document.createElementNS(svg.namespaceURI, 'path'));
  svg.setAttribute('viewBox', '-1.1 -1.1 2.2 2.2');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', pathOf(character));
  path.setAttribute('fill', `rgb(${colourOf(character)})`);
  path.setAttribute('fill-rule', 'evenodd');
  return svg;
}
