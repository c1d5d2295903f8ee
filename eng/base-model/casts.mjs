// Which parts of each avatar style make a person, and which are only a mood.
//   identities  how many people to draw
//   mood        parts drawn anew for every picture
//   now         parts put on for some of the pictures
//   presence    how often an optional part belongs to a person, where the usual share does not suit
//   only        the variants to use of a part
//   leave       the variants not to use of a part
//   without     parts not to use at all
//   recolour    colours that some pictures have anew
//   blink       variants of the eyes used for some pictures of a person whose own eyes are in `only` (or in `from`)
//   colors      palette of a colour; a string takes the value of another colour

export const HAIR = [
  '#1b1a22', '#4a2f23', '#7a4a2b', '#b9763a', '#e8c66b', '#f6efe0', '#b8bcc8', '#c8322f',
  '#f08030', '#ff8fb8', '#e0408f', '#8a4fc8', '#3f5fd0', '#6fc3e8', '#2f9f95', '#46a84a',
];
// Light tones stand twice: thin dark lines, which tell drawn faces apart, fade on the darkest.
export const SKIN = [
  '#ffe6d6', '#fbd9bd', '#f2c9a0', '#ffe6d6', '#fbd9bd', '#f2c9a0', '#e0a878', '#b97a4a', '#8a5530', '#6b4226',
];
export const CLOTH = [
  '#e5484d', '#f2a33a', '#f4d94c', '#5db85b', '#2f8f83', '#4a90d9', '#3a4a8c', '#8e5bbf',
  '#f29bc1', '#f5f5f5', '#8b8f98', '#2b2b33', '#8a5a3c',
];
const CREATURE = [...CLOTH.filter((c) => c !== '#2b2b33'), '#9fd8c0', '#c9b8f0'];

const person = { hair: HAIR, facialHair: 'hair', skin: SKIN };

export const casts = [
  { style: 'adventurer', identities: 110, mood: ['mouth', 'eyebrows'], now: ['earrings'], colors: person },
  { style: 'big-ears', identities: 75, mood: ['mouth'], colors: person },
  {
    style: 'big-smile', identities: 60, mood: ['mouth', 'eyes'], colors: person, presence: { accessories: 0.5 },
    only: { accessories: ['catEars', 'clownNose', 'faceMask', 'glasses', 'mustache', 'sleepMask', 'sunglasses'] },
  },
  {
    style: 'clay', identities: 65, mood: ['mouth'], presence: { top: 0.8, pattern: 0.6 },
    only: { eyes: ['googly', 'even', 'big', 'tiny', 'mono', 'trio'] },
    blink: { variants: ['happy', 'wink', 'dots'], from: ['googly', 'even', 'big', 'tiny'] },
    colors: { body: CREATURE, accent: CREATURE },
  },
  {
    style: 'critters', identities: 75, mood: ['mouth'], presence: { top: 0.85, pattern: 0.6 },
    only: { eyes: ['round', 'dots', 'bigPupils', 'uneven', 'mono', 'trio', 'threeRow', 'four'] },
    blink: { variants: ['happy', 'closedLine', 'wink', 'squint', 'sleepy'], from: ['round', 'dots', 'bigPupils'] },
    colors: { body: CREATURE, accent: CREATURE },
  },
  { style: 'croodles', identities: 60, mood: ['mouth'], colors: { top: HAIR, facialHair: 'top' } },
  {
    style: 'cutouts', identities: 50, mood: ['brows', 'mouth'], now: ['cheeks'], presence: { hair: 0.9 },
    colors: { paperHair: HAIR, paperFace: [...SKIN, ...CREATURE] },
  },
  { style: 'bigheads', identities: 65, mood: ['mouth', 'eyebrows', 'eyes'] },
  { style: 'dylan', identities: 40, mood: ['mood'], colors: person },
  {
    style: 'lorelei', identities: 110, mood: ['mouth', 'eyebrows'], now: ['earrings'],
    presence: { beard: 0.06 }, colors: { ...person, skin: ['#ffffff', ...SKIN] },
  },
  {
    style: 'micah', identities: 60, mood: ['mouth', 'eyebrows'], now: ['earrings'], recolour: ['shirt'],
    only: { eyes: ['eyes', 'eyesShadow', 'round'] }, blink: { variants: ['smiling', 'smilingShadow'] },
    colors: { base: SKIN, hair: HAIR, facialHair: 'hair', shirt: CLOTH },
  },
  {
    style: 'miniavs', identities: 60, mood: ['eyes', 'mouth'], now: ['blush'], recolour: ['body'],
    colors: { ...person, body: CLOTH },
  },
  { style: 'notionists', identities: 75, mood: ['mouth', 'eyebrows'], now: ['gesture'] },
  {
    style: 'open-peeps', identities: 75, mood: ['expression'], without: ['mask'], recolour: ['clothing'],
    leave: { expression: ['cyclops', 'monster'], head: ['hijab'] }, // else it comes with beards
    colors: { skin: SKIN, headContrast: HAIR, clothing: CLOTH },
  },
  {
    style: 'personas', identities: 65, mood: ['mouth'], recolour: ['clothing'],
    only: { eyes: ['open', 'glasses', 'sunglasses'] }, blink: { variants: ['happy', 'sleep', 'wink'], from: ['open'] },
    colors: { ...person, clothing: CLOTH },
  },
  {
    style: 'pixel-art', identities: 80, mood: ['mouth'], now: ['accessories'], recolour: ['clothing'],
    colors: { ...person, clothing: CLOTH },
  },
  {
    style: 'sprouts', identities: 65, mood: ['mouth'], now: ['cheeks'], presence: { pattern: 0.7 },
    only: { eyes: ['round', 'dots', 'bigPupils'] },
    blink: { variants: ['sideeye', 'happy', 'closedLine', 'wink', 'sleepy', 'angry'] },
    colors: { pot: CREATURE },
  },
  {
    style: 'toon-head', identities: 65, mood: ['mouth', 'eyebrows', 'eyes'], recolour: ['clothes'],
    presence: { beard: 0.2, rearHair: 0.6 }, colors: { ...person, clothes: CLOTH },
  },
  {
    style: 'voxel-art', identities: 75, mood: ['mouth', 'eyebrows', 'eyes'], now: ['cheeks'], recolour: ['pants'],
    colors: { ...person, shirt: CLOTH, hat: CLOTH },
  },
  {
    style: 'voxel-bot', identities: 50, mood: ['mouth'],
    only: { eyes: ['round', 'square', 'visor', 'cyclops', 'plus'] },
    blink: { variants: ['happy', 'sleepy'], from: ['round', 'square'] }, colors: { body: CREATURE },
  },
];
