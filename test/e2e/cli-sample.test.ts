/** `inlay fill --sample`: where a fill may take its material from, by the files it leaves. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FillOutput } from '../../companion/src/cli/fill/output.ts'
import { complaints, fixture, inlay } from './inlay.ts'
import { asImage, countDifferences, flatMask, readPixels } from './pictures.ts'

const PHOTO = fixture('coffee.png')
const MASK = fixture(join('masks', 'coffee.png'))

let folder: string
const at = (name: string): string => join(folder, name)

/** White in the columns from `from` to before `to`, black elsewhere. */
const writeStrip = async (name: string, from: number, to: number, inverted = false) => {
  const strip = flatMask(600, 400, 0)
  for (let i = 0; i < strip.data.length; i++) {
    const isInside = i % 600 >= from && i % 600 < to
    strip.data[i] = isInside === inverted ? 0 : 255
  }
  await asImage(strip).png().toFile(at(name))
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay sample '))
  await writeStrip('sample.png', 0, 90)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const fill = (out: string, ...options: string[]) =>
  inlay(['fill', PHOTO, '--mask', MASK, '--seed', '1', '--out', at(out), ...options])

describe('--sample', () => {
  it('changes the fill, nothing outside the mask, and says how much may be sampled', async () => {
    await fill('free.png')
    const run = await fill('held.png', '--sample', at('sample.png'), '--json')
    expect(run).toMatchObject({ status: 0, stderr: '' })
    const output = FillOutput.parse(JSON.parse(run.stdout))
    expect(output.sample).toBe(at('sample.png'))
    expect(output.sample_fraction).toBeCloseTo(90 / 600, 2)
    const [before, free, held, mask] = await Promise.all(
      [PHOTO, at('free.png'), at('held.png'), MASK].map(readPixels),
    )
    expect(countDifferences(before!, held!, mask!).outside).toBe(0)
    expect(countDifferences(free!, held!, mask!).inside).toBeGreaterThan(1000)
  })

  it('says the same upside down with --invert-sample', async () => {
    await writeStrip('keep-out.png', 0, 90, true)
    await fill('a.png', '--sample', at('sample.png'))
    const run = await fill('b.png', '--sample', at('keep-out.png'), '--invert-sample')
    expect(run.status).toBe(0)
    expect((await readFile(at('a.png'))).equals(await readFile(at('b.png')))).toBe(true)
  })

  it('white everywhere is as good as none', async () => {
    await writeStrip('all.png', 0, 600)
    await fill('a.png', '--sample', at('all.png'))
    await fill('b.png')
    expect((await readFile(at('a.png'))).equals(await readFile(at('b.png')))).toBe(true)
  })

  it('is found for each image of a batch in --sample-dir', async () => {
    await mkdir(at('samples'))
    await sharp(at('sample.png')).toFile(join(at('samples'), 'coffee_sample.png'))
    const run = await inlay([
      ...['fill', PHOTO, '--mask', MASK, '--sample-dir', at('samples'), '--seed', '1'],
      ...['--out-dir', at('out')],
    ])
    expect([run.status, complaints(run)]).toEqual([0, ''])
    await fill('one.png', '--sample', at('sample.png'))
    const [batch, one] = [join(at('out'), 'coffee.png'), at('one.png')]
    expect((await readFile(batch)).equals(await readFile(one))).toBe(true)
  })

  it.each([
    ['that is all black', 0, 0, 'The sample mask leaves nothing to fill from.'],
    ['too thin for a patch', 100, 106, 'Expected an area of 7 x 7 pixels outside the mask'],
  ])('%s is refused in words', async (_, from, to, words) => {
    await writeStrip('bad.png', from, to)
    const run = await fill('out.png', '--sample', at('bad.png'))
    expect(run.status).toBe(3)
    expect(run.stderr).toContain(words)
    expect(run.stderr).toContain('Paint a larger area to sample from')
  })

  it('of another size is refused, and so is one that is not there', async () => {
    await asImage(flatMask(599, 400, 255))
      .png()
      .toFile(at('small.png'))
    const small = await fill('out.png', '--sample', at('small.png'))
    expect(small.status).toBe(3)
    expect(small.stderr).toContain('Expected 600 x 400 for the sample mask but received 599 x 400.')
    const none = await fill('out.png', '--sample', at('nowhere.png'))
    expect([none.status, none.stderr]).toEqual([3, expect.stringContaining('no such file')])
  })
})
