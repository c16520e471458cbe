/**
 * The few colour conversions the double knows: sRGB and Adobe RGB (1998) by their published
 * matrices (white D65), Lab of sRGB (white D50, Bradford), grey to equal R, G and B, greys of another profile by a dot gain curve.
 * Near enough to Photoshop to show that profiles are handled; never a reference for its numbers.
 */
import { fullOf, type Samples, samplesLike } from './raster.ts'

export const SRGB = 'sRGB IEC61966-2.1'
const ADOBE = 'Adobe RGB (1998)'

export const RGB_PROFILES: readonly string[] = [SRGB, ADOBE]

/** Adobe RGB to sRGB, both linear. The reverse is its inverse. */
const TO_SRGB = [1.398356, -0.398356, 0, 0, 1, 0, 0, -0.042929, 1.042929] as const
const TO_ADOBE = [0.715119, 0.284881, 0, 0, 1, 0, 0, 0.041162, 0.958838] as const

const linear = (value: number, profile: string): number =>
  profile === ADOBE
    ? value ** 2.19921875
    : value <= 0.04045
      ? value / 12.92
      : ((value + 0.055) / 1.055) ** 2.4

const encoded = (value: number, profile: string): number => {
  const v = Math.min(1, Math.max(0, value))
  if (profile === ADOBE) return v ** (1 / 2.19921875)
  return v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055
}

/** RGBA of one profile in another. */
export const convertRgb = (data: Samples, from: string, to: string): Samples => {
  for (const name of [from, to]) {
    if (!RGB_PROFILES.includes(name)) throw new Error(`The double does not know ${name}.`)
  }
  const matrix = to === SRGB ? TO_SRGB : TO_ADOBE
  const full = fullOf(data)
  const out = data.slice()
  if (from === to) return out
  for (let i = 0; i < data.length; i += 4) {
    const [r, g, b] = [0, 1, 2].map((c) => linear(data[i + c]! / full, from))
    for (let c = 0; c < 3; c++) {
      const sum = matrix[c * 3]! * r! + matrix[c * 3 + 1]! * g! + matrix[c * 3 + 2]! * b!
      out[i + c] = Math.round(encoded(sum, to) * full)
    }
  }
  return out
}

/** Linear sRGB to XYZ of white D50 and back: Lindbloom's matrices, adapted by Bradford. */
const TO_XYZ = [
  0.4360747, 0.3850649, 0.1430804, 0.2225045, 0.7168786, 0.0606169, 0.0139322, 0.0971045, 0.7141733,
] as const
const FROM_XYZ = [
  3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.033454, 0.0719453, -0.2289914,
  1.4052427,
] as const
const D50 = [0.96422, 1, 0.82521] as const

const times = (matrix: readonly number[], [x, y, z]: readonly number[]): number[] =>
  [0, 3, 6].map((row) => matrix[row]! * x! + matrix[row + 1]! * y! + matrix[row + 2]! * z!)

/** Levels of one unit of L, and of a and b, and the level of a = b = 0, as Photoshop keeps them. */
const labLevels = (data: Samples) =>
  fullOf(data) === 255 ? { l: 2.55, ab: 1, zero: 128 } : { l: 327.68, ab: 128, zero: 16384 }

/** RGBA of sRGB to Lab and alpha. */
export const rgbToLab = (data: Samples): Samples => {
  const out = data.slice()
  const full = fullOf(data)
  const { l, ab, zero } = labLevels(data)
  for (let i = 0; i < data.length; i += 4) {
    const rgb = [0, 1, 2].map((c) => linear(data[i + c]! / full, SRGB))
    const [x, y, z] = times(TO_XYZ, rgb).map((v, c) => {
      const t = v / D50[c]!
      return t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116
    })
    const lab = [(116 * y! - 16) * l, 500 * (x! - y!) * ab + zero, 200 * (y! - z!) * ab + zero]
    for (let c = 0; c < 3; c++) out[i + c] = Math.min(full, Math.max(0, Math.round(lab[c]!)))
  }
  return out
}

/** Lab and alpha to RGBA of sRGB. */
export const labToRgb = (data: Samples): Samples => {
  const out = data.slice()
  const full = fullOf(data)
  const { l, ab, zero } = labLevels(data)
  for (let i = 0; i < data.length; i += 4) {
    const y = (data[i]! / l + 16) / 116
    const roots = [y + (data[i + 1]! - zero) / ab / 500, y, y - (data[i + 2]! - zero) / ab / 200]
    const xyz = roots.map((t, c) => {
      const value = t > 6 / 29 ? t ** 3 : ((116 * t - 16) * 27) / 24389
      return value * D50[c]!
    })
    for (const [c, v] of times(FROM_XYZ, xyz).entries()) {
      out[i + c] = Math.round(encoded(v, SRGB) * full)
    }
  }
  return out
}

/** Grey and alpha to RGBA. */
export const greyToRgb = (data: Samples): Samples => {
  const out = samplesLike(data, data.length * 2)
  for (let from = 0, to = 0; from < data.length; from += 2, to += 4) {
    out.fill(data[from]!, to, to + 3)
    out[to + 3] = data[from + 1]!
  }
  return out
}

/** RGBA to grey and alpha, by Rec. 709's weights. */
export const rgbToGrey = (data: Samples): Samples => {
  const out = samplesLike(data, data.length / 2)
  for (let from = 0, to = 0; from < data.length; from += 4, to += 2) {
    const luma = 0.2126 * data[from]! + 0.7152 * data[from + 1]! + 0.0722 * data[from + 2]!
    out[to] = Math.round(luma)
    out[to + 1] = data[from + 3]!
  }
  return out
}

const GREY_GAMMA: Readonly<Record<string, number>> = {
  'Gray Gamma 2.2': 2.2,
  'Gray Gamma 1.8': 1.8,
  'Dot Gain 20%': 1.75,
}

/** Greys of one profile in another: what shifts a mask that was given the wrong one. */
export const convertGrey = (data: Samples, from: string, to: string): Samples => {
  if (from === to) return data.slice()
  const [a, b] = [GREY_GAMMA[from], GREY_GAMMA[to]]
  if (a === undefined || b === undefined) throw new Error(`The double does not know ${from}.`)
  const full = fullOf(data)
  return data.map((value) => Math.round((value / full) ** (a / b) * full))
}
