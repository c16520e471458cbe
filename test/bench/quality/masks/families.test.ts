import { describe, expect, it } from 'vitest'
import { FAMILIES, type GeneratedFamily } from '../types.ts'
import { coverage } from './draw.ts'
import { generateMask } from './families.ts'
import { CHARACTERS, glyph } from './stroke-font.ts'

/** Least and most share of the picture, for one mask and for the mean of many. */
const RANGES: Readonly<Record<GeneratedFamily, { one: [number, number]; mean: [number, number] }>> =
  {
    object: { one: [0.018, 0.052], mean: [0.025, 0.045] },
    thin: { one: [0.001, 0.5], mean: [0.1, 0.3] },
    medium: { one: [0.001, 0.5], mean: [0.12, 0.3] },
    thick: { one: [0.001, 0.5], mean: [0.12, 0.33] },
    text: { one: [0.02, 0.25], mean: [0.06, 0.15] },
    scratches: { one: [0.003, 0.05], mean: [0.01, 0.03] },
    border: { one: [0.09, 0.2], mean: [0.11, 0.17] },
    large: { one: [0.24, 0.41], mean: [0.28, 0.36] },
  }

const generated = FAMILIES.filter(
  (family): family is GeneratedFamily => family !== 'free-form' && family !== 'removal',
)
const size = { width: 384, height: 256 }
const seeds = Array.from({ length: 24 }, (_, i) => `seed ${i}`)

describe.each(generated)('%s', (family) => {
  it('is the same for the same seed, another for another', () => {
    const first = generateMask(family, size, 'a')
    const same = (seed: string): boolean =>
      Buffer.compare(generateMask(family, size, seed).mask.data, first.mask.data) === 0
    expect(same('a')).toBe(true)
    expect(same('b')).toBe(false)
  })

  it('is hard-edged and hides as much as its kind should', () => {
    const { one, mean } = RANGES[family]
    const shares = seeds.map((seed) => {
      const { mask } = generateMask(family, size, seed)
      expect(mask.data.some((value) => value !== 0 && value !== 255)).toBe(false)
      return coverage(mask)
    })
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(one[0])
    expect(Math.max(...shares)).toBeLessThanOrEqual(one[1])
    const average = shares.reduce((a, b) => a + b, 0) / shares.length
    expect(average).toBeGreaterThan(mean[0])
    expect(average).toBeLessThan(mean[1])
  })

  it('scales with the picture', () => {
    const small = coverage(generateMask(family, { width: 192, height: 128 }, 'scale').mask)
    const large = coverage(generateMask(family, { width: 768, height: 512 }, 'scale').mask)
    expect(large / small).toBeGreaterThan(0.4)
    expect(large / small).toBeLessThan(2.5)
  })
})

describe('border', () => {
  it('says which sides it took: exactly those pixels are hole', () => {
    for (const seed of seeds) {
      const { mask, expand } = generateMask('border', size, seed)
      const { left, top, right, bottom } = expand!
      const taken = Uint8Array.from(mask.data, (_, i) => {
        const x = i % size.width
        const y = Math.floor(i / size.width)
        return x < left || x >= size.width - right || y < top || y >= size.height - bottom ? 255 : 0
      })
      expect(Buffer.compare(mask.data, taken)).toBe(0)
    }
  })
})

describe('stroke font', () => {
  it('has strokes of two points or more, inside the grid, for every character', () => {
    for (const character of CHARACTERS) {
      const strokes = glyph(character)
      expect(strokes.length).toBeGreaterThan(0)
      for (const stroke of strokes) {
        expect(stroke.length).toBeGreaterThanOrEqual(2)
        for (const { x, y } of stroke) {
          expect(x >= 0 && x <= 4 && y >= 0 && y <= 6).toBe(true)
        }
      }
    }
  })
})
