/** Fills of odd holes: at borders and corners, far apart, in pictures of a few pixels. */
import { describe, expect, it } from 'vitest'
import { encodeComposite, encodePatch } from './encode.ts'
import { changes, decoded, fill } from './testing/fills.ts'
import { box, boxMask, fileOf, noisePicture, smoothPicture } from './testing/pictures.ts'
import { meanEngine } from './testing/test-engines.ts'

describe('odd places and sizes', () => {
  const cases: [string, number, number, ReturnType<typeof box>[]][] = [
    ['one pixel', 33, 21, [box(16, 10, 1, 1)]],
    ['one pixel in a corner', 33, 21, [box(32, 20, 1, 1)]],
    [
      'all four borders',
      41,
      37,
      [box(0, 10, 3, 5), box(38, 10, 3, 5), box(10, 0, 5, 3), box(10, 34, 5, 3)],
    ],
    [
      'all four corners',
      41,
      37,
      [box(0, 0, 4, 4), box(37, 0, 4, 4), box(0, 33, 4, 4), box(37, 33, 4, 4)],
    ],
    ['a frame', 51, 43, [box(0, 0, 51, 5), box(0, 38, 51, 5), box(0, 0, 5, 43), box(46, 0, 5, 43)]],
    ['whole rows', 64, 48, [box(0, 20, 64, 7)]],
    ['all but one pixel', 9, 7, [box(1, 0, 8, 7), box(0, 1, 9, 6)]],
    ['a picture smaller than a patch', 3, 2, [box(1, 0, 1, 1)]],
    ['one row', 50, 1, [box(20, 0, 9, 1)]],
    ['one column', 1, 50, [box(0, 20, 1, 9)]],
    ['two pixels', 2, 1, [box(0, 0, 1, 1)]],
  ]
  it.each(cases)('%s', async (_name, width, height, boxes) => {
    for (const channels of [1, 4] as const) {
      const picture = noisePicture(width, height, channels)
      for (let i = channels - 1; channels === 4 && i < picture.data.length; i += 4) {
        picture.data[i] = 255
      }
      const mask = boxMask(width, height, boxes)
      const { source, patches } = await fill(await fileOf(picture), mask, meanEngine())
      const after = await decoded(await encodeComposite(source, patches[0]!))
      expect([after.width, after.height]).toEqual([width, height])
      expect(changes(picture, after, mask).outside).toBe(-1)
      expect((await encodePatch(patches[0]!, source)).length).toBeGreaterThan(0)
    }
  })

  it('fills two far holes from two crops, not one giant one', async () => {
    const picture = smoothPicture(1500, 900)
    const mask = boxMask(1500, 900, [box(40, 40, 20, 20), box(1400, 820, 20, 20)])
    const engine = meanEngine()
    const { report, patches, source } = await fill(await fileOf(picture), mask, engine)
    expect(engine.calls.length).toBe(2)
    expect(report.crops.length).toBe(2)
    for (const { image } of engine.calls) expect(image.width * image.height).toBeLessThan(100_000)
    expect(patches[0]!.regions.length).toBe(2)
    const after = await decoded(await encodeComposite(source, patches[0]!))
    const { outside, inside } = changes(picture, after, mask)
    expect(outside).toBe(-1)
    expect(inside).toBeGreaterThan(1000)
  })
})
