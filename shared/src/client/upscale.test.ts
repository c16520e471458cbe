import { describe, expect, it } from 'vitest'
import { decodeEnvelope, encodeEnvelope } from '../envelope.ts'
import { InlayError } from '../errors.ts'
import { toWireError } from '../fill-event.ts'
import type { UpscaleEvent, UpscaleReport } from '../upscale-request.ts'
import { createClient } from './client.ts'
import {
  type Asked,
  fakeFetch,
  json,
  problem,
  randomBytes,
  stoppedTimers,
  TOKEN,
} from './companion.fixture.ts'

const report: UpscaleReport = {
  width: 2,
  height: 2,
  scale: 2,
  model: 'twice',
  device: 'cpu',
  times: {},
  total: 1,
  notes: [],
}

const image = { kind: 'raw', part: 'image', width: 1, height: 1, channels: 3 } as const
const parts = { image: Uint8Array.of(1, 2, 3) }

const lines = (id: string, ...events: readonly object[]): Response =>
  new Response(
    events.map((event, i) => `${JSON.stringify({ id, sequence: i, ...event })}\n`).join(''),
  )

/** A companion that ends with these events. */
const clientOf = (last: object, result = new Response('a file')) => {
  const { fetch, asked } = fakeFetch((one: Asked) => {
    const [, id = ''] = /^\/v1\/upscale\/([^/]+)/.exec(one.path) ?? []
    if (one.method === 'DELETE') return new Response(null, { status: 204 })
    if (one.method === 'PUT') return json({ id }, 202)
    if (one.path.endsWith('/result')) return result
    if (!one.path.includes('/events')) return problem('internal')
    return lines(id, { type: 'progress', fraction: 0.5, stage: 'Enlarging' }, last)
  })
  const client = createClient({
    baseUrl: 'http://127.0.0.1:43117',
    token: TOKEN,
    fetch,
    randomBytes,
    timers: stoppedTimers,
  })
  const told = () =>
    asked.map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')}`)
  return { client, asked, told }
}

describe('upscale', () => {
  it('hands in, follows, fetches, and lets the companion forget', async () => {
    const { client, asked, told } = clientOf({ type: 'done', report })
    const seen: UpscaleEvent[] = []
    const { png, report: given } = await client.upscalePng({ image, scale: 2 }, parts, {
      onEvent: (event) => seen.push(event),
    })
    expect(given).toEqual(report)
    expect(new TextDecoder().decode(png)).toBe('a file')
    expect(seen.map(({ type }) => type)).toEqual(['progress', 'done'])
    expect(told()).toEqual([
      'PUT /v1/upscale/ID',
      'GET /v1/upscale/ID/events?after=-1',
      'GET /v1/upscale/ID/result',
      'DELETE /v1/upscale/ID',
    ])
    const { header } = decodeEnvelope(asked[0]?.body ?? new Uint8Array())
    expect(header).toMatchObject({ request: { image, scale: 2, format: 'png' } })
  })

  it('reads bare pixels, of 16 bits too', async () => {
    const pixels = Uint8Array.of(1, 0, 2, 0, 3, 0, 255, 255)
    const body = encodeEnvelope({
      header: { width: 1, height: 1, channels: 4, bitDepth: 16 },
      parts: { pixels },
    })
    const { client } = clientOf({ type: 'done', report }, new Response(body))
    const { pixels: made } = await client.upscalePixels({ image }, parts)
    expect(made).toEqual({
      width: 1,
      height: 1,
      channels: 4,
      data: Uint16Array.of(1, 2, 3, 65535),
    })
  })

  it('fails as the companion does', async () => {
    const error = toWireError(new InlayError('model_missing'))
    const { client, told } = clientOf({ type: 'failed', error })
    await expect(client.upscalePng({ image }, parts)).rejects.toMatchObject({
      code: 'model_missing',
    })
    expect(told()).toHaveLength(2)
  })

  it('cancels on the companion what is aborted here', async () => {
    const { client, told } = clientOf({ type: 'done', report })
    const stop = new AbortController()
    const { signal } = stop
    const onEvent = (): void => stop.abort()
    await expect(client.upscalePng({ image }, parts, { signal, onEvent })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(told().at(-1)).toBe('DELETE /v1/upscale/ID')
    expect(told()).not.toContain('GET /v1/upscale/ID/result')
  })

  it('does not send what cannot be', async () => {
    const { client, asked } = clientOf({ type: 'done', report })
    await expect(client.upscalePng({ image }, {})).rejects.toMatchObject({ code: 'image_missing' })
    await expect(client.upscalePng({ image, scale: 1 }, parts)).rejects.toMatchObject({
      code: 'invalid_request',
    })
    expect(asked).toEqual([])
  })
})
