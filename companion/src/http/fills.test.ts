/** The life of a fill over HTTP: queue, events, cancel, crash; with the real engine in the real child. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { FillAccepted, type FillEvent, FillRequest, FillStatus } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, startTestDaemon, type TestDaemon, until } from './testing/daemon.ts'
import {
  allEvents,
  cancelFill,
  filesOf,
  finishedFill,
  followEvents,
  quickPicture,
  statusOfFill,
  submit,
  submitLong,
  submitted,
  withoutPreviews,
} from './testing/fills.ts'

let daemon: TestDaemon
beforeAll(async () => {
  daemon = await startTestDaemon({ limits: { queueLimit: 4, heartbeat: 50 } })
})
afterAll(() => daemon.end())

describe('a fill', () => {
  test('is accepted with an address, and told of from queue to done', async () => {
    const answer = await submit(daemon)
    expect(answer.status).toBe(202)
    const { id } = FillAccepted.parse(answer.json)
    expect(answer.headers.location).toBe(`/v1/fills/${id}`)
    const events = await allEvents(daemon, id)
    const sequences = events.map(({ sequence }) => sequence)
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b))
    const types = events.map(({ type }) => type)
    expect(types.slice(0, 3)).toEqual(['queued', 'started', 'progress'])
    expect(types).toContain('variation')
    expect(types.at(-1)).toBe('done')
    const fractions = events.flatMap((event) => (event.type === 'progress' ? event.fraction : []))
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(await statusOfFill(daemon, id)).toMatchObject({
      state: 'done',
      fraction: 1,
      report: { seed: 7, engine: 'patchmatch' },
    })
  })

  test('an unreadable image fails by name, and keeps no files', async () => {
    const { ask, base, token } = daemon
    const body = new FormData()
    body.append('image', new Blob(['not an image']), 'a.png')
    body.append('mask', new Blob(['not a mask']), 'b.png')
    const response = await fetch(`${base}/v1/fills`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body,
    })
    const { id } = FillAccepted.parse(await response.json())
    expect((await allEvents(daemon, id)).at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'image_unreadable', next: expect.any(String) },
    })
    expect(await statusOfFill(daemon, id)).toMatchObject({
      state: 'failed',
      error: { code: 'image_unreadable' },
    })
    const fetched = await ask(`/v1/fills/${id}/results/0`)
    expect([fetched.status, codeOf(fetched.json)]).toEqual([422, 'image_unreadable'])
    await until(async () => !(await readdir(join(daemon.folders.state, 'spool'))).includes(id))
  })

  test('a sample mask that leaves nothing fails by name', async () => {
    const { image, mask } = await filesOf(quickPicture())
    const body = new FormData()
    // Only what is to be filled may be sampled.
    for (const [name, bytes] of Object.entries({ image, mask, sample: mask })) {
      body.append(name, new Blob([new Uint8Array(bytes)]), name)
    }
    const response = await fetch(`${daemon.base}/v1/fills`, {
      method: 'POST',
      headers: { authorization: `Bearer ${daemon.token}` },
      body,
    })
    const { id } = FillAccepted.parse(await response.json())
    const last = (await allEvents(daemon, id)).at(-1)
    expect(last).toMatchObject({ type: 'failed', error: { code: 'sample_unusable' } })
  })

  test('an engine that is not there is named', async () => {
    const { events } = await finishedFill(daemon, { engine: 'nothing' })
    expect(events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'engine_unavailable' } })
  })
})

describe('its events', () => {
  test('go on after the last one seen', async () => {
    const { id, events: told } = await finishedFill(daemon)
    const events = withoutPreviews(told)
    for (const [i, { sequence }] of events.entries()) {
      expect(await allEvents(daemon, id, sequence)).toEqual(events.slice(i + 1))
    }
    expect(await allEvents(daemon, id, 1000)).toEqual([])
    expect(await allEvents(daemon, id, -1)).toEqual(events)
  })

  test('come to a client that left and came back while it runs', async () => {
    const id = await submitLong(daemon)
    const first: FillEvent[] = []
    for await (const event of followEvents(daemon, id)) {
      first.push(event)
      if (first.length === 3) break
    }
    const rest: FillEvent[] = []
    for await (const event of followEvents(daemon, id, 2)) {
      rest.push(event)
      if (rest.length === 2) break
    }
    expect([...first, ...rest].map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4])
    await cancelFill(daemon, id)
  })

  test('are one JSON object a line, with empty lines as heartbeats between', async () => {
    const id = await submitLong(daemon)
    const stop = new AbortController()
    const response = await fetch(`${daemon.base}/v1/fills/${id}/events`, {
      headers: { authorization: `Bearer ${daemon.token}` },
      signal: stop.signal,
    })
    expect(response.headers.get('content-type')).toBe('application/x-ndjson')
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      if (text.includes('\n\n')) break
    }
    stop.abort()
    const lines = text.split('\n').slice(0, -1)
    for (const line of lines.filter((one) => one !== '')) JSON.parse(line)
    expect(lines.filter((one) => one === '').length).toBeGreaterThan(0)
    await cancelFill(daemon, id)
  })

  test.each(['x', '1.5', '-2', '1e3', '', '99999999999999999999'])(
    'after=%s is refused',
    async (after) => {
      const { id } = await finishedFill(daemon)
      const { status, json } = await daemon.ask(`/v1/fills/${id}/events?after=${after}`)
      expect([status, codeOf(json)]).toEqual([400, 'invalid_request'])
    },
  )
})

describe('the queue', () => {
  test('shows each its place, has an end, and lets the cancelled go', async () => {
    const running = await submitLong(daemon)
    const waiting: string[] = []
    for (let i = 0; i < 4; i++) waiting.push(await submitted(daemon))
    const places = async () =>
      Promise.all(waiting.map(async (id) => (await statusOfFill(daemon, id)).position))
    expect(await places()).toEqual([0, 1, 2, 3])

    const refused = await submit(daemon)
    expect([refused.status, codeOf(refused.json)]).toEqual([429, 'queue_full'])

    const [first = '', second = ''] = waiting
    const answer = await daemon.ask(`/v1/fills/${second}`, { method: 'DELETE' })
    expect(answer.status).toBe(202)
    expect(FillStatus.parse(answer.json).state).toBe('cancelled')
    expect(await places()).toEqual([0, undefined, 1, 2])
    expect((await allEvents(daemon, second)).map(({ type }) => type)).toEqual([
      'queued',
      'cancelled',
    ])

    await cancelFill(daemon, running)
    expect((await allEvents(daemon, first)).at(-1)?.type).toBe('done')
    const last = await allEvents(daemon, waiting.at(-1) ?? '')
    const told = last.flatMap((event) => (event.type === 'queued' ? event.position : []))
    expect(told).toEqual([3, 2, 1, 0])
    expect(last.at(-1)?.type).toBe('done')
  })
})

describe('cancelling', () => {
  test('stops the one that runs, keeps nothing, and the next one runs', async () => {
    const id = await submitLong(daemon)
    const { status } = await daemon.ask(`/v1/fills/${id}`, { method: 'DELETE' })
    expect(status).toBe(202)
    expect((await allEvents(daemon, id)).at(-1)?.type).toBe('cancelled')
    const fetched = await daemon.ask(`/v1/fills/${id}/results/0`)
    expect([fetched.status, codeOf(fetched.json)]).toEqual([409, 'cancelled'])
    await until(async () => !(await readdir(join(daemon.folders.state, 'spool'))).includes(id))
    expect((await finishedFill(daemon)).events.at(-1)?.type).toBe('done')
  })

  test('a finished one is forgotten with its files', async () => {
    const { id } = await finishedFill(daemon)
    expect((await daemon.ask(`/v1/fills/${id}`, { method: 'DELETE' })).status).toBe(204)
    for (const path of ['', '/events', '/results/0']) {
      const { status, json } = await daemon.ask(`/v1/fills/${id}${path}`)
      expect([status, codeOf(json)]).toEqual([404, 'not_found'])
    }
    expect((await daemon.ask(`/v1/fills/${id}`, { method: 'DELETE' })).status).toBe(404)
    expect(await readdir(join(daemon.folders.state, 'spool'))).not.toContain(id)
  })
})

describe('a fill process that dies', () => {
  test('fails the one that ran by name, and the ones behind it run in a new one', async () => {
    const id = await submitLong(daemon)
    const behind = await submitted(daemon)
    process.kill(daemon.daemon.fillProcess ?? 0, 'SIGKILL')
    expect((await allEvents(daemon, id)).at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'engine_failed', detail: expect.stringContaining('SIGKILL') },
    })
    expect((await allEvents(daemon, behind)).at(-1)?.type).toBe('done')
    expect((await daemon.ask('/v1/health')).status).toBe(200)
  })
})

describe('what a fill was asked with', () => {
  test('is told again, with the very pictures that came', async () => {
    const picture = quickPicture()
    const id = await submitted(daemon, picture, { variations: 2, grow: 3 })
    await allEvents(daemon, id)
    const { status, json } = await daemon.ask(`/v1/fills/${id}/request`)
    expect([status, FillRequest.parse(json)]).toMatchObject([
      200,
      { operation: 'remove', seed: 7, variations: 2, grow: 3 },
    ])
    const input = (name: string) => daemon.ask(`/v1/fills/${id}/inputs/${name}`)
    expect((await input('image')).body.equals(picture.pixels)).toBe(true)
    expect((await input('mask')).body.equals(picture.mask)).toBe(true)
    for (const name of ['sample', 'job.json', '..%2Fimage', 'constructor']) {
      expect([name, (await input(name)).status]).toEqual([name, 404])
    }
    await daemon.ask(`/v1/fills/${id}`, { method: 'DELETE' })
    expect((await input('image')).status).toBe(404)
  })
})

describe('the daemon itself', () => {
  test('answers others all the while a fill runs', async () => {
    const id = await submitLong(daemon)
    let answered = 0
    for (; answered < 200; answered++) {
      expect((await daemon.ask('/v1/health')).status).toBe(200)
    }
    // A blocked loop would have answered all of them only once the fill was over.
    expect((await statusOfFill(daemon, id)).state).toBe('running')
    await cancelFill(daemon, id)
  })

  test('logged what was no input’s fault, without a path or a prompt', () => {
    const lines = daemon.lines.map((line) => line.split('\n', 1)[0] ?? '')
    expect(lines.filter((line) => line.startsWith('Failed'))).toEqual([
      'Failed: engine_unavailable.',
      'Failed: engine_failed.',
    ])
    expect(lines).toContainEqual(
      expect.stringMatching(/^The fill process \d+ ended by itself; 1 task went with it\.$/),
    )
    expect(daemon.lines.join('\n')).not.toMatch(/\/(work|tmp|home|root)\b/)
  })
})
