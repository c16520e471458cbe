import type { BitDepth, PixelImage } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { carryGrain } from './grain.ts'
import { blockNoise, grainOfRing } from './seam/noise.ts'
import { HOLE, holeBox, sceneOf } from './seam/scene.ts'
import { box, boxMask, randomOf, smoothPicture } from './testing/pictures.ts'

const HOLE_BOX = box(60, 50, 80, 60)
const hole = boxMask(220, 170, [HOLE_BOX])

const median = (values: Float32Array): number => {
  const sorted = values.filter((v) => !Number.isNaN(v)).sort()
  return sorted[sorted.length >> 1]!
}

/** The picture with the hole of another: same tones, other noise. */
const withHoleOf = (picture: PixelImage, other: PixelImage): PixelImage => {
  const { channels } = picture
  const data = picture.data.slice()
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i] === 0) continue
    for (let c = 0; c < channels; c++) data[i * channels + c] = other.data[i * channels + c]!
  }
  return { ...picture, data }
}

describe('carryGrain', () => {
  it('brings a smooth fill to the grain around it, at both depths', () => {
    for (const depth of [8, 16] as BitDepth[]) {
      for (const noise of [1.5, 3, 6]) {
        const picture = smoothPicture(220, 170, 3, depth, noise)
        const scene = sceneOf(
          withHoleOf(picture, smoothPicture(220, 170, 3, depth, 0)),
          hole,
          undefined,
        )
        const before = scene.picture.data.slice()
        expect(carryGrain(scene, 7)).toBe(true)
        const after = median(blockNoise(scene, HOLE, HOLE_BOX).sigma)
        expect(after / noise).toBeGreaterThan(0.75)
        expect(after / noise).toBeLessThan(1.2)
        const outside = before.findIndex(
          (value, i) => hole.data[Math.floor(i / 3)] === 0 && scene.picture.data[i] !== value,
        )
        expect(outside).toBe(-1)
      }
    }
  })

  it('leaves a fill with grain of its own alone, and pictures without grain', () => {
    for (const [around, inside] of [
      [3, 3],
      [3, 2.6],
      [0, 0],
      [0.2, 0],
    ] as const) {
      const picture = smoothPicture(220, 170, 3, 8, around)
      const filled = withHoleOf(picture, smoothPicture(220, 170, 3, 8, inside, 9))
      const before = filled.data.slice()
      expect(carryGrain(sceneOf(filled, hole, undefined), 7)).toBe(false)
      expect(filled.data).toEqual(before)
    }
  })

  it('gives the same grain for the same seed, and another for another', () => {
    const run = (seed: number): Uint8Array | Uint16Array => {
      const filled = withHoleOf(smoothPicture(220, 170, 1, 8, 4), smoothPicture(220, 170, 1, 8, 0))
      carryGrain(sceneOf(filled, hole, undefined), seed)
      return filled.data
    }
    expect(run(1)).toEqual(run(1))
    expect(run(1)).not.toEqual(run(2))
  })

  it('knows coarse grain from fine and grey from coloured', () => {
    const flat = smoothPicture(220, 170, 3, 8, 0)
    const random = randomOf(3)
    const white = Array.from({ length: 222 * 172 }, () => (random() - 0.5) * 24)
    for (let y = 0; y < 170; y++) {
      for (let x = 0; x < 220; x++) {
        const at = (y + 1) * 222 + x + 1
        const blurred =
          (white[at]! + white[at - 1]! + white[at + 1]! + white[at - 222]! + white[at + 222]!) / 2
        for (let c = 0; c < 3; c++) flat.data[(y * 220 + x) * 3 + c] = Math.round(120 + blurred)
      }
    }
    const coarse = sceneOf(flat, hole, undefined)
    const fine = sceneOf(smoothPicture(220, 170, 3, 8, 4), hole, undefined)
    const coarseModel = grainOfRing(coarse, holeBox(coarse) ?? HOLE_BOX)
    const fineModel = grainOfRing(fine, holeBox(fine) ?? HOLE_BOX)
    expect(coarseModel?.neighbours).toBeGreaterThan(0.25)
    expect(coarseModel?.channels).toBeGreaterThan(0.9)
    expect(fineModel?.neighbours).toBeLessThan(0.1)
    expect(fineModel?.channels).toBeLessThan(0.1)
  })

  it('does not take texture for grain: what is stronger than grain gets, or not in flat places', () => {
    const even = smoothPicture(220, 170, 1, 8, 14)
    const patchy = smoothPicture(220, 170, 1, 8, 0)
    const random = randomOf(5)
    for (let i = 0; i < patchy.data.length; i++) {
      const x = i % 220
      const y = Math.floor(i / 220)
      // Clean sky over grass: the flat part's word counts, not the texture's.
      const strength = y < 60 ? 0.2 : 6 + 5 * Math.sin(x / 9)
      patchy.data[i] = Math.round(patchy.data[i]! + (random() - 0.5) * strength * 3.5)
    }
    for (const picture of [even, patchy]) {
      const filled = withHoleOf(picture, smoothPicture(220, 170, 1, 8, 0))
      expect(carryGrain(sceneOf(filled, hole, undefined), 7)).toBe(false)
    }
  })
})
