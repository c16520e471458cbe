/** Colour shift: CIEDE2000 between the hole's mean colour in the fill and in the original. */
import type { Mask } from '@inlay/shared'
import { converter, differenceCiede2000, type Lab65 } from 'culori'
import type { Rgb } from '../types.ts'

const toLab = converter('lab65')
const difference = differenceCiede2000()

/** Linear light of the 256 sRGB codes: what a blurred eye averages. */
const LINEAR = Float64Array.from({ length: 256 }, (_, code) => {
  const v = code / 255
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
})

/** CIELAB (D65) of the mean, in linear light, of the hole's pixels. */
export const meanColour = (image: Rgb, hole: Mask): Lab65 => {
  const sums = [0, 0, 0]
  let count = 0
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i] === 0) continue
    for (let c = 0; c < 3; c++) sums[c]! += LINEAR[image.data[i * 3 + c]!]!
    count++
  }
  const [r = 0, g = 0, b = 0] = sums.map((sum) => sum / count)
  return toLab({ mode: 'lrgb', r, g, b })
}

export const ciede2000 = (a: Lab65, b: Lab65): number => difference(a, b)

/** Delta E 2000, 0 = same mean colour; 1 is about what a trained eye just sees. */
export const colourShift = (truth: Rgb, fill: Rgb, hole: Mask): number =>
  ciede2000(meanColour(truth, hole), meanColour(fill, hole))
