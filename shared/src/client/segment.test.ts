import { expect, it } from 'vitest'
import { decodeEnvelope, encodeEnvelope } from '../envelope.ts'
import type { SegmentReport } from '../segment-request.ts'
import { createClient } from './client.ts'
import {
  type Asked,
  fakeFetch,
  problem,
  randomBytes,
  stoppedTimers,
  TOKEN,
} from './companion.fixture.ts'

const report = (held: string): SegmentReport => ({
  held,
  width: 2,
  height: 1,
  model: 'graph-cut',
  bounds: { left: 0, top: 0, width: 1, height: 1 },
  selected_fraction: 0.5,
  reused: false,
  times: {},
  total: 1,
  notes: [],
})

const answer = (held: string): Response =>
  new Response(
    encodeEnvelope({ header: { report: report(held) }, parts: { mask: Uint8Array.of(255, 0) } }),
  )

const clientOf = (reply: (asked: Asked) => Response | ReturnType<typeof problem>) => {
  const { fetch, asked } = fakeFetch(reply)
  const client = createClient({
    baseUrl: 'http://127.0.0.1:43117',
    token: TOKEN,
    fetch,
    randomBytes,
    timers: stoppedTimers,
  })
  return { client, asked }
}

const HELD = '0b2c1b8e-6c1f-4f0c-9a55-0d6a8f1c2e3d'
const bytes = Uint8Array.of(1, 2, 3)
const image = { kind: 'encoded', part: 'image' } as const
const partsOf = (asked: Asked | undefined): string[] => [
  ...decodeEnvelope(asked?.body ?? new Uint8Array()).parts.keys(),
]

it('sends the picture once, and again only when it was forgotten', async () => {
  let isForgotten = false
  const { client, asked } = clientOf(({ body }) => {
    const { header } = decodeEnvelope(body ?? new Uint8Array())
    const isHeld = JSON.stringify(header).includes('held')
    return isForgotten && isHeld ? problem('image_forgotten') : answer(HELD)
  })
  const selector = client.selector(image, bytes)
  const { mask } = await selector.select({ subject: true })
  expect([...mask]).toEqual([255, 0])
  await selector.select({ points: [{ x: 0, y: 0 }] })
  isForgotten = true
  await selector.select({ points: [{ x: 1, y: 0 }] })
  expect(asked.map(partsOf)).toEqual([['image'], [], [], ['image']])
  expect(asked.every(({ path }) => path === '/v1/segment')).toBe(true)
})

it('does not send what cannot be', async () => {
  const { client, asked } = clientOf(() => answer(HELD))
  await expect(client.segment({ image }, { image: bytes })).rejects.toMatchObject({
    code: 'invalid_request',
  })
  await expect(client.segment({ image, subject: true }, {})).rejects.toMatchObject({
    code: 'image_missing',
  })
  expect(asked).toEqual([])
})

it('passes every other refusal on', async () => {
  const { client } = clientOf(() => problem('nothing_found'))
  await expect(client.selector(image, bytes).select({ subject: true })).rejects.toMatchObject({
    code: 'nothing_found',
  })
})
