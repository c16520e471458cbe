/** A batch against a companion of a few lines: order, pause, failures, an absence in the middle. */
import { type FillRequestInput, InlayError } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { stepOn } from '../../edit/line/steps.fixture.ts'
import { type BatchParts, createBatch, isMissing, type Source } from './batch.ts'

/** A blob is read in turns of the event loop, of which nobody knows how many. This one is there at once. */
const blobOf = (text: string): Blob =>
  Object.assign(new Blob([text]), {
    arrayBuffer: async () => new TextEncoder().encode(text).buffer,
  })

const source = (path: string): Source => ({ path, read: async () => blobOf(path) })
const items = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    picture: source(`${i}.png`),
    mask: source(`${i}_mask.png`),
  }))

interface Call {
  readonly request: FillRequestInput
  readonly names: readonly string[]
  readonly signal: AbortSignal | undefined
  done(): void
  fail(code: 'image_unreadable' | 'companion_unreachable'): void
}

const setUp = (over: Partial<BatchParts> = {}) => {
  const calls: Call[] = []
  /** Fills that were handed in before and are asked for again, with what comes of them. */
  const followed: string[] = []
  const client: BatchParts['client'] = {
    cancel: async () => {},
    events: async function* follow(id) {
      followed.push(id)
      if (id === LOST) throw new InlayError('not_found')
      yield { type: 'progress', id, sequence: 2, stage: 'detail', fraction: 0.5 }
      if (id === BAD) {
        const error = { code: 'out_of_memory', message: '', next: '' } as const
        yield { type: 'failed', id, sequence: 3, error }
      } else yield { type: 'done', id, sequence: 3, report: REPORT }
    },
    fill: (request, parts, { signal, onEvent } = {}) => {
      const id = `fill-${calls.length}`
      onEvent?.({ type: 'queued', id, sequence: 0, position: 0 })
      return new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new InlayError('cancelled')))
        calls.push({
          request,
          signal,
          names: Object.values(parts).map((bytes) => Buffer.from(bytes).toString()),
          done: () => resolve({ id, report: REPORT }),
          fail: (code) => reject(new InlayError(code)),
        })
      })
    },
  }
  const order = async () => ({ operation: 'remove' }) as const
  const batch = createBatch({ client, order, needsMask: true, items: items(4), ...over })
  return { batch, calls, followed, states: () => batch.items.map(({ state }) => state) }
}
const [LOST, BAD] = ['lost', 'bad']
const REPORT = stepOn({ width: 1, height: 1 }).report

/** Nothing here waits for anything but promises: all of them are through by the next turn. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('a batch', () => {
  it('has two under way at a time, in order, each with its own mask', async () => {
    const { batch, calls, states } = setUp()
    batch.run()
    await settled()
    expect(calls.map(({ names }) => names)).toEqual([
      ['0.png', '0_mask.png'],
      ['1.png', '1_mask.png'],
    ])
    expect(states()).toEqual(['queued', 'queued', 'waiting', 'waiting'])
    calls[1]?.done()
    await settled()
    expect(states()).toEqual(['queued', 'done', 'queued', 'waiting'])
    calls[0]?.done()
    calls[2]?.done()
    await settled()
    calls[3]?.done()
    await settled()
    expect(states()).toEqual(['done', 'done', 'done', 'done'])
    expect(batch.isOn).toBe(false)
    expect(batch.items[3]?.fill).toBe('fill-3')
  })

  it('ends what is under way when it is held, and goes on where it was', async () => {
    const { batch, calls, states } = setUp()
    batch.run()
    await settled()
    batch.hold()
    calls[0]?.done()
    calls[1]?.done()
    await settled()
    expect(states()).toEqual(['done', 'done', 'waiting', 'waiting'])
    expect(calls.length).toBe(2)
    batch.run()
    await settled()
    expect(states()).toEqual(['done', 'done', 'queued', 'queued'])
  })

  it('keeps what failed with its reason, holds nobody up, and tries it again', async () => {
    const { batch, calls, states } = setUp()
    batch.run()
    await settled()
    calls[0]?.fail('image_unreadable')
    await settled()
    expect(states()).toEqual(['failed', 'queued', 'queued', 'waiting'])
    expect(batch.items[0]?.error?.code).toBe('image_unreadable')
    for (const index of [1, 2, 3]) {
      calls[index]?.done()
      await settled()
    }
    expect(batch.isOn).toBe(false)
    batch.again()
    await settled()
    expect(calls[4]?.names).toEqual(['0.png', '0_mask.png'])
    expect(batch.items[0]?.error).toBeUndefined()
  })

  it('waits when the companion is away, and loses nothing', async () => {
    const { batch, calls, followed, states } = setUp()
    batch.run()
    await settled()
    calls[0]?.fail('companion_unreachable')
    calls[1]?.fail('companion_unreachable')
    await settled()
    expect([batch.pause, batch.isOn]).toEqual(['away', true])
    expect(states()).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
    batch.run()
    await settled()
    // What it had taken in is not handed in twice.
    expect(followed).toEqual(['fill-0', 'fill-1'])
    expect(calls.slice(2).map(({ names }) => names[0])).toEqual(['2.png', '3.png'])
    expect(states()).toEqual(['done', 'done', 'queued', 'queued'])
  })

  it('goes on with what an earlier page had begun, and with the rest once it is chosen again', async () => {
    const lost = (path: string): Source => ({ ...source(path), isMissing: true })
    const before = [
      { isDone: true, fill: 'made', kept: 'out/0.png' },
      { isDone: false, fill: 'under-way' },
      { isDone: false, fill: BAD },
      { isDone: false, fill: LOST },
      { isDone: false },
      { isDone: false, error: new InlayError('image_unreadable') },
    ]
    const given = before.map((one, i) => ({
      picture: lost(`${i}.png`),
      mask: lost(`${i}_mask.png`),
      before: one,
    }))
    const { batch, calls, followed, states } = setUp({ items: given })
    batch.run()
    await settled()
    expect(followed).toEqual(['under-way', BAD, LOST])
    expect(states()).toEqual(['done', 'done', 'failed', 'waiting', 'waiting', 'failed'])
    expect([batch.isOn, calls]).toEqual([false, []])
    batch.supply((path) => (path.startsWith('4') ? undefined : source(path)))
    batch.run()
    await settled()
    expect(calls.map(({ names }) => names)).toEqual([['3.png', '3_mask.png']])
    batch.again()
    await settled()
    expect(calls.at(-1)?.names).toEqual(['2.png', '2_mask.png'])
    expect(batch.items.map(isMissing)).toEqual([false, false, false, false, true, false])
  })

  it('writes all that is done and lies nowhere yet, and tells of the first that fails', async () => {
    const { batch, calls, states } = setUp({ items: items(3) })
    batch.run()
    await settled()
    for (const index of [0, 1, 2]) {
      calls[index]?.done()
      await settled()
    }
    const written: string[] = []
    const write =
      (isFull: boolean) =>
      async ({ path }: Source) => {
        if (isFull && path === '1.png') throw new InlayError('file_unwritable')
        written.push(path)
        return path
      }
    await expect(batch.keepAll(write(true))).rejects.toMatchObject({ code: 'file_unwritable' })
    expect([written, states()]).toEqual([['0.png'], ['done', 'done', 'done']])
    await batch.keepAll(write(false))
    expect(written).toEqual(['0.png', '1.png', '2.png'])
  })

  it('lets go of what is under way when it is stopped', async () => {
    const { batch, calls, states } = setUp()
    batch.run()
    await settled()
    batch.stop()
    await settled()
    expect(calls.every(({ signal }) => signal?.aborted)).toBe(true)
    expect(states()).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
    expect(batch.isOn).toBe(false)
  })

  it('never runs a picture without a mask, unless it is to be expanded', async () => {
    const bare = [{ picture: source('a.png'), mask: undefined }]
    const { batch, calls, states } = setUp({ items: bare })
    batch.run()
    await settled()
    expect([states(), calls.length, batch.isOn]).toEqual([['maskless'], 0, false])
    const wide = setUp({
      items: bare,
      needsMask: false,
      order: async () => ({ operation: 'expand', expand: { aspect: '16:9' } }),
    })
    wide.batch.run()
    await settled()
    expect(wide.calls[0]?.request).toMatchObject({ expand: { aspect: '16:9' }, variations: 1 })
    expect(wide.calls[0]?.request.mask).toBeUndefined()
  })

  it('does not fill again what only could not be written', async () => {
    let isFull = true
    const keep: BatchParts['keep'] = async ({ path }) => {
      if (isFull) throw new InlayError('file_unwritable')
      return `out/${path}`
    }
    const { batch, calls, states } = setUp({ items: items(1), keep })
    batch.run()
    await settled()
    calls[0]?.done()
    await settled()
    expect(states()).toEqual(['failed'])
    isFull = false
    batch.again(0)
    await settled()
    expect(states()).toEqual(['done'])
    expect([calls.length, batch.items[0]?.kept]).toEqual([1, 'out/0.png'])
  })

  it('tells of a file that is gone', async () => {
    const gone: Source = { path: 'gone.png', read: () => Promise.reject(new Error('NotFound')) }
    const { batch, calls } = setUp({ items: [{ picture: gone, mask: source('m.png') }] })
    batch.run()
    await settled()
    expect(batch.items[0]).toMatchObject({ state: 'failed', error: { code: 'image_unreadable' } })
    expect(calls).toEqual([])
  })
})
