/** Enlarging over HTTP, with graphs of the test's own in the real fill and inference processes. */
import {
  decodeEnvelope,
  ENVELOPE_TYPE,
  encodeEnvelope,
  RAW_RESULT_PART,
  RawPicture,
  UpscaleEvent,
  type UpscaleRequestInput,
  UpscaleStatus,
  WireError,
} from '@inlay/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installRepeaters } from '../engines/upscale/testing/install.ts'
import { openDevices } from './access/devices.ts'
import { asDevice, startTestDaemon, type TestDaemon, until } from './testing/daemon.ts'
import { withHome } from './testing/home.ts'

let daemon: TestDaemon
let other: TestDaemon
const before = process.env.INLAY_HOME
let path = ''
beforeAll(async () => {
  const home = await withHome()
  path = home.path
  // Where the fill process looks for models.
  process.env.INLAY_HOME = home.path
  const devices = await openDevices({ folder: home.folders.config })
  const { token } = await devices.add({ name: 'another', app: 'test', scopes: ['jobs'] })
  await devices.close()
  daemon = await startTestDaemon({ folders: home.folders, limits: { maxPixels: 4e6 } })
  other = asDevice(daemon, token)
})
afterAll(async () => {
  await daemon.end()
  if (before === undefined) delete process.env.INLAY_HOME
  else process.env.INLAY_HOME = before
})

const addModels = (): Promise<void> =>
  installRepeaters(daemon.folders, path, [
    { id: 'twice', side: 96 },
    { id: 'tiny', side: 16 },
  ])

const [WIDTH, HEIGHT] = [60, 40]
const pixels = Uint8Array.from({ length: WIDTH * HEIGHT * 4 }, (_, i) => (i * 37) % 256)
const raw = { kind: 'raw', part: 'image', width: WIDTH, height: HEIGHT, channels: 4 } as const

const hand = (
  request: Partial<UpscaleRequestInput>,
  image: Uint8Array = pixels,
  at = '',
  as = daemon,
) =>
  as.ask(`/v1/upscale${at}`, {
    method: at === '' ? 'POST' : 'PUT',
    headers: { 'content-type': ENVELOPE_TYPE },
    body: encodeEnvelope({
      header: { request: { image: raw, ...request } },
      parts: { image },
    }),
  })

const handed = async (...args: Parameters<typeof hand>): Promise<string> => {
  const { status, json } = await hand(...args)
  expect(status).toBe(202)
  return (json as { id: string }).id
}

const events = async (id: string): Promise<UpscaleEvent[]> => {
  const { body } = await daemon.ask(`/v1/upscale/${id}/events`)
  const lines = body.toString('utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => UpscaleEvent.parse(JSON.parse(line)))
}

const statusOf = async (id: string): Promise<UpscaleStatus> =>
  UpscaleStatus.parse((await daemon.ask(`/v1/upscale/${id}`)).json)

/** A long one: thousands of tiles. */
const large = (): Partial<UpscaleRequestInput> => ({
  model: 'tiny',
  image: { kind: 'raw', part: 'image', width: 900, height: 900, channels: 1 },
})
const largePixels = new Uint8Array(900 * 900)

const uploads = async (): Promise<string[]> =>
  (await daemon.spooled()).filter((name) => name.startsWith('upload-'))

test('without a model it ends in an error that says what to do', async () => {
  const last = (await events(await handed({}))).at(-1)
  expect(last).toMatchObject({ type: 'failed', error: { code: 'model_missing' } })
})

describe('with a model', () => {
  beforeAll(addModels)

  test('the picture comes back larger, pixel for pixel, and leaves nothing', async () => {
    const id = await handed({ model: 'twice', format: 'raw' })
    const all = await events(id)
    const report = {
      width: 120,
      height: 80,
      scale: 2,
      model: 'twice',
      device: expect.any(String),
      times: {
        decode: expect.any(Number),
        upscale: expect.any(Number),
        encode: expect.any(Number),
      },
    }
    expect(all.at(-1)).toMatchObject({ type: 'done', id, report })
    expect(await statusOf(id)).toMatchObject({ state: 'done', fraction: 1, report })
    const { status, body, headers } = await daemon.ask(`/v1/upscale/${id}/result`)
    expect([status, headers['content-type']]).toEqual([200, ENVELOPE_TYPE])
    const { header, parts } = decodeEnvelope(body)
    expect(RawPicture.parse(header)).toEqual({ width: 120, height: 80, channels: 4, bitDepth: 8 })
    const made = parts.get(RAW_RESULT_PART) ?? new Uint8Array()
    let wrong = 0
    for (let i = 0; i < made.length; i++) {
      const [x, y, c] = [(i >> 2) % 120, Math.floor((i >> 2) / 120), i % 4]
      // Alpha is resampled, not made by the net.
      if (c < 3 && Math.abs(made[i]! - pixels[((y >> 1) * WIDTH + (x >> 1)) * 4 + c]!) > 1) wrong++
    }
    expect([made.length, wrong]).toEqual([120 * 80 * 4, 0])
    expect((await daemon.ask(`/v1/upscale/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await daemon.ask(`/v1/upscale/${id}`)).status).toBe(404)
    expect((await daemon.ask(`/v1/upscale/${id}/result`)).status).toBe(404)
  })

  test('a form works as well, at 16 bits, and at a scale of one’s own', async () => {
    const deep = Uint16Array.from({ length: 30 * 20 * 3 }, (_, i) => (i * 977) % 65536)
    const file = await sharp(deep, { raw: { width: 30, height: 20, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer()
    const form = new FormData()
    form.append('image', new Blob([new Uint8Array(file)]), 'a.png')
    form.append('model', 'twice')
    form.append('scale', '4')
    const response = await fetch(`${daemon.base}/v1/upscale`, {
      method: 'POST',
      headers: { authorization: `Bearer ${daemon.token}` },
      body: form,
    })
    expect(response.status).toBe(202)
    const { id } = (await response.json()) as { id: string }
    expect(response.headers.get('location')).toBe(`/v1/upscale/${id}`)
    expect((await events(id)).at(-1)).toMatchObject({ type: 'done', report: { scale: 4 } })
    const { body, headers } = await daemon.ask(`/v1/upscale/${id}/result`)
    expect(headers['content-type']).toBe('image/png')
    const { width, height, depth, channels } = await sharp(body).metadata()
    expect({ width, height, depth, channels }).toEqual({
      width: 120,
      height: 80,
      depth: 'ushort',
      channels: 3,
    })
  })

  test('under an id of the client’s own nothing starts twice, and nobody else sees it', async () => {
    const id = '5d7cbe0e-2f0b-4a51-9d61-0b6f0a3c9e11'
    expect((await hand({ model: 'twice' }, pixels, `/${id}`)).status).toBe(202)
    const again = await hand({ model: 'twice' }, pixels, `/${id}`)
    expect([again.status, again.json]).toEqual([200, { id }])
    for (const at of ['', '/events', '/result']) {
      expect((await other.ask(`/v1/upscale/${id}${at}`)).status).toBe(404)
    }
    expect((await other.ask(`/v1/upscale/${id}`, { method: 'DELETE' })).status).toBe(404)
    const taken = await hand({}, pixels, `/${id}`, other)
    expect([taken.status, WireError.parse(taken.json).code]).toEqual([409, 'id_taken'])
    expect((await events(id)).at(-1)?.type).toBe('done')
  })

  test('one that runs and one that waits are cancelled; the next is served', async () => {
    const runs = await handed(large(), largePixels)
    const waits = await handed(large(), largePixels)
    const next = await handed({ model: 'twice' })
    await until(async () => (await statusOf(runs)).fraction > 0)
    expect(await statusOf(waits)).toMatchObject({ state: 'queued', position: 0 })
    expect(await statusOf(next)).toMatchObject({ state: 'queued', position: 1 })
    expect((await daemon.ask(`/v1/upscale/${next}/result`)).status).toBe(409)
    for (const id of [waits, runs]) {
      expect((await daemon.ask(`/v1/upscale/${id}`, { method: 'DELETE' })).status).toBe(202)
    }
    expect((await events(waits)).at(-1)?.type).toBe('cancelled')
    expect((await events(runs)).at(-1)?.type).toBe('cancelled')
    expect(await statusOf(runs)).toMatchObject({ state: 'cancelled' })
    expect((await events(next)).at(-1)?.type).toBe('done')
  })

  test('what cannot be is refused before or told after, by name', async () => {
    const codes = async (request: Partial<UpscaleRequestInput>, image?: Uint8Array) => {
      const { status, json } = await hand(request, image)
      if (status !== 202) return [status, WireError.parse(json).code]
      const last = (await events((json as { id: string }).id)).at(-1)
      return last?.type === 'failed' ? last.error.code : last?.type
    }
    expect(await codes({ scale: 9 })).toEqual([400, 'invalid_request'])
    expect(await codes({}, pixels.subarray(1))).toEqual([400, 'invalid_request'])
    expect(await codes({ model: 'twice', scale: 3 })).toBe('invalid_request')
    expect(await codes({ model: 'nothing' })).toBe('model_unknown')
    const image = { kind: 'raw', part: 'image', width: 1500, height: 1000, channels: 1 } as const
    expect(await codes({ model: 'twice', image }, new Uint8Array(1.5e6))).toBe('image_too_large')
    expect(await codes({ model: 'twice' })).toBe('done')
  })
})

test('a companion that stops leaves no picture behind', async () => {
  await handed(large(), largePixels)
  await daemon.daemon.close()
  expect(await uploads()).toEqual([])
})
