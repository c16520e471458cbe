import type { BitDepth, ChannelCount } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AlphaRule, stitch } from './stitch.ts'
import { box, noisePicture } from './testing/pictures.ts'

const CHANNELS = fc.constantFrom<ChannelCount>(1, 2, 3, 4)
const DEPTH = fc.constantFrom<BitDepth>(8, 16)

/** Soft values, with 0 and 255 often. */
const WEIGHT = fc.oneof(fc.constant(0), fc.constant(255), fc.nat(255))

describe('stitch', () => {
  it('at 0 keeps every byte, at 255 is the fill, between them rounds the exact mean', () => {
    fc.assert(
      fc.property(
        CHANNELS,
        DEPTH,
        fc.array(WEIGHT, { minLength: 12, maxLength: 12 }),
        fc.integer(),
        fc.constantFrom<AlphaRule>('keep', 'fill'),
        (channels, depth, weights, seed, rule) => {
          const colours = channels < 3 ? 1 : 3
          const canvas = noisePicture(9, 7, channels, depth, seed)
          const before = canvas.data.slice()
          const bounds = box(3, 2, 4, 3)
          const pixels = noisePicture(4, 3, colours, depth, seed + 1)
          const mask = { width: 4, height: 3, data: Uint8Array.from(weights) }
          stitch(canvas, { bounds, mask, pixels }, rule)
          const opaque = depth === 16 ? 65535 : 255
          for (let i = 0; i < 63; i++) {
            const x = (i % 9) - 3
            const y = Math.floor(i / 9) - 2
            const inside = x >= 0 && x < 4 && y >= 0 && y < 3
            const m = inside ? weights[y * 4 + x]! : 0
            const alpha = colours < channels ? before[i * channels + colours]! : opaque
            for (let c = 0; c < channels; c++) {
              const was = before[i * channels + c]!
              const is = canvas.data[i * channels + c]!
              if (m === 0) expect(is).toBe(was)
              else if (c === colours) {
                const kept = rule === 'keep' ? was : (m * opaque + (255 - m) * was) / 255
                expect(Math.abs(is - kept)).toBeLessThanOrEqual(0.5)
              } else {
                const fill = pixels.data[(y * 4 + x) * colours + c]!
                const under = rule === 'keep' ? opaque : alpha
                const weight = (m * opaque) / (m * opaque + (255 - m) * under)
                expect(Math.abs(is - (weight * fill + (1 - weight) * was))).toBeLessThanOrEqual(
                  0.5 + 1e-6,
                )
                if (m === 255) expect(is).toBe(fill)
              }
            }
          }
        },
      ),
    )
  })
})
