/** What a companion would answer to a capture, made by rule: the tests of placing need no fill. */
import { type Bounds, cropMask, maskBounds, type ResultPixels } from '@inlay/shared'
import type { Capture } from '../host/host.ts'

/** Any colour, but a different one at every pixel. */
const colourAt = (x: number, y: number, c: number, full: number): number =>
  (x * 31 + y * 17 + c * 71) % (full + 1)

/** The patch of a fill with this capture: alpha is the mask, opaque colours beneath. */
export const resultFor = (
  { request, parts, target }: Capture,
  index = 0,
  painted?: Bounds,
): ResultPixels => {
  const { image } = request
  if (image.kind !== 'raw') throw new Error('Captures are raw.')
  const canvas = target.expand ?? { left: 0, top: 0, right: 0, bottom: 0 }
  const width = canvas.left + image.width + canvas.right
  const height = canvas.top + image.height + canvas.bottom
  const data = parts.mask ?? new Uint8Array(width * height).fill(255)
  const mask = { width, height, data }
  const bounds = painted ?? maskBounds(mask)
  if (bounds === null) throw new Error('The mask is empty.')
  const alpha = cropMask(mask, bounds).data
  const deep = image.bitDepth === 16
  const full = deep ? 65535 : 255
  const length = bounds.width * bounds.height * 4
  const pixels = deep ? new Uint16Array(length) : new Uint8Array(length)
  for (let i = 0; i < alpha.length; i++) {
    const [x, y] = [i % bounds.width, Math.floor(i / bounds.width)]
    for (let c = 0; c < 3; c++) pixels[i * 4 + c] = colourAt(x, y, c + index, full)
    pixels[i * 4 + 3] = (alpha[i]! / 255) * full
  }
  return {
    pixels: { width: bounds.width, height: bounds.height, channels: 4, data: pixels },
    bounds,
    index,
    seed: index,
  }
}
