/** `inlay fill` on real photos and odd pictures, in a process of its own, judged by the files it leaves. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { FillReport, STAGES } from '@inlay/shared'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FillOutput } from '../../companion/src/cli/fill/output.ts'
import { findPart } from '../setup/system-parts.mjs'
import { complaints, fixture, inlay } from './inlay.ts'
import {
  asImage,
  blackenInside,
  countDifferences,
  drawDisc,
  drawPicture,
  readPixels,
} from './pictures.ts'

let folder: string
const at = (name: string): string => join(folder, name)

beforeEach(async () => {
  // A space and an umlaut, because people's folders have them.
  folder = await mkdtemp(join(tmpdir(), 'inlay füll '))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const PHOTOS = ['astronaut', 'chelsea', 'coffee', 'rocket']
const photo = (name: string): string => fixture(`${name}.png`)
const maskOf = (name: string): string => fixture(join('masks', `${name}.png`))

const fillPhoto = (name: string, ...options: string[]) =>
  inlay(['fill', photo(name), '--mask', maskOf(name), '--seed', '1', ...options])

const parseOutput = (text: string): FillOutput => FillOutput.parse(JSON.parse(text))

describe('a photo', () => {
  it.each(PHOTOS)('%s is filled, and every byte outside the mask stays', async (name) => {
    const run = await fillPhoto(name, '--out', at('out.png'))
    expect([run.status, complaints(run)]).toEqual([0, ''])
    expect(run.stdout).toContain(`${at('out.png')}: `)
    expect(run.stdout).toContain('seed 1')

    const [before, after, mask] = await Promise.all([
      readPixels(photo(name)),
      readPixels(at('out.png')),
      readPixels(maskOf(name)),
    ])
    const { outside, inside } = countDifferences(before, after, mask)
    expect(outside).toBe(0)
    const covered = mask.data.filter((value) => value === 255).length
    expect(inside).toBeGreaterThan(covered * 0.8)
  })

  const compare = findPart('imagemagick')
  it.skipIf(compare === undefined)(
    'ImageMagick finds no different pixel outside the mask either',
    async () => {
      await fillPhoto('coffee', '--out', at('out.png'))
      const mask = await readPixels(maskOf('coffee'))
      for (const [from, to] of [
        [photo('coffee'), at('before.png')],
        [at('out.png'), at('after.png')],
      ] as const) {
        await asImage(blackenInside(await readPixels(from), mask))
          .png()
          .toFile(to)
      }
      expect(differentPixels(at('before.png'), at('after.png'))).toBe(0)
      // And it does see differences: those inside.
      expect(differentPixels(photo('coffee'), at('out.png'))).toBeGreaterThan(1000)
    },
  )

  const differentPixels = (a: string, b: string): number => {
    const program = compare ?? ''
    const isSeven = basename(program).startsWith('magick')
    const args = [...(isSeven ? ['compare'] : []), '-metric', 'AE', a, b, 'null:']
    const run = spawnSync(program, args, { encoding: 'utf8' })
    return Number.parseFloat(run.stderr)
  }

  it('comes out the same with the same seed, and another with another', async () => {
    await fillPhoto('chelsea', '--out', at('a.png'))
    await fillPhoto('chelsea', '--out', at('b.png'))
    await inlay([
      ...['fill', photo('chelsea'), '--mask', maskOf('chelsea'), '--seed', '2'],
      ...['--out', at('c.png')],
    ])
    const [a, b, c] = await Promise.all(['a.png', 'b.png', 'c.png'].map((n) => readFile(at(n))))
    expect(a?.equals(b ?? Buffer.alloc(0))).toBe(true)
    expect(a?.equals(c ?? Buffer.alloc(0))).toBe(false)
  })

  it('leaves nothing beside the result', async () => {
    await fillPhoto('chelsea', '--out', at('out.png'))
    expect(await readdir(folder)).toEqual(['out.png'])
  })

  it('is taken by relative paths, and says nothing with --quiet', async () => {
    const run = await inlay(
      ['fill', photo('chelsea'), '-m', maskOf('chelsea'), '-o', 'out.png', '-q'],
      { cwd: folder },
    )
    expect(run).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(await readdir(folder)).toEqual(['out.png'])
  })
})

describe('--json', () => {
  it('prints one report that the schema takes, its stages and sizes true', async () => {
    const run = await fillPhoto('rocket', '--json', '--out', at('out.png'))
    expect(run).toMatchObject({ status: 0, stderr: '' })
    const output = parseOutput(run.stdout)
    const { input, mask, outputs, ...report } = output
    expect(FillReport.parse(report)).toEqual(report)
    expect(report).toMatchObject({
      seed: 1,
      image: { width: 640, height: 427, channels: 3, bitDepth: 8 },
      canvas: { width: 640, height: 427 },
    })
    expect(report.engine).not.toBe('auto')
    expect(Object.keys(report.times)).toEqual(
      expect.arrayContaining(['decode', 'engine', 'encode']),
    )
    for (const stage of Object.keys(report.times)) expect(STAGES).toContain(stage)
    const sum = Object.values(report.times).reduce<number>((a, b) => a + (b ?? 0), 0)
    expect(sum).toBeLessThanOrEqual(report.total)
    expect(report.peak_memory).toBeGreaterThan(10e6)
    expect(report.peak_memory).toBeLessThan(2e9)

    const pixels = await readPixels(maskOf('rocket'))
    const share = pixels.data.filter((value) => value > 0).length / pixels.data.length
    expect(report.changed_fraction).toBeCloseTo(share, 9)
    expect({ input, mask }).toEqual({ input: photo('rocket'), mask: maskOf('rocket') })
    expect(outputs).toEqual([
      {
        path: at('out.png'),
        form: 'composite',
        format: 'png',
        bytes: (await readFile(at('out.png'))).length,
        ...report.variations[0],
      },
    ])
  })
})

describe('--variations', () => {
  it('writes out-1, out-2 ... and names their seeds', async () => {
    const run = await fillPhoto('chelsea', '--variations', '2', '--json', '--out', at('out.png'))
    const { outputs } = parseOutput(run.stdout)
    expect(outputs.map(({ path, seed }) => [path, seed])).toEqual([
      [at('out-1.png'), 1],
      [at('out-2.png'), 2],
    ])
    expect((await readdir(folder)).sort()).toEqual(['out-1.png', 'out-2.png'])
    const [one, two] = await Promise.all([readFile(at('out-1.png')), readFile(at('out-2.png'))])
    expect(one.equals(two)).toBe(false)
  })
})

describe('--form patch', () => {
  it('writes the changed part alone and says where it belongs', async () => {
    const run = await fillPhoto('coffee', '--form', 'patch', '--json', '--out', at('patch.png'))
    const [output] = parseOutput(run.stdout).outputs
    await fillPhoto('coffee', '--out', at('whole.png'))
    const [patch, whole, mask] = await Promise.all([
      readPixels(at('patch.png')),
      readPixels(at('whole.png')),
      readPixels(maskOf('coffee')),
    ])
    const { left, top, width, height } = output?.bounds ?? { left: 0, top: 0, width: 0, height: 0 }
    expect(patch).toMatchObject({ width, height, channels: 4 })
    let fullPixels = 0
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const there = (top + y) * whole.width + left + x
        const here = (y * width + x) * 4
        expect(patch.data[here + 3]).toBe(mask.data[there])
        if (mask.data[there] !== 255) continue
        fullPixels++
        for (let c = 0; c < 3; c++) expect(patch.data[here + c]).toBe(whole.data[there * 3 + c])
      }
    }
    expect(fullPixels).toBeGreaterThan(1000)
  })

  it('tells a person the offset in words', async () => {
    const run = await fillPhoto('coffee', '--form', 'patch', '--out', at('patch.png'))
    expect(run.stdout).toMatch(/patch \d+x\d+ at \d+,\d+ of 600x400/)
  })
})

describe('kinds of files', () => {
  it('keeps 16 bits, alpha, profile and resolution', async () => {
    const [picture, disc] = [drawPicture(96, 80, 4, 16), drawDisc(96, 80, 12)]
    await asImage(picture)
      .withIccProfile('p3')
      .withMetadata({ density: 300 })
      .png()
      .toFile(at('in.png'))
    await asImage(disc).png().toFile(at('mask.png'))
    const run = await inlay([
      ...['fill', at('in.png'), '--mask', at('mask.png'), '--out', at('out.png'), '--json'],
    ])
    expect(run.status).toBe(0)
    expect(parseOutput(run.stdout).image).toMatchObject({ channels: 4, bitDepth: 16 })
    const [before, after] = await Promise.all([readPixels(at('in.png')), readPixels(at('out.png'))])
    expect(after.data).toBeInstanceOf(Uint16Array)
    const { outside, inside } = countDifferences(before, after, disc)
    expect(outside).toBe(0)
    expect(inside).toBeGreaterThan(100)
    const [was, is] = await Promise.all([
      sharp(at('in.png')).metadata(),
      sharp(at('out.png')).metadata(),
    ])
    expect(is.density).toBe(was.density)
    expect(is.icc?.equals(was.icc ?? Buffer.alloc(0))).toBe(true)
  })

  it.each(['webp', 'tiff', 'avif'])('writes %s without loss', async (kind) => {
    await fillPhoto('chelsea', '--out', at(`out.${kind}`))
    await fillPhoto('chelsea', '--out', at('out.png'))
    const [a, b] = await Promise.all([readPixels(at(`out.${kind}`)), readPixels(at('out.png'))])
    expect((await sharp(at(`out.${kind}`)).metadata()).format).toBe(kind === 'avif' ? 'heif' : kind)
    expect(a.data).toEqual(b.data)
  })

  it('notes that JPEG is lossy', async () => {
    const run = await fillPhoto('chelsea', '--out', at('out.jpg'))
    expect(run.status).toBe(0)
    expect(run.stderr).toMatch(/^Note: .*JPEG/m)
    expect((await sharp(at('out.jpg')).metadata()).format).toBe('jpeg')
  })

  it('fills what black selects with --invert-mask', async () => {
    const mask = await readPixels(maskOf('coffee'))
    const inverted = { ...mask, data: mask.data.map((value) => 255 - value) }
    await asImage(inverted).png().toFile(at('mask.png'))
    await inlay([
      ...['fill', photo('coffee'), '--mask', at('mask.png'), '--invert-mask', '--seed', '1'],
      ...['--out', at('a.png')],
    ])
    await fillPhoto('coffee', '--out', at('b.png'))
    expect(await readPixels(at('a.png'))).toEqual(await readPixels(at('b.png')))
  })

  it('expands the canvas and keeps what was there', async () => {
    const run = await inlay([
      ...['fill', photo('coffee'), '--expand', '10,20,30,40', '--out', at('out.png'), '--json'],
    ])
    expect(run.status).toBe(0)
    expect(parseOutput(run.stdout).canvas).toEqual({ width: 640, height: 460 })
    const cut = await sharp(at('out.png'))
      .extract({ left: 10, top: 20, width: 600, height: 400 })
      .raw()
      .toBuffer()
    expect(cut.equals(await sharp(photo('coffee')).raw().toBuffer())).toBe(true)
  })
})
