/** Pictures for the eye over HTTP, read in the real fill process. */
import { WireError } from '@inlay/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestDaemon, type TestDaemon } from './testing/daemon.ts'

let daemon: TestDaemon
beforeAll(async () => {
  daemon = await startTestDaemon({ limits: { maxPixels: 1e5 } })
})
afterAll(() => daemon.end())

const ask = (body: Uint8Array, type = 'application/octet-stream') =>
  daemon.ask('/v1/preview', {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(body),
  })
const refusal = async (body: Uint8Array, type?: string) => {
  const answer = await ask(body, type)
  return WireError.parse(JSON.parse(Buffer.from(answer.body).toString()))
}

/** 60 x 40, its left half red, its right half blue. */
const halves = (channels: 3 | 4) => {
  const right = sharp({
    create: { width: 30, height: 40, channels, background: { r: 0, g: 0, b: 255, alpha: 0.5 } },
  })
  return right.extend({ left: 30, background: { r: 255, g: 0, b: 0, alpha: 1 } })
}

describe('POST /v1/preview', () => {
  test('shows a 16-bit TIFF upright, as a JPEG', async () => {
    const tiff = await halves(3)
      .toColourspace('rgb16')
      .withMetadata({ orientation: 6 })
      .tiff({ compression: 'lzw' })
      .toBuffer()
    const { status, body } = await ask(tiff)
    expect(status).toBe(200)
    const { data, info } = await sharp(body).raw().toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width: 40, height: 60, channels: 3 })
    // Turned to the right, what was left is above.
    const at = (x: number, y: number) => [...data.subarray((y * 40 + x) * 3, (y * 40 + x) * 3 + 3)]
    for (const [i, value] of [255, 0, 0].entries()) expect(at(20, 10)[i]).toBeCloseTo(value, -1)
    for (const [i, value] of [0, 0, 255].entries()) expect(at(20, 50)[i]).toBeCloseTo(value, -1)
  })

  test('keeps what is see-through', async () => {
    const { body } = await ask(await halves(4).tiff({ compression: 'lzw' }).toBuffer())
    const { data, info } = await sharp(body).raw().toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ format: 'raw', width: 60, height: 40, channels: 4 })
    expect([data[3], data[59 * 4 + 3]]).toEqual([255, 128])
  })

  test('shows CMYK, which a fill converts once it is asked to', async () => {
    const press = await halves(3).toColourspace('cmyk').withIccProfile('cmyk').tiff().toBuffer()
    const { status, body } = await ask(press)
    expect(status).toBe(200)
    const { data, info } = await sharp(body).raw().toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width: 60, height: 40, channels: 3 })
    // As red as ink can be.
    expect(data[0]).toBeGreaterThan(200)
    expect(data[2]).toBeLessThan(90)
  })

  test('refuses what a fill would refuse, in the same words', async () => {
    const gif = await halves(3).gif().toBuffer()
    expect(await refusal(gif)).toMatchObject({
      code: 'image_unreadable',
      detail: 'Expected PNG, JPEG, WebP, TIFF or AVIF for the picture but received "GIF"',
    })
    const large = await sharp({
      create: { width: 400, height: 300, channels: 3, background: 'red' },
    })
      .tiff()
      .toBuffer()
    expect(await refusal(large)).toMatchObject({ code: 'image_too_large' })
    expect(await refusal(new Uint8Array())).toMatchObject({ code: 'image_missing' })
    expect(await refusal(gif, 'text/plain')).toMatchObject({ code: 'media_type_unsupported' })
    const { status } = await daemon.ask('/v1/preview', { method: 'POST', token: undefined })
    expect(status).toBe(401)
  })
})
