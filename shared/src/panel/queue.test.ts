/** Fills of a panel: in turn, through restarts of companion and panel, cancelled, revoked, lost. */
import { describe, expect, it } from 'vitest'
import type { Client } from '../client/client.ts'
import { randomBytes } from '../client/companion.fixture.ts'
import { type ErrorCode, InlayError } from '../errors.ts'
import { FillEvent } from '../fill-event.ts'
import type { Job } from './job.ts'
import { createQueue, type NewFill } from './queue.ts'

const REPORT = {
  ...{ engine: 'patchmatch', seed: 7, changed_fraction: 0.1, crops: [], times: {}, total: 5 },
  image: { width: 4, height: 4, channels: 3, bitDepth: 8 },
  canvas: { width: 4, height: 4 },
  variations: [0, 1, 2].map((index) => ({
    index,
    seed: 7 + index,
    bounds: { left: 0, top: 0, width: 2, height: 2 },
  })),
  peak_memory: 1,
  notes: [],
}

/** A companion whose fills end as they are told to. */
const fakeCompanion = () => {
  const asked: string[] = []
  const events = new Map<string, FillEvent[]>()
  let trouble: ErrorCode | undefined
  const followed: number[] = []
  let gone: ErrorCode | undefined
  let heardAway = false
  let wake = (): void => {}
  let woken = new Promise<void>((resolve) => {
    wake = resolve
  })
  const poke = (): void => {
    wake()
    woken = new Promise<void>((resolve) => {
      wake = resolve
    })
  }
  const none = (): never => {
    throw new Error('Not asked for here')
  }
  const client: Client<AbortSignal> = {
    ...{ baseUrl: '', engines: none, status: none, segment: none, selector: none, fill: none },
    ...{
      request: none,
      input: none,
      resultFile: none,
      resultPng: none,
      resultPixels: none,
      upscalePng: none,
      upscalePixels: none,
    },
    submit: async (_request, _parts, { id = '', signal, onAway } = {}) => {
      asked.push(`submit ${id.slice(0, 4)}`)
      if (gone !== undefined) {
        onAway?.(new InlayError(gone))
        while (gone !== undefined) await woken
        onAway?.(null)
      }
      if (trouble !== undefined) throw new InlayError(trouble)
      if (signal?.aborted === true) throw new InlayError('cancelled')
      events.set(id, [])
      return id
    },
    events: async function* follow(id, { after = -1, signal, onAway } = {}) {
      let last = after
      followed.push(after)
      for (;;) {
        if (signal?.aborted === true) throw new InlayError('cancelled')
        if (heardAway !== (gone !== undefined)) {
          heardAway = gone !== undefined
          onAway?.(gone === undefined ? null : new InlayError(gone))
        }
        if (trouble !== undefined) throw new InlayError(trouble)
        const known = events.get(id)
        if (known === undefined) throw new InlayError('not_found')
        for (const event of known.filter(({ sequence }) => sequence > last)) {
          last = event.sequence
          yield event
          if (event.type === 'done' || event.type === 'failed') return
        }
        const aborted = new Promise<void>((resolve) =>
          signal?.addEventListener('abort', () => resolve(), { once: true }),
        )
        await Promise.race([woken, aborted])
      }
    },
    cancel: async (id) => {
      asked.push(`cancel ${id.slice(0, 4)}`)
    },
  }
  return {
    client,
    asked,
    /** After which event it was asked to go on, by call. */
    followed,
    events,
    tell: (id: string, ...more: readonly object[]) => {
      const list = events.get(id) ?? []
      events.set(id, [
        ...list,
        ...more.map((event, i) => FillEvent.parse({ id, sequence: list.length + i, ...event })),
      ])
      poke()
    },
    setTrouble: (code: ErrorCode | undefined) => {
      trouble = code
      poke()
    },
    /** Away for now, while its events are asked for again and again. */
    setAway: (code: ErrorCode | undefined) => {
      gone = code
      poke()
    },
  }
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 6; i++) await new Promise((resolve) => setImmediate(resolve))
}

const panel = (companion = fakeCompanion()) => {
  const saved: unknown[] = []
  const troubles: string[] = []
  let backs = 0
  const queue = createQueue<AbortSignal>({
    client: () => companion.client,
    randomBytes,
    controller: () => new AbortController(),
    now: () => 0,
    save: (records) => saved.push(JSON.parse(JSON.stringify(records))),
    onTrouble: ({ code }) => troubles.push(code),
    onBack: () => {
      backs++
    },
  })
  return { companion, queue, saved, troubles, backs: () => backs, last: () => saved.at(-1) }
}

const fill = (more: Partial<NewFill<AbortSignal>> = {}): NewFill<AbortSignal> => ({
  ...{ operation: 'fill', prompt: 'a bird', title: 'Photo', target: null, settings: {} },
  prepare: async () => ({
    request: { image: { kind: 'encoded', part: 'image' } },
    parts: {},
    target: { place: 1 },
  }),
  ...more,
})

const only = ({ queue }: { queue: { jobs: readonly Job[] } }): Job => {
  const [job] = queue.jobs
  if (job === undefined) throw new Error('There is no job')
  return job
}

const DONE = [
  { type: 'queued', position: 1 },
  { type: 'started', seed: 7, engine: 'patchmatch' },
  { type: 'progress', fraction: 0.5, stage: 'Finding detail, 1 of 2' },
  { type: 'preview', index: 0, png: 'AAAA', bounds: { left: 1, top: 2, width: 3, height: 4 } },
  { type: 'done', report: REPORT },
]

describe('a fill', () => {
  it('goes from the click to results, and is kept with its target before it is sent', async () => {
    const { queue, companion, saved, last } = panel()
    const id = queue.add(fill())
    const seen = new Set<string>()
    queue.subscribe(() => seen.add(only({ queue }).state))
    await settle()
    expect(saved[0]).toMatchObject([{ id, isSent: false, prompt: 'a bird' }])
    expect(last()).toMatchObject([{ id, isSent: true, target: { place: 1 } }])
    companion.tell(id, ...DONE)
    await settle()
    expect([...seen]).toEqual(['preparing', 'sending', 'queued', 'running', 'done'])
    const job = only({ queue })
    expect(job).toMatchObject({ fraction: 1, chosen: 0, engine: 'patchmatch' })
    expect(job.previews.get(0)).toBe('AAAA')
    expect(job.previewBounds.get(0)).toEqual({ left: 1, top: 2, width: 3, height: 4 })
    queue.step(id, -1)
    expect(only({ queue }).chosen).toBe(2)
    queue.step(id, 1)
    expect(only({ queue }).chosen).toBe(0)
    queue.choose(id, 9)
    expect(only({ queue }).chosen).toBe(0)
  })

  it('waits for the one before it to be read', async () => {
    const { queue } = panel()
    const order: string[] = []
    let goOn = (): void => {}
    const reading = (name: string, work: Promise<void>) =>
      fill({
        title: name,
        prepare: async () => {
          order.push(`${name} begins`)
          await work
          order.push(`${name} ends`)
          return { request: { image: { kind: 'encoded', part: 'image' } }, parts: {} }
        },
      })
    queue.add(reading('a', new Promise((resolve) => (goOn = resolve))))
    queue.add(reading('b', Promise.resolve()))
    await settle()
    expect(order).toEqual(['a begins'])
    goOn()
    await settle()
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('that cannot be read fails, and the next one still gets its turn', async () => {
    const { queue } = panel()
    queue.add(fill({ prepare: () => Promise.reject(new InlayError('mask_empty')) }))
    queue.add(fill())
    await settle()
    expect(queue.jobs.map(({ state }) => state)).toEqual(['failed', 'queued'])
    expect(queue.jobs[0]?.error?.code).toBe('mask_empty')
  })
})

describe('cancelling', () => {
  it('tells the companion, and leaves nothing running', async () => {
    const { queue, companion } = panel()
    const id = queue.add(fill())
    await settle()
    queue.cancel(id)
    await settle()
    expect(only({ queue }).state).toBe('cancelled')
    expect(companion.asked).toEqual([`submit ${id.slice(0, 4)}`, `cancel ${id.slice(0, 4)}`])
  })

  it('hears no more of what was on its way by then', async () => {
    const { queue, companion } = panel()
    const id = queue.add(fill())
    await settle()
    queue.subscribe(() => {
      if (only({ queue }).state === 'running') queue.cancel(id)
    })
    companion.tell(id, ...DONE)
    await settle()
    expect(only({ queue })).toMatchObject({ state: 'cancelled', variations: [], fraction: 0 })
  })

  it('before anything was sent sends nothing', async () => {
    const { queue, companion } = panel()
    const id = queue.add(fill())
    queue.cancel(id)
    await settle()
    expect(only({ queue }).state).toBe('cancelled')
    expect(companion.asked).toEqual([])
  })

  it('discarding makes the companion forget; releasing does not', async () => {
    const { queue, companion, last } = panel()
    for (const how of ['dismiss', 'release'] as const) {
      const id = queue.add(fill())
      await settle()
      companion.tell(id, ...DONE)
      await settle()
      companion.asked.length = 0
      queue[how](id)
      expect(companion.asked.length).toBe(how === 'dismiss' ? 1 : 0)
      expect(queue.jobs).toEqual([])
      expect(last()).toEqual([])
    }
  })
})

describe('bad days', () => {
  it.each(['companion_unreachable', 'not_paired', 'bridge_closed'] as const)(
    'goes on where it was after %s',
    async (code) => {
      const { queue, companion, troubles } = panel()
      const id = queue.add(fill())
      await settle()
      companion.tell(id, ...DONE.slice(0, 3))
      await settle()
      companion.setTrouble(code)
      await settle()
      expect(only({ queue })).toMatchObject({ state: 'away', fraction: 0.5 })
      expect(troubles).toEqual([code])
      companion.setTrouble(undefined)
      companion.tell(id, ...DONE.slice(3))
      queue.resume()
      await settle()
      expect(only({ queue })).toMatchObject({ state: 'done', error: undefined })
    },
  )

  it('is away at once, and goes on by itself when the companion answers again', async () => {
    const { queue, companion, troubles, backs } = panel()
    const id = queue.add(fill())
    await settle()
    companion.tell(id, ...DONE.slice(0, 3))
    await settle()
    companion.setAway('companion_unreachable')
    await settle()
    expect(only({ queue })).toMatchObject({ state: 'away', stage: { key: 'job.away' } })
    expect(troubles).toEqual(['companion_unreachable'])
    companion.setAway(undefined)
    await settle()
    expect(only({ queue })).toMatchObject({ state: 'running', error: undefined, fraction: 0.5 })
    expect(backs()).toBe(1)
    companion.tell(id, ...DONE.slice(3))
    await settle()
    expect(only({ queue }).state).toBe('done')
  })

  it('is away at once also on its way there, and is sent when the companion is back', async () => {
    const { queue, companion, troubles, backs } = panel()
    companion.setAway('companion_unreachable')
    const id = queue.add(fill())
    await settle()
    expect(only({ queue })).toMatchObject({ state: 'away', stage: { key: 'job.away' } })
    expect(only({ queue }).record.isSent).toBe(false)
    expect(troubles).toEqual(['companion_unreachable'])
    companion.setAway(undefined)
    await settle()
    expect(backs()).toBe(1)
    expect(only({ queue })).toMatchObject({ error: undefined, record: { isSent: true } })
    companion.tell(id, ...DONE)
    await settle()
    expect(only({ queue }).state).toBe('done')
  })

  it('lets go of a companion that is away when one is found, perhaps on another port', async () => {
    const { queue, companion, troubles } = panel()
    const id = queue.add(fill())
    await settle()
    companion.tell(id, ...DONE.slice(0, 3))
    await settle()
    companion.setAway('companion_silent')
    await settle()
    queue.resume()
    await settle()
    // Once more from where it was, and no second complaint: that would go round and round.
    expect(companion.followed).toEqual([-1, 2])
    expect(troubles).toEqual(['companion_silent'])
    queue.cancel(id)
    await settle()
    expect(only({ queue }).state).toBe('cancelled')
  })

  it('is failed, not away, when it never got there', async () => {
    const { queue, companion } = panel()
    companion.setTrouble('companion_unreachable')
    queue.add(fill())
    await settle()
    expect(only({ queue })).toMatchObject({ state: 'failed' })
  })

  it('says what the companion says', async () => {
    const { queue, companion } = panel()
    const id = queue.add(fill())
    await settle()
    const error = { code: 'out_of_memory', message: '', next: '' }
    companion.tell(id, { type: 'failed', error })
    await settle()
    expect(only({ queue })).toMatchObject({ state: 'failed', error: { code: 'out_of_memory' } })
  })
})

describe('after the window was closed', () => {
  it('the result waits, in the next life of the panel', async () => {
    const before = panel()
    const id = before.queue.add(fill())
    await settle()
    before.companion.tell(id, ...DONE)
    const after = panel(before.companion)
    after.queue.restore(before.last())
    expect(only(after)).toMatchObject({ isFound: true, state: 'queued' })
    after.queue.resume()
    await settle()
    expect(only(after)).toMatchObject({ state: 'done', record: { target: { place: 1 } } })
  })

  it('what was never sent, and what the companion has forgotten, is said to be lost', async () => {
    const before = panel()
    before.queue.add(fill({ prepare: () => new Promise(() => {}) }))
    await settle()
    const unsent = before.last()
    const sent = panel()
    sent.queue.add(fill())
    await settle()
    const after = panel()
    after.queue.restore([...[unsent].flat(), ...[sent.last()].flat()])
    after.queue.resume()
    await settle()
    expect(after.queue.jobs.map(({ state, stage }) => [state, stage])).toEqual([
      ['lost', { key: 'job.unsent' }],
      ['lost', { key: 'job.lost' }],
    ])
  })

  it('what is no list of jobs counts for nothing', () => {
    const { queue } = panel()
    for (const spoilt of [null, 'x', {}, [{ id: 1 }]]) queue.restore(spoilt)
    expect(queue.jobs).toEqual([])
  })
})
