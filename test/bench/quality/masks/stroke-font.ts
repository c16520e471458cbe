/** A small stroke font: capitals and digits as polylines on a 4 x 6 grid, y down, no font files. */
import type { Point } from './draw.ts'

/** Strokes are separated by spaces; a point is two digits, x 0..4 and y 0..6. */
const GLYPHS: Readonly<Record<string, string>> = {
  A: '062046 1434',
  B: '0006 003041423303 3344453606',
  C: '4130100105163645',
  D: '00063645413000',
  E: '40000646 0333',
  F: '400006 0333',
  G: '41301001051636454323',
  H: '0006 4046 0343',
  I: '1030 2026 1636',
  J: '4045361605',
  K: '0006 400346',
  L: '000646',
  M: '0600234046',
  N: '06004640',
  O: '103041453616050110',
  P: '06003041423303',
  Q: '103041453616050110 2446',
  R: '06003041423303 2346',
  S: '413010010213334445361605',
  T: '0040 2026',
  U: '000516364540',
  V: '002640',
  W: '0016233640',
  X: '0046 4006',
  Y: '002340 2326',
  Z: '00400646',
  0: '103041453616050110 3115',
  1: '112026 1636',
  2: '01103041420646',
  3: '01103041423323 334445361605',
  4: '36300444',
  5: '400003334445361605',
  6: '4130100105163645443303',
  7: '004016',
  8: '103041423313020110 1304051636454433',
  9: '4313020110304145361605',
}

const pointsOf = (stroke: string): Point[] =>
  (stroke.match(/../g) ?? []).map((pair) => ({ x: Number(pair[0]), y: Number(pair[1]) }))

/** Polylines of one character; none for anything the font lacks. */
export const glyph = (character: string): Point[][] =>
  (GLYPHS[character] ?? '').split(' ').filter(Boolean).map(pointsOf)

export const CHARACTERS = Object.keys(GLYPHS).join('')

/** Width of one character and its gap, in grid units. */
export const ADVANCE = 5.5
/** Height of a capital, in grid units. */
export const CAPITAL = 6
