import sharp from 'sharp'
import { expect, test } from 'vitest'
import { createPreviewer } from './previews.ts'
import { smoothPicture } from './testing/pictures.ts'

test('a fill that is over at once pays for no preview', async () => {
  let now = 0
  const seen: Uint8Array[] = []
  const previewer = createPreviewer(
    (png) => seen.push(png),
    () => now,
  )
  for (; now < 250; now += 10) previewer.show(smoothPicture(64, 32))
  await previewer.settle()
  expect(seen).toHaveLength(0)
})

test('a long one shows small PNGs now and then', async () => {
  let now = 0
  const seen: Uint8Array[] = []
  const previewer = createPreviewer(
    (png) => seen.push(png),
    () => now,
  )
  for (; now <= 1000; now += 10) {
    previewer.show(smoothPicture(640, 320))
    await previewer.settle()
  }
  expect(seen).toHaveLength(4)
  expect(await sharp(seen[0]).metadata()).toMatchObject({ format: 'png', width: 256, height: 128 })
})

test('one that cannot be written is reported when all is over', async () => {
  let now = 0
  const previewer = createPreviewer(
    () => {},
    () => now,
  )
  now = 1000
  previewer.show({ width: 10, height: 10, channels: 3, data: new Uint8Array(5) })
  await expect(previewer.settle()).rejects.toThrow()
})
