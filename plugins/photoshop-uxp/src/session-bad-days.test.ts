/** A companion that is gone for a while or takes its leave back, and whoever calls it all off: nothing is lost. */
import { InlayError } from '@inlay/shared'
import type { Link } from '@inlay/shared/panel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCompanion, startCompanion } from '../../../test/hosts/companion.ts'
import { connect, names, openSession, remove, soft, until } from './testing/session.ts'

let companion: RunningCompanion

beforeAll(async () => {
  companion = await startCompanion()
})
afterAll(() => companion.close())

describe('a session on a bad day', () => {
  it('has the results when the companion is gone, and finds them when it is back', async () => {
    const document = soft()
    const before = document.state
    const { session, link, store } = openSession(document, await connect(companion))
    const [held, left] = [session.ask(remove), session.ask(remove)]
    await until(session, held, ['done'])
    await session.preview(held, 0, 32)
    await until(session, left, ['done'])
    await companion.stop()
    await link.look()
    const failing = session.ask(remove)
    await until(session, failing, ['failed'])
    expect(document.state).toBe(before)
    await session.apply(held, {})
    document.undo()
    link.close()
    // Another life of the panel finds what this one has left.
    await companion.startAgain()
    const back = openSession(document, await connect(companion), store)
    await until(back.session, left, ['done'])
    await back.session.apply(left, {})
    expect(names(document)).toEqual(['Removed', 'Background'])
    back.link.close()
  })

  it('keeps the result of a panel whose leave was taken back', async () => {
    const document = soft()
    const link = await connect(companion, null)
    const pairUp = async (): Promise<void> => {
      expect(link.state.at).toBe('unpaired')
      await link.pair()
      await link.type(companion.code())
      expect(link.state.at).toBe('ready')
    }
    await pairUp()
    const { session } = openSession(document, link)
    const id = session.ask(remove)
    await until(session, id, ['done'])
    await session.preview(id, 0, 32)
    await companion.revokeAll()
    await link.look()
    expect(link.state).toMatchObject({ at: 'unpaired', wasPaired: true })
    const refused = session.ask(remove)
    await until(session, refused, ['failed'])
    await session.apply(id, {})
    await pairUp()
    expect(names(document)).toEqual(['Removed', 'Background'])
    link.close()
  })

  it.each(['preparing', 'sending', 'queued', 'running'] as const)(
    'stops while it is %s, and nothing comes of it',
    async (stage) => {
      const document = soft()
      const before = document.state
      const { session, link } = openSession(document, await connect(companion))
      const id = session.ask(remove)
      // It would be running before it is seen to wait.
      const letGo = stage === 'queued' ? companion.holdFills() : () => {}
      let seen = false
      session.queue.subscribe(() => {
        const [job] = session.queue.jobs
        if (job?.state !== stage || seen) return
        seen = true
        session.queue.cancel(id)
      })
      if (stage === 'preparing') session.queue.cancel(id)
      const job = await until(session, id, ['cancelled', 'done']).finally(letGo)
      expect([job.state, job.variations]).toEqual(['cancelled', []])
      await expect(session.apply(id, {})).rejects.toMatchObject({ code: 'not_ready' })
      expect(document.state).toBe(before)
      // The next one is served.
      await until(session, session.ask(remove), ['done'])
      link.close()
    },
  )

  it('stops the download of what is to be placed, and begins it again when asked', async () => {
    const document = soft()
    const before = document.state
    const link = await connect(companion)
    const asked: AbortSignal[] = []
    let isStuck = true
    const slow: Link<AbortSignal> = {
      ...link,
      get state() {
        return link.state
      },
      client: () => {
        const client = link.client()
        return client === undefined
          ? undefined
          : {
              ...client,
              resultPixels: async (fill, index, { signal } = {}) => {
                if (!isStuck || signal === undefined) return client.resultPixels(fill, index)
                asked.push(signal)
                return new Promise((_, reject) =>
                  signal.addEventListener('abort', () => reject(new InlayError('cancelled'))),
                )
              },
            }
      },
    }
    const { session } = openSession(document, slow)
    const id = session.ask(remove)
    await until(session, id, ['done'])
    // It is fetched as soon as it is done.
    await expect.poll(() => asked.length).toBe(1)
    const stop = new AbortController()
    const placing = session.apply(id, {}, { signal: stop.signal })
    stop.abort()
    await expect(placing).rejects.toMatchObject({ code: 'cancelled' })
    expect(asked.map(({ aborted }) => aborted)).toEqual([true])
    expect(document.state).toBe(before)
    isStuck = false
    await session.apply(id, {})
    expect(names(document)).toEqual(['Removed', 'Background'])
    link.close()
  })
})
