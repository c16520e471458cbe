/** What the client asks of the companion, and what it makes of the answers: requests and results. */
import { describe, expect, it } from 'vitest'
import { decodeEnvelope, encodeEnvelope } from '../envelope.ts'
import { pixelsToBytes } from '../raw-pixels.ts'
import { type Answer, json, pieces, problem, refuse } from './companion.fixture.ts'
import { clientOf, companion, parts, request, status, UNDER_AN_ID } from './fills.fixture.ts'
import type { HearAway } from './follow.ts'
import { INSIST_AFTER } from './insist.ts'

describe('requests', () => {
  it('hands a fill in as an envelope, with the token', async () => {
    const { client, asked } = clientOf()
    expect(await client.submit(request, parts)).toBe('f1')
    expect(asked[0]).toMatchObject({
      method: 'PUT',
      path: expect.stringMatching(UNDER_AN_ID),
      headers: {
        Authorization: 'Bearer secret',
        'Content-Type': 'application/x-inlay-envelope',
      },
    })
    const sent = decodeEnvelope(asked[0]?.body ?? new Uint8Array(0))
    expect(sent.header).toEqual({ request })
    expect([...sent.parts]).toEqual(Object.entries(parts))
  })

  it.each([
    [{ ...request, variations: 99 }, parts, 'invalid_request'],
    [{ image: request.image }, parts, 'mask_missing'],
    [request, { mask: parts.mask }, 'image_missing'],
    [request, { image: parts.image }, 'mask_missing'],
    [{ ...request, sample: { ...request.image, part: 'grass' } }, parts, 'mask_missing'],
  ])('refuses a bad one before anything is sent %#', async (bad, some, code) => {
    const { client, asked } = clientOf()
    await expect(client.submit(bad, { ...some })).rejects.toMatchObject({ code })
    expect(asked).toHaveLength(0)
  })

  it('passes the companion’s errors on as they are', async () => {
    const { client } = clientOf(() => problem('queue_full', '64 are waiting already.'))
    await expect(client.submit(request, parts)).rejects.toMatchObject({
      code: 'queue_full',
      detail: '64 are waiting already.',
    })
  })

  it.each([
    ['nothing listens', refuse, 'companion_unreachable'],
    ['an answer that is not JSON', () => new Response('ok'), 'reply_invalid'],
    ['an answer of another shape', () => json({ id: 7 }), 'reply_invalid'],
    ['an error of another shape', () => json({ oh: 'no' }, 500), 'reply_invalid'],
    ['a body that breaks off', () => pieces(['{"id":'], true), 'companion_unreachable'],
  ])('%s', async (_, answer, code) => {
    const { client } = clientOf(answer)
    await expect(client.submit(request, parts)).rejects.toMatchObject({ code })
  })

  it('sends it again under the same id when the line drops or the companion restarts', async () => {
    const drops: (() => Answer)[] = [
      refuse,
      () => pieces(['{"id":'], true),
      () => problem('stopping'),
      () => problem('starting'),
      () => json({ id: 'f1' }),
    ]
    const { client, asked, waits } = clientOf(() => (drops.shift() ?? refuse)())
    const heard: (string | null)[] = []
    const onAway: HearAway = (why) => {
      heard.push(why === null ? `back after ${waits.length}` : why.code)
    }
    expect(await client.submit(request, parts, { onAway })).toBe('f1')
    expect(heard).toEqual(['companion_unreachable', 'back after 4'])
    expect(asked).toHaveLength(5)
    expect(new Set(asked.map(({ method, path }) => `${method} ${path}`)).size).toBe(1)
    expect(new Set(asked.map(({ body }) => String(body))).size).toBe(1)
    expect(waits).toEqual(INSIST_AFTER.slice(0, 4))
  })

  it('keeps to the id that it is given', async () => {
    const { client, asked } = clientOf()
    const id = '00000000-0000-4000-8000-000000000001'
    await client.submit(request, parts, { id })
    expect(asked[0]?.path).toBe(`/v1/fills/${id}`)
  })

  it('does not insist where nobody is there to begin with, nor on a refusal', async () => {
    const nobody = clientOf(undefined, { fetch: async () => refuse() })
    await expect(nobody.client.submit(request, parts)).rejects.toMatchObject({
      code: 'companion_unreachable',
    })
    expect(nobody.waits).toEqual([])
    const refused = clientOf(() => problem('id_taken'))
    await expect(refused.client.submit(request, parts)).rejects.toMatchObject({ code: 'id_taken' })
    expect(refused.asked).toHaveLength(1)
  })

  it('fetches a result again when it broke off', async () => {
    let broken = 2
    const { client } = clientOf((one) =>
      one.path.includes('/results/')
        ? pieces([Uint8Array.of(1, 2, 3)], broken-- > 0)
        : companion(one),
    )
    expect(await client.resultPng('f1', 0)).toEqual(Uint8Array.of(1, 2, 3))
  })

  it('asks for status and engines, and cancels', async () => {
    const engines = { engines: [] }
    const { client, asked } = clientOf((one) =>
      one.path === '/v1/engines' ? json(engines) : companion(one),
    )
    expect(await client.status('f1')).toEqual(status)
    expect(await client.engines()).toEqual([])
    await client.cancel('f1')
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/fills/f1',
      'GET /v1/engines',
      'DELETE /v1/fills/f1',
    ])
  })

  it('forgets a finished fill: an answer without a body will do', async () => {
    const { client } = clientOf(() => new Response(null, { status: 204 }))
    await expect(client.cancel('f1')).resolves.toBeUndefined()
  })

  it('does not let an id lead elsewhere', async () => {
    const { client, asked } = clientOf()
    await expect(client.status('../engines?x')).rejects.toMatchObject({ code: 'not_found' })
    expect(asked[0]?.path).toBe('/v1/fills/..%2Fengines%3Fx')
  })

  it('passes the signal on, and stops when it aborts', async () => {
    const stop = new AbortController()
    const { client, asked } = clientOf(() => new Promise(() => {}))
    const waiting = client.status('f1', { signal: stop.signal })
    await expect.poll(() => asked).toHaveLength(1)
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    await expect(client.engines({ signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(asked.map(({ signal }) => signal)).toEqual([stop.signal])
  })
})

describe('results', () => {
  const header = {
    width: 2,
    height: 1,
    channels: 4,
    bounds: { left: 7, top: -1, width: 2, height: 1 },
    index: 1,
    seed: 9,
  }

  it('gives a PNG’s bytes as they come', async () => {
    const { client, asked } = clientOf(() => pieces([Uint8Array.of(0x89, 0x50)]))
    expect([...(await client.resultPng('f1', 1, { form: 'composite' }))]).toEqual([0x89, 0x50])
    expect(asked[0]?.path).toBe('/v1/fills/f1/results/1?form=composite&format=png')
  })

  it('gives a file of any kind, and what a fill was asked with', async () => {
    const request = { operation: 'expand', image: { kind: 'encoded', part: 'a' } }
    const { client, asked } = clientOf((one) =>
      one.path.endsWith('/request') ? json(request) : pieces([Uint8Array.of(0xff, 0xd8)]),
    )
    const lossy = { format: 'jpeg', quality: 80 } as const
    expect([...(await client.resultFile('f1', 0, lossy))]).toEqual([0xff, 0xd8])
    await client.resultFile('f1', 0, { format: 'tiff' })
    expect((await client.request('f1')).variations).toBeUndefined()
    await client.input('f1', 'mask')
    expect(asked.map(({ path }) => path)).toEqual([
      '/v1/fills/f1/results/0?form=composite&format=jpeg&quality=80',
      '/v1/fills/f1/results/0?form=composite&format=tiff',
      '/v1/fills/f1/request',
      '/v1/fills/f1/inputs/mask',
    ])
  })

  it.each([
    [8, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
    [16, Uint16Array.of(1, 2, 3, 65_535, 5, 6, 7, 8)],
  ] as const)('gives %i-bit pixels and their place', async (bitDepth, data) => {
    const envelope = encodeEnvelope({
      header: { ...header, bitDepth },
      parts: { pixels: pixelsToBytes({ data }) },
    })
    const { client, asked } = clientOf(() => pieces([envelope]))
    const { bounds, index, seed } = header
    expect(await client.resultPixels('f1', 1)).toEqual({
      pixels: { width: 2, height: 1, channels: 4, data },
      bounds,
      index,
      seed,
    })
    expect(asked[0]?.path).toBe('/v1/fills/f1/results/1?form=patch&format=raw')
  })

  it.each([
    ['cut short', { ...header, bitDepth: 8 }, { pixels: new Uint8Array(7) }, 'invalid_request'],
    ['without pixels', { ...header, bitDepth: 8 }, {}, 'reply_invalid'],
    [
      'of another depth',
      { ...header, bitDepth: 32 },
      { pixels: new Uint8Array(8) },
      'reply_invalid',
    ],
  ])('refuses pixels %s', async (_, head, body, code) => {
    const envelope = encodeEnvelope({ header: head, parts: { ...body } })
    const { client } = clientOf(() => pieces([envelope]))
    await expect(client.resultPixels('f1', 1)).rejects.toMatchObject({ code })
  })

  it('refuses an envelope that is none', async () => {
    const { client } = clientOf(() => pieces(['no envelope at all']))
    await expect(client.resultPixels('f1', 1)).rejects.toMatchObject({ code: 'envelope_invalid' })
  })
})
