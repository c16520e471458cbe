import type { BitDepth, Mask, PixelImage } from '@inlay/shared'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { colourShifts, matchColours } from './colour-match.ts'
import { measureJumps } from './seam/jumps.ts'
import { KNOWN, type Scene, sceneOf } from './seam/scene.ts'
import { closeSeam } from './seam.ts'
import { box, boxMask, smoothPicture } from './testing/pictures.ts'

const WIDTH = 160
const HEIGHT = 120

const disc = (cx: number, cy: number, radius: number): Mask => {
  const data = new Uint8Array(WIDTH * HEIGHT)
  for (let i = 0; i < data.length; i++) {
    const x = i % WIDTH
    const y = Math.floor(i / WIDTH)
    if ((x - cx) ** 2 + (y - cy) ** 2 < radius ** 2) data[i] = 255
  }
  return { width: WIDTH, height: HEIGHT, data }
}

/** The picture, shifted in the hole. */
const shifted = (
  picture: PixelImage,
  hole: Mask,
  shift: (x: number, y: number, c: number) => number,
): PixelImage => {
  const { width, channels } = picture
  const data = picture.data.slice()
  const most = data instanceof Uint16Array ? 65535 : 255
  for (let i = 0; i < hole.data.length; i++) {
    if (hole.data[i] === 0) continue
    for (let c = 0; c < channels; c++) {
      const value = data[i * channels + c]! + shift(i % width, Math.floor(i / width), c)
      data[i * channels + c] = Math.min(most, Math.max(0, Math.round(value)))
    }
  }
  return { ...picture, data }
}

const finish = (scene: Scene): void => {
  const jumps = measureJumps(scene)
  matchColours(scene, jumps, colourShifts(jumps))
  closeSeam(scene, jumps)
}

/** Mean and largest distance to the picture in the hole, in 8-bit steps. */
const distance = (scene: Scene, truth: PixelImage, hole: Mask): { mean: number; most: number } => {
  const { data, channels } = scene.picture
  let sum = 0
  let most = 0
  let count = 0
  for (let i = 0; i < data.length; i++) {
    const step = Math.abs(data[i]! - truth.data[i]!) / scene.unit
    if (hole.data[Math.floor(i / channels)] === 0) {
      if (step !== 0) throw new Error(`Sample ${i} outside the hole changed`)
      continue
    }
    sum += step
    most = Math.max(most, step)
    count++
  }
  return { mean: sum / count, most }
}

const HOLES: [string, Mask][] = [
  ['a disc', disc(80, 60, 30)],
  ['a box at the left border', boxMask(WIDTH, HEIGHT, [box(0, 30, 40, 50)])],
  ['a corner', boxMask(WIDTH, HEIGHT, [box(120, 90, 40, 30)])],
  ['whole rows', boxMask(WIDTH, HEIGHT, [box(0, 50, WIDTH, 20)])],
  ['a scribble', boxMask(WIDTH, HEIGHT, [box(20, 20, 120, 7), box(60, 20, 7, 80)])],
]

describe('a fill that is the original', () => {
  it.each(HOLES)('comes out unchanged: %s', (_name, hole) => {
    for (const channels of [1, 3] as const) {
      for (const depth of [8, 16] as BitDepth[]) {
        for (const seed of [1, 2, 3]) {
          const picture = smoothPicture(WIDTH, HEIGHT, channels, depth, 2, seed)
          const scene = sceneOf({ ...picture, data: picture.data.slice() }, hole, undefined)
          finish(scene)
          const { mean, most } = distance(scene, picture, hole)
          expect(mean).toBeLessThan(0.05)
          expect(most).toBeLessThanOrEqual(1)
        }
      }
    }
  })
})

describe('a fill with a cast', () => {
  it.each(HOLES)('comes out without a step: %s', (_name, hole) => {
    for (const [offset, colour] of [
      [12, 0],
      [-20, 0],
      [6, 3],
    ] as const) {
      for (const depth of [8, 16] as BitDepth[]) {
        const picture = smoothPicture(WIDTH, HEIGHT, 3, depth)
        const unit = depth === 16 ? 257 : 1
        const cast = (_x: number, _y: number, c: number): number =>
          (offset + (c - 1) * colour) * unit
        const scene = sceneOf(shifted(picture, hole, cast), hole, undefined)
        finish(scene)
        const { mean, most } = distance(scene, picture, hole)
        expect(mean).toBeLessThan(0.8)
        expect(most).toBeLessThanOrEqual(2.5)
      }
    }
  })

  it('that grows across the hole comes out without a step', () => {
    const hole = disc(80, 60, 35)
    const picture = smoothPicture(WIDTH, HEIGHT)
    const slope = (x: number): number => ((x - 80) / 35) * 9
    const scene = sceneOf(shifted(picture, hole, slope), hole, undefined)
    finish(scene)
    const { mean } = distance(scene, picture, hole)
    expect(mean).toBeLessThan(1)
  })
})

describe('a fill that shows something else', () => {
  it('does not take on the colour of an object cut by the edge', () => {
    const hole = disc(80, 60, 30)
    const picture = smoothPicture(WIDTH, HEIGHT)
    // A red bar outside that ends at the hole.
    for (let y = 56; y < 66; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const i = y * WIDTH + x
        if (hole.data[i] !== 0) continue
        picture.data.set([210, 30, 40], i * 3)
      }
    }
    const before = picture.data.slice()
    const scene = sceneOf(picture, hole, undefined)
    finish(scene)
    const { mean, most } = distance(scene, { ...picture, data: before }, hole)
    expect(mean).toBeLessThan(0.3)
    expect(most).toBeLessThanOrEqual(5)
  })

  it('is left alone where the edge is all object', () => {
    const hole = disc(80, 60, 30)
    const picture = smoothPicture(WIDTH, HEIGHT)
    const car = shifted(picture, hole, (_x, _y, c) => [70, -90, -60][c]!)
    const before = car.data.slice()
    const scene = sceneOf(car, hole, undefined)
    finish(scene)
    expect(scene.picture.data).toEqual(before)
  })
})

describe('what is known', () => {
  it('is never changed, whatever the hole and the fill', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            left: fc.nat(30),
            top: fc.nat(20),
            width: fc.integer({ min: 1, max: 25 }),
            height: fc.integer({ min: 1, max: 20 }),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        fc.integer({ min: -60, max: 60 }),
        fc.constantFrom<1 | 3>(1, 3),
        (boxes, offset, channels) => {
          const hole = boxMask(56, 41, boxes)
          const picture = smoothPicture(56, 41, channels, 8, 3)
          const filled = shifted(picture, hole, () => offset)
          const before = filled.data.slice()
          const scene = sceneOf(filled, hole, undefined)
          finish(scene)
          const changed = before.findIndex(
            (value, i) =>
              scene.kinds[Math.floor(i / channels)] === KNOWN && scene.picture.data[i] !== value,
          )
          expect(changed).toBe(-1)
        },
      ),
    )
  })

  it('is not measured where it is transparent', () => {
    const hole = disc(80, 60, 30)
    const source = { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT) }
    for (let i = 0; i < source.data.length; i++) source.data[i] = i % WIDTH < 80 ? 255 : 0
    const picture = smoothPicture(WIDTH, HEIGHT)
    // Invisible colours that would be a strong cast, were they measured.
    for (let i = 0; i < source.data.length; i++) {
      if (source.data[i] !== 0 || hole.data[i] !== 0) continue
      for (let c = 0; c < 3; c++) picture.data[i * 3 + c]! -= 20
    }
    const before = picture.data.slice()
    const scene = sceneOf(picture, hole, source)
    finish(scene)
    const { most } = distance(scene, { ...picture, data: before }, hole)
    expect(most).toBeLessThanOrEqual(1)
  })
})
