/** `inlay segment` as a person runs it, and its mask as the mask of `inlay fill`. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SegmentReport, WireError } from '@inlay/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaints, fixture, inlay } from './inlay.ts'
import { countDifferences, readPixels } from './pictures.ts'

let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-segment-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

const PHOTO = fixture('coffee.png')
const run = (...args: string[]) => inlay(['segment', ...args], { env: { INLAY_HOME: home } })
const path = (name: string): string => join(home, name)

describe('inlay segment', () => {
  it('writes a mask that fill takes, and fill changes nothing outside it', async () => {
    const selected = await run(PHOTO, '--at', '285,160', '-o', path('cup.png'), '--json')
    expect([selected.status, selected.stderr]).toEqual([0, ''])
    const output = JSON.parse(selected.stdout)
    const report = SegmentReport.omit({ held: true, reused: true }).parse(output)
    expect(report).toMatchObject({ width: 600, height: 400, model: 'graph-cut' })
    expect(output).toMatchObject({ input: PHOTO, output: path('cup.png') })
    const mask = await sharp(path('cup.png')).toColourspace('b-w').raw().toBuffer()
    expect(mask.length).toBe(600 * 400)
    expect([mask[160 * 600 + 285], mask[390 * 600 + 20]]).toEqual([255, 0])

    const filled = await inlay(
      ['fill', PHOTO, '--mask', path('cup.png'), '-o', path('filled.png'), '--seed', '1'],
      { env: { INLAY_HOME: home } },
    )
    expect([filled.status, complaints(filled)]).toEqual([0, ''])
    const [before, after, cup] = await Promise.all(
      [PHOTO, path('filled.png'), path('cup.png')].map(readPixels),
    )
    const { outside, inside } = countDifferences(before!, after!, cup!)
    expect(outside).toBe(0)
    expect(inside).toBeGreaterThan(10_000)
  })

  it('takes points out, a box, or the subject', async () => {
    for (const [name, ...how] of [
      ['points', '--at', '285,160', '--at', '130,250', '--not', '20,390'],
      ['box', '--box', '70,10,415,385'],
      ['subject', '--subject'],
    ]) {
      const { status, stdout } = await run(PHOTO, ...how, '-o', path(`${name}.png`))
      expect(status).toBe(0)
      expect(stdout).toMatch(/selected by graph-cut in/)
      const mask = await sharp(path(`${name}.png`))
        .toColourspace('b-w')
        .raw()
        .toBuffer()
      expect([name, mask[160 * 600 + 285], mask[390 * 600 + 20]]).toEqual([name, 255, 0])
    }
  })

  it.each([
    [['--at', '285'], 2, 'x,y in pixels'],
    [['--at', '285,160', '--subject'], 2, 'Expected either subject or points and box'],
    [[], 2, 'a point in, a box or subject'],
    [['--at', '600,10'], 2, 'Expected less than 600 for points[0].x but received 600'],
    [['--at', '1,1', '--model', 'nothing'], 3, 'There are:'],
    [['--at', '1,1', '--model', 'slimsam'], 3, 'slimsam'],
    [['--at', '1,1', '--max-pixels', '1000'], 3, 'megapixels'],
  ] as const)('refuses %j', async (how, status, words) => {
    const ended = await run(PHOTO, ...how, '-o', path('no.png'))
    expect([ended.status, ended.stderr]).toEqual([status, expect.stringContaining(words)])
    expect(await readdir(home)).not.toContain('no.png')
  })

  it('does not write over the picture', async () => {
    const before = await readFile(PHOTO)
    const ended = await run(PHOTO, '--subject', '-o', PHOTO)
    expect(ended.status).toBe(2)
    expect(Buffer.compare(await readFile(PHOTO), before)).toBe(0)
  })

  it('tells a program what went wrong', async () => {
    const ended = await run(path('absent.png'), '--subject', '-o', path('no.png'), '--json')
    expect(WireError.parse(JSON.parse(ended.stdout)).code).toBe('file_unreadable')
    expect(ended.status).not.toBe(0)
  })
})
