/** `inlay fill --expand`: a larger canvas by pixels and by shape, judged by the files it leaves. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PixelImage } from '@inlay/shared'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FillOutput } from '../../companion/src/cli/fill/output.ts'
import { fixture, inlay } from './inlay.ts'
import { readPixels } from './pictures.ts'

const PHOTO = fixture('coffee.png')

let folder: string
const at = (name: string): string => join(folder, name)
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay expand '))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const expand = async (...options: string[]): Promise<FillOutput> => {
  const run = await inlay([
    ...['fill', PHOTO, '--seed', '1', '--out', at('out.png'), '--json', ...options],
  ])
  expect([run.status, run.stderr]).toEqual([0, ''])
  return FillOutput.parse(JSON.parse(run.stdout))
}

/** The photo lies in the result where the report says, byte for byte. */
const expectPhotoInside = async ({ expansion, canvas }: FillOutput): Promise<void> => {
  const { left, top } = expansion ?? { left: 0, top: 0 }
  const cut = await sharp(at('out.png'))
    .extract({ left, top, width: 600, height: 400 })
    .raw()
    .toBuffer()
  expect(cut.equals(await sharp(PHOTO).raw().toBuffer())).toBe(true)
  expect(await sharp(at('out.png')).metadata()).toMatchObject(canvas)
}

describe('--expand with a shape', () => {
  it.each([
    ['16:9', [], [55, 0, 56, 0]],
    ['16:9', ['--anchor', 'left'], [0, 0, 111, 0]],
    ['16:9', ['--anchor', 'right'], [111, 0, 0, 0]],
    ['1:1', ['--anchor', 'top'], [0, 0, 0, 200]],
    ['1:1', ['--anchor', 'center'], [0, 100, 0, 100]],
  ] as const)('%s %j', async (shape, options, [left, top, right, bottom]) => {
    const output = await expand('--expand', shape, ...options)
    expect(output.expansion).toEqual({ left, top, right, bottom })
    expect(output.canvas).toEqual({ width: 600 + left + right, height: 400 + top + bottom })
    await expectPhotoInside(output)
  })

  it('says so when the picture has that shape, and when an anchor has nothing to hold', async () => {
    const same = await inlay(['fill', PHOTO, '--expand', '3:2', '--out', at('out.png')])
    expect(same.status).toBe(2)
    expect(same.stderr).toContain('Expected another shape than the picture’s own')
    const bare = ['fill', PHOTO, '--expand', '9,0,0,0', '--anchor', 'left', '--out', at('o.png')]
    expect((await inlay(bare)).stderr).toContain('--anchor goes with a shape')
  })
})

describe('a canvas enlarged by its host', () => {
  it('is filled where it is see-through, with --operation expand alone', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 }
    await sharp(PHOTO)
      .ensureAlpha()
      .extend({ left: 60, bottom: 40, background: clear })
      .png()
      .toFile(at('in.png'))
    const run = await inlay([
      ...['fill', at('in.png'), '--operation', 'expand', '--seed', '1', '--out', at('out.png')],
    ])
    expect(run.status).toBe(0)
    const [before, after] = await Promise.all([readPixels(at('in.png')), readPixels(at('out.png'))])
    for (let i = 0; i < before.data.length; i += 4) {
      if (after.data[i + 3] !== 255) throw new Error(`Pixel ${i / 4} is see-through`)
      if (before.data[i + 3] === 0) continue
      for (let c = i; c < i + 3; c++) expect(after.data[c]).toBe(before.data[c])
    }
  })
})

const SIDE = 16

/**
 * Share of the new area's textured squares that are the picture reflected in its edge, to within 6
 * levels: 1 for a mirrored border, 0 for one that was made.
 */
const mirrored = ({ width, height, channels, data }: PixelImage, left: number, top: number) => {
  const fold = (at: number, low: number, size: number): number =>
    at < low ? 2 * low - 1 - at : at >= low + size ? 2 * (low + size) - 1 - at : at
  let textured = 0
  let same = 0
  for (let y0 = 0; y0 + SIDE <= height; y0 += SIDE) {
    for (let x0 = 0; x0 + SIDE <= width; x0 += SIDE) {
      const isOutside = x0 + SIDE <= left || x0 >= left + 600 || y0 + SIDE <= top || y0 >= top + 400
      if (!isOutside) continue
      let [off, sum, squares] = [0, 0, 0]
      for (let y = y0; y < y0 + SIDE; y++) {
        for (let x = x0; x < x0 + SIDE; x++) {
          const from = (fold(y, top, 400) * width + fold(x, left, 600)) * channels
          const green = data[from + 1]!
          off += Math.abs(data[(y * width + x) * channels + 1]! - green)
          sum += green
          squares += green * green
        }
      }
      const count = SIDE * SIDE
      if (squares / count - (sum / count) ** 2 < 12 ** 2) continue
      textured += 1
      if (off / count < 6) same += 1
    }
  }
  if (textured < 10) throw new Error('Too little texture to tell')
  return same / textured
}

/** Mean of the green in a box. */
const meanOf = ({ width, channels, data }: PixelImage, x0: number, y0: number): number => {
  let sum = 0
  for (let y = y0; y < y0 + 24; y++) {
    for (let x = x0; x < x0 + 24; x++) sum += data[(y * width + x) * channels + 1]!
  }
  return sum / 24 ** 2
}

describe('a larger canvas on all sides', () => {
  const by = 64

  it('is made, not mirrored, and its corners belong to the picture', async () => {
    await expand('--expand', [by, by, by, by].join())
    const made = await readPixels(at('out.png'))
    expect(mirrored(made, by, by)).toBeLessThan(0.1)
    const [right, bottom] = [by + 600, by + 400]
    for (const [outer, inner] of [
      [meanOf(made, by - 28, by - 28), meanOf(made, by, by)],
      [meanOf(made, right + 4, by - 28), meanOf(made, right - 24, by)],
      [meanOf(made, by - 28, bottom + 4), meanOf(made, by, bottom - 24)],
      [meanOf(made, right + 4, bottom + 4), meanOf(made, right - 24, bottom - 24)],
    ] as const) {
      expect(Math.abs(outer - inner)).toBeLessThan(40)
    }
  })

  it('that is mirrored would be noticed', async () => {
    const sides = { left: by, top: by, right: by, bottom: by }
    await sharp(PHOTO)
      .extend({ ...sides, extendWith: 'mirror' })
      .toFile(at('mirror.png'))
    expect(mirrored(await readPixels(at('mirror.png')), by, by)).toBe(1)
  })
})
