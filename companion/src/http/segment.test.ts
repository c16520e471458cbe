/** Click to select over HTTP, with the embedded segmenter in the real fill process. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import {
  decodeEnvelope,
  ENVELOPE_TYPE,
  encodeEnvelope,
  FillAccepted,
  InlayError,
  REPORT_HEADER,
  SEGMENT_MASK_PART,
  SegmentAnswer,
  SegmentReport,
  type SegmentRequestInput,
  WireError,
} from '@inlay/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSegments } from '../jobs/segments.ts'
import { startTestDaemon, type TestDaemon } from './testing/daemon.ts'
import { allEvents } from './testing/fills.ts'

let daemon: TestDaemon
let coffee: Buffer
beforeAll(async () => {
  coffee = await readFile(
    fileURLToPath(new URL('../../../test/fixtures/coffee.png', import.meta.url)),
  )
  daemon = await startTestDaemon({ limits: { maxPixels: 1e6 } })
})
afterAll(() => daemon.end())

const CUP = { x: 285, y: 160 }
const encoded = { kind: 'encoded', part: 'image' } as const

const ask = (request: unknown, parts: Record<string, Uint8Array> = {}, query = '') =>
  daemon.ask(`/v1/segment${query}`, {
    method: 'POST',
    headers: { 'content-type': ENVELOPE_TYPE },
    body: encodeEnvelope({ header: { request }, parts }),
  })

const select = async (
  request: SegmentRequestInput,
  parts?: Record<string, Uint8Array>,
): Promise<{ report: SegmentReport; mask: Uint8Array }> => {
  const { status, body } = await ask(request, parts)
  expect(status).toBe(200)
  const { header, parts: given } = decodeEnvelope(body)
  const mask = given.get(SEGMENT_MASK_PART)
  if (mask === undefined) throw new Error('no mask')
  return { report: SegmentAnswer.parse(header).report, mask }
}

const form = async (fields: Record<string, string>, picture?: Buffer): Promise<Response> => {
  const body = new FormData()
  if (picture !== undefined) body.append('image', new Blob([new Uint8Array(picture)]), 'a.png')
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return fetch(`${daemon.base}/v1/segment`, {
    method: 'POST',
    headers: { authorization: `Bearer ${daemon.token}` },
    body,
  })
}

/** What selections have left in the spool. */
const uploads = async (): Promise<string[]> =>
  (await daemon.spooled()).filter((name) => name.startsWith('upload-'))

const codeOf = async (answer: Promise<{ status: number; json: unknown }>) => {
  const { status, json } = await answer
  return [status, WireError.parse(json).code]
}

describe('POST /v1/segment', () => {
  test('gives a mask of the picture’s size, then the next one without its bytes', async () => {
    const first = await select({ image: encoded, points: [CUP] }, { image: coffee })
    expect(first.report).toMatchObject({
      width: 600,
      height: 400,
      model: 'graph-cut',
      reused: false,
    })
    const { width, height, channels, space, depth } = await sharp(first.mask).metadata()
    expect({ width, height, channels, space, depth }).toEqual({
      width: 600,
      height: 400,
      channels: 1,
      space: 'b-w',
      depth: 'uchar',
    })
    const { held } = first.report
    const again = await select({ held, points: [CUP] })
    expect(again.report).toMatchObject({ held, reused: true })
    expect(again.report.times).not.toHaveProperty('decode')
    expect(again.report.times).not.toHaveProperty('look')
    expect(again.mask).toEqual(first.mask)
    const raw = await select({ held, points: [CUP], format: 'raw' })
    const decoded = await sharp(first.mask).toColourspace('b-w').raw().toBuffer()
    expect(Buffer.compare(raw.mask, decoded)).toBe(0)
    await expect.poll(uploads).toEqual([])
  })

  test('knows the same picture when it is sent again', async () => {
    const one = await select({ image: encoded, points: [CUP] }, { image: coffee })
    const two = await select({ image: encoded, subject: true }, { image: coffee })
    expect(two.report).toMatchObject({ held: one.report.held, reused: true })
  })

  test('answers a form with the mask itself, and its report in a header', async () => {
    const points = JSON.stringify([{ ...CUP, label: 'in' }])
    const response = await form({ points }, coffee)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/png')
    const report = SegmentReport.parse(JSON.parse(response.headers.get(REPORT_HEADER) ?? ''))
    expect((await sharp(Buffer.from(await response.arrayBuffer())).metadata()).width).toBe(600)
    const next = await form({ held: report.held, subject: 'true', format: 'raw' })
    expect(next.headers.get('content-type')).toBe('application/octet-stream')
    expect((await next.arrayBuffer()).byteLength).toBe(600 * 400)
  })

  test('gives what a fill takes as its mask, unchanged', async () => {
    const { mask } = await select({ image: encoded, points: [CUP] }, { image: coffee })
    const { status, json } = await daemon.ask('/v1/fills', {
      method: 'POST',
      headers: { 'content-type': ENVELOPE_TYPE },
      body: encodeEnvelope({
        header: { request: { image: encoded, mask: { kind: 'encoded', part: 'mask' }, seed: 1 } },
        parts: { image: coffee, mask },
      }),
    })
    expect(status).toBe(202)
    const { id } = FillAccepted.parse(json)
    const events = await allEvents(daemon, id)
    expect(events.at(-1)?.type).toBe('done')
  })

  test('refuses by name what cannot be', async () => {
    const image = { image: coffee }
    expect(await codeOf(ask({ points: [CUP] }))).toEqual([422, 'image_missing'])
    expect(await codeOf(ask({ image: encoded, points: [CUP] }))).toEqual([422, 'image_missing'])
    expect(await codeOf(ask({ image: encoded }, image))).toEqual([400, 'invalid_request'])
    expect(await codeOf(ask({ image: encoded, subject: true, points: [CUP] }, image))).toEqual([
      400,
      'invalid_request',
    ])
    expect(await codeOf(ask({ image: encoded, points: [{ x: 600, y: 1 }] }, image))).toEqual([
      400,
      'invalid_request',
    ])
    expect(await codeOf(ask({ image: encoded, points: [CUP], model: 'no-such' }, image))).toEqual([
      404,
      'model_unknown',
    ])
    expect(await codeOf(ask({ image: encoded, points: [CUP], model: 'slimsam' }, image))).toEqual([
      409,
      'model_missing',
    ])
    const gone = '00000000-0000-4000-8000-000000000000'
    expect(await codeOf(ask({ held: gone, points: [CUP] }))).toEqual([410, 'image_forgotten'])
    expect(
      await codeOf(ask({ image: encoded, points: [CUP] }, { image: Buffer.from('no picture') })),
    ).toEqual([422, 'image_unreadable'])
    const large = { kind: 'raw', part: 'image', width: 2000, height: 600, channels: 1 }
    const bytes = new Uint8Array(1_200_000)
    expect(await codeOf(ask({ image: large, subject: true }, { image: bytes }))).toEqual([
      413,
      'image_too_large',
    ])
    expect(await codeOf(ask({ image: encoded, points: [CUP] }, image, '?answer=x'))).toEqual([
      400,
      'invalid_request',
    ])
    await expect.poll(uploads).toEqual([])
  })

  test('needs the scope for jobs, and takes POST only', async () => {
    const { status } = await daemon.ask('/v1/segment', { method: 'POST', token: undefined })
    expect(status).toBe(401)
    expect((await daemon.ask('/v1/segment')).status).toBe(405)
  })

  test.skipIf(process.platform === 'win32')(
    'leaves nothing behind when the client hangs up, and goes on with the next',
    async () => {
      await daemon.ask('/v1/engines')
      const pid = daemon.daemon.fillProcess ?? 0
      // Else it could answer before the client has gone.
      process.kill(pid, 'SIGSTOP')
      const stop = new AbortController()
      const body = new FormData()
      body.append('image', new Blob([new Uint8Array(coffee)]), 'a.png')
      body.append('convert', 'true')
      body.append('subject', 'true')
      const asking = fetch(`${daemon.base}/v1/segment`, {
        method: 'POST',
        headers: { authorization: `Bearer ${daemon.token}` },
        body,
        signal: stop.signal,
      })
      try {
        await expect.poll(uploads).not.toEqual([])
        stop.abort()
        await expect(asking).rejects.toThrow()
      } finally {
        process.kill(pid, 'SIGCONT')
      }
      const { report } = await select({ image: encoded, points: [CUP] }, { image: coffee })
      expect(report.width).toBe(600)
      await expect.poll(uploads).toEqual([])
      expect(daemon.daemon.fillProcess).toBe(pid)
    },
  )
})

test('only so many selections at a time', async () => {
  const never = new Promise<never>(() => {})
  const segments = createSegments({
    client: { segment: () => never, wake: () => {} },
    spool: { openUpload: async () => '/nowhere', remove: async () => {} },
    maxPixels: 1,
    limit: 2,
  })
  const first = await segments.reserve()
  await segments.reserve()
  await expect(segments.reserve()).rejects.toBeInstanceOf(InlayError)
  await first.release()
  await segments.reserve()
})
