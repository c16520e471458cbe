import type { Mask, PixelImage } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { cleanEdges } from '../clean-edges.ts'
import type { Prompt } from '../prompt.ts'
import { agreement, either, ellipse, photo, polygon, type Shape } from '../testing/photos.ts'
import { createGraphCut } from './segmenter.ts'

const never = new AbortController().signal

const at = (...places: readonly (readonly [number, number, ('in' | 'out')?])[]): Prompt => ({
  subject: false,
  points: places.map(([x, y, label = 'in']) => ({ x, y, label })),
})
const boxed = (left: number, top: number, width: number, height: number): Prompt => ({
  subject: false,
  points: [],
  box: { left, top, width, height },
})

const select = async (image: PixelImage, prompt: Prompt): Promise<Mask> => {
  const look = await createGraphCut().look(image, never)
  const { plane } = await look.select(prompt, never)
  return cleanEdges(image, plane, never)
}

/** Drawn over the photos by hand, in their pixels. */
const EYE = ellipse(172, 116, 36, 31)
const PATCH = ellipse(171, 384, 39, 39)
const HEAD = polygon(
  [185, 22],
  [222, 14],
  [262, 20],
  [290, 48],
  [301, 85],
  [290, 115],
  [275, 130],
  [262, 165],
  [250, 186],
  [222, 189],
  [195, 180],
  [183, 150],
  [176, 120],
  [158, 105],
  [153, 75],
  [165, 40],
)
const CUP_AND_SAUCER = either(
  ellipse(279, 232, 208, 146, 18),
  ellipse(290, 113, 118, 96),
  polygon([395, 75], [420, 68], [425, 80], [405, 150]),
)
const RIM = ellipse(290, 113, 118, 96)

const CASES: readonly (readonly [string, string, Prompt, Shape, number])[] = [
  ['chelsea', 'an eye, clicked', at([155, 115]), EYE, 0.8],
  ['astronaut', 'the head, clicked on the face', at([225, 120]), HEAD, 0.85],
  ['astronaut', 'the patch on the suit, boxed', boxed(130, 343, 82, 82), PATCH, 0.85],
  ['coffee', 'the cup’s rim, clicked on the coffee', at([285, 160]), RIM, 0.85],
  ['coffee', 'cup and saucer, boxed', boxed(70, 10, 415, 385), CUP_AND_SAUCER, 0.85],
  ['coffee', 'cup and saucer as subject', { points: [], subject: true }, CUP_AND_SAUCER, 0.75],
]

describe('the embedded segmenter', () => {
  it.each(CASES)('finds in %s %s', async (name, _, prompt, shape, least) => {
    const image = await photo(name)
    const mask = await select(image, prompt)
    expect([mask.width, mask.height]).toEqual([image.width, image.height])
    expect(agreement(mask, shape)).toBeGreaterThan(least)
  })

  it('takes a point out at its word', async () => {
    const image = await photo('astronaut')
    const whole = await select(image, at([225, 120], [180, 320]))
    const withoutHead = await select(image, at([225, 120, 'out'], [180, 320]))
    const place = 120 * image.width + 225
    expect(whole.data[place]).toBe(255)
    expect(withoutHead.data[place]).toBe(0)
    expect(withoutHead.data[320 * image.width + 180]).toBe(255)
  })

  it('keeps inside a box', async () => {
    const image = await photo('coffee')
    const mask = await select(image, boxed(70, 10, 415, 385))
    const reach = 12
    for (let y = 0; y < image.height; y++) {
      for (let x = 0; x < image.width; x++) {
        const isFar = x < 70 - reach || x > 485 + reach || y > 395 + reach
        if (isFar && mask.data[y * image.width + x] !== 0) expect.fail(`selected ${x},${y}`)
      }
    }
  })

  it('gives the same mask twice, and for 16 bits the one it gives for 8', async () => {
    const image = await photo('chelsea')
    const deep = { ...image, data: Uint16Array.from(image.data, (value) => value * 257) }
    const mask = await select(image, at([155, 115]))
    expect(await select(image, at([155, 115]))).toEqual(mask)
    const deepMask = await select(deep, at([155, 115]))
    const apart = mask.data.filter((value, i) => Math.abs(value - deepMask.data[i]!) > 1).length
    expect(apart).toBe(0)
  })

  it.each([
    [1, 1],
    [3, 200],
    [40, 2],
  ])('survives a picture of %i x %i', async (width, height) => {
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37) % 256)
    const image: PixelImage = { width, height, channels: 3, data }
    const mask = await select(image, at([width / 2, height / 2]))
    expect(mask.data.length).toBe(width * height)
  })

  it('can be cancelled', async () => {
    const look = await createGraphCut().look(await photo('coffee'), never)
    const stop = new AbortController()
    const selecting = look.select(at([285, 160]), stop.signal)
    stop.abort()
    await expect(selecting).rejects.toMatchObject({ code: 'cancelled' })
  })
})
