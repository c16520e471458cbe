/** Select subject in large documents: no more is read and sent than helps, and the mask finds its place. */
import { hostTimers } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import {
  documentOf,
  edges,
  english,
  newLayer,
  openDesk,
  type PixelDocument,
  scenery,
} from '../testing/desk.ts'
import type { Surroundings } from './modal.ts'
import { MOST_PIXELS, picture } from './picture.ts'

const [WIDTH, HEIGHT] = [97, 82]

const see = async (document: PixelDocument, mostPixels: number, unknowns = {}) => {
  const { double, photoshop, host } = openDesk([document], unknowns)
  const around: Surroundings = {
    photoshop,
    timers: hostTimers,
    bandPixels: 700,
    life: '',
    say: english,
  }
  const seen = await picture(around, {}, mostPixels)
  expect(double.gate.offences).toEqual([])
  expect(document.history.length).toBe(1)
  return { seen, host, double }
}

/** Mean of a square: colours by their alpha, alpha over all of it. */
const meanOf = (document: PixelDocument, left: number, top: number, step: number): number[] => {
  const { data } = document.composite()
  const sums = [0, 0, 0, 0]
  let count = 0
  for (let y = top; y < Math.min(top + step, HEIGHT); y++) {
    for (let x = left; x < Math.min(left + step, WIDTH); x++, count++) {
      const at = (y * WIDTH + x) * 4
      const alpha = data[at + 3] ?? 0
      for (let c = 0; c < 3; c++) sums[c] = (sums[c] ?? 0) + (data[at + c] ?? 0) * alpha
      sums[3] = (sums[3] ?? 0) + alpha
    }
  }
  const [r = 0, g = 0, b = 0, alpha = 0] = sums
  const colour = (sum: number): number => (alpha === 0 ? 0 : Math.round(sum / alpha))
  return [colour(r), colour(g), colour(b), Math.round(alpha / count)]
}

describe('the picture for Select subject', () => {
  it('comes whole up to 16 megapixels, to the bit', async () => {
    const document = documentOf({ width: WIDTH, height: HEIGHT })
    const { seen } = await see(document, MOST_PIXELS)
    expect([seen.step, seen.image.width, seen.image.height]).toEqual([1, WIDTH, HEIGHT])
    expect(MOST_PIXELS).toBeGreaterThan(16e6)
  })

  it.each(['throws', 'gives nothing'] as const)(
    'comes as means of squares beyond, only where something is painted (empty: %s)',
    async (emptyPixels) => {
      const island = newLayer({ name: 'island', pixels: scenery(edges(20, 31, 70, 51), 8) })
      const document = documentOf({ width: WIDTH, height: HEIGHT, layers: [island] })
      const { seen } = await see(document, WIDTH * HEIGHT * 0.15, { emptyPixels })
      const { step, bounds, image } = seen
      expect([step, bounds]).toEqual([3, { left: 18, top: 30, width: 72, height: 52 }])
      expect([image.width, image.height, image.channels]).toEqual([24, 18, 4])
      for (let i = 0; i < image.width * image.height; i++) {
        const x = bounds.left + (i % image.width) * step
        const y = bounds.top + Math.floor(i / image.width) * step
        const found = Array.from(image.data.subarray(i * 4, i * 4 + 4))
        expect(found).toEqual(meanOf(document, x, y, step))
      }
    },
  )

  it('says so when there is nothing in it', async () => {
    const document = documentOf({ layers: [newLayer({ name: 'empty' })] })
    const seeing = see(document, 100, { emptyPixels: 'gives nothing' })
    await expect(seeing).rejects.toMatchObject({ code: 'nothing_found' })
  })
})

describe('the mask of such a picture', () => {
  it('comes back to its place: within half a square at its edges, exact where it is flat', async () => {
    const document = documentOf({ width: WIDTH, height: HEIGHT })
    const { host } = await see(document, MOST_PIXELS)
    for (const step of [1, 2, 5]) {
      const bounds = { left: 10, top: 15, width: WIDTH - 10, height: HEIGHT - 15 }
      const [w, h] = [Math.ceil(bounds.width / step), Math.ceil(bounds.height / step)]
      // Of the samples, a box.
      const [left, top, right, bottom] = [3, 2, w - 4, h - 3]
      const data = new Uint8Array(w * h).map((_, i) => {
        const [x, y] = [i % w, Math.floor(i / w)]
        return x >= left && x < right && y >= top && y < bottom ? 255 : 0
      })
      await host.select(document.id, { bounds, data, step })
      const { selection } = document.state
      if (selection === null) throw new Error('nothing is selected')
      const inside = { x: 10 + left * step, y: 15 + top * step }
      const { edges: at } = selection
      const near = (edge: number, wanted: number): void =>
        expect(Math.abs(edge - wanted)).toBeLessThanOrEqual(step / 2)
      near(at.left, inside.x)
      near(at.top, inside.y)
      near(at.right, 10 + right * step)
      near(at.bottom, 15 + bottom * step)
      const middle =
        (at.right - at.left) * ((at.bottom - at.top) >> 1) + ((at.right - at.left) >> 1)
      expect(selection.data[middle]).toBe(255)
      if (step === 1) expect(new Set(selection.data)).toEqual(new Set([255]))
    }
    expect(document.history.at(-1)?.name).toBe('Inlay: select subject')
  })
})
