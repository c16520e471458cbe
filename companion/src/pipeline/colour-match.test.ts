import type { Mask } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { colourShifts } from './colour-match.ts'
import { measureJumps } from './seam/jumps.ts'
import { sceneOf } from './seam/scene.ts'
import { box, boxMask, randomOf, smoothPicture } from './testing/pictures.ts'

const hole: Mask = boxMask(200, 150, [box(50, 40, 100, 70)])

const shiftsOf = (change: (value: number, i: number) => number, noise = 2, contrast = 1) => {
  const picture = smoothPicture(200, 150, 3, 8, noise)
  for (let i = 0; i < picture.data.length; i++) {
    const value = 128 + contrast * (picture.data[i]! - 128)
    picture.data[i] = Math.max(0, Math.min(255, Math.round(value)))
    if (hole.data[Math.floor(i / 3)] !== 0) picture.data[i] = Math.round(change(value, i))
  }
  return colourShifts(measureJumps(sceneOf(picture, hole, undefined)))
}

describe('colourShifts', () => {
  it('is nothing when the tones agree already', () => {
    expect(shiftsOf((value) => value)).toEqual([null, null, null])
    expect(shiftsOf((value) => value, 12)).toEqual([null, null, null])
  })

  it('finds a cast of brightness and one of colour, each on its axis', () => {
    const [grey, red] = shiftsOf((value) => value + 9)
    expect(grey && grey.target - grey.centre).toBeCloseTo(-9, 0)
    expect(red).toBeNull()
    const warm = shiftsOf((value, i) => value + [6, 0, -6][i % 3]!)
    expect(warm[0]).toBeNull()
    expect(warm[1] && warm[1].target - warm[1].centre).toBeCloseTo(-6, 0)
    expect(warm[2]).toBeNull()
  })

  it('finds lost contrast where the surroundings have some', () => {
    const [grey] = shiftsOf((value) => 128 + 0.85 * (value - 128), 2, 1.8)
    expect(grey?.gain).toBeGreaterThan(1.1)
    expect(grey?.gain).toBeLessThanOrEqual(1.25)
  })

  it('takes a shift, never a gain, where the surroundings are flat', () => {
    const picture = smoothPicture(200, 150, 1, 8, 0)
    const random = randomOf(4)
    for (let i = 0; i < picture.data.length; i++) {
      const inside = hole.data[i] !== 0
      picture.data[i] = Math.round((inside ? 107 : 100) + 3 * random())
    }
    const [grey] = colourShifts(measureJumps(sceneOf(picture, hole, undefined)))
    expect(grey?.gain).toBe(1)
    expect(grey && grey.target - grey.centre).toBeCloseTo(-7, 0)
  })

  it('leaves another object alone: far off, or off in some places only', () => {
    expect(shiftsOf((value) => value + 45)).toEqual([null, null, null])
    expect(shiftsOf((value, i) => value + (Math.floor(i / 3) % 200 < 100 ? 14 : -14))).toEqual([
      null,
      null,
      null,
    ])
  })

  it('says nothing about holes too small to measure', () => {
    const tiny = boxMask(60, 60, [box(30, 30, 2, 2)])
    const picture = smoothPicture(60, 60)
    picture.data.fill(255, (30 * 60 + 30) * 3, (30 * 60 + 32) * 3)
    expect(colourShifts(measureJumps(sceneOf(picture, tiny, undefined)))).toEqual([
      null,
      null,
      null,
    ])
  })
})
