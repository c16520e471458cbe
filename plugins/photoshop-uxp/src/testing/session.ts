/** A session over the double of Photoshop with a real companion, and what its tests ask of it. */
import { hostTimers, OWNER_ID, type Signal, type Timers } from '@inlay/shared'
import { createLink, DEFAULT_SETTINGS, isUnderWay, type Job, type Link } from '@inlay/shared/panel'
import { expect } from 'vitest'
import type { RunningCompanion } from '../../../../test/hosts/companion.ts'
import {
  allLayers,
  type DocumentOptions,
  type PixelDocument,
} from '../../../../test/hosts/photoshop/document.ts'
import { createSession, type FillAsk, type Session } from '../session.ts'
import { createStop } from '../stop.ts'
import { createStore, type Store } from '../storage.ts'
import { createRandomBytes, type SelfTest } from '../transport.ts'
import { documentOf, edges, english, openDesk, softSelection } from './desk.ts'
import { nativeFetch } from './fetch.ts'

export const randomBytes = createRandomBytes((array) => crypto.getRandomValues(array))

/** Nobody is taken for silent because the machine has others to serve first. */
export const patientTimers: Timers = {
  now: hostTimers.now,
  after: (ms, run) => hostTimers.after(ms * 20, run),
}

/** What the self-test finds where nothing listens. */
export const NOBODY: SelfTest = { findings: [], outcome: 'nobody', look: '' }

/** Storage that lives as long as it is held. */
export const makeStore = (): Store => {
  const kept = new Map<string, string>()
  return createStore(
    { setItem: async () => {}, getItem: async () => null, removeItem: async () => {} },
    {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
  )
}

/** @param stored null: not paired yet; absent: the owner's own token */
export const connect = async (
  companion: RunningCompanion,
  stored?: null,
): Promise<Link<Signal>> => {
  const link = createLink<Signal>(
    {
      app: 'photoshop',
      name: 'Photoshop',
      fetch: nativeFetch,
      randomBytes,
      timers: patientTimers,
      address: `http://localhost:${companion.port}`,
      keep: () => {},
    },
    stored === null ? null : { deviceId: OWNER_ID, token: companion.token },
  )
  await link.look()
  return link
}

/**
 * @param documents the first in front
 * @param link to the companion, or to one that behaves otherwise
 * @param life of the plugin
 */
export const openSession = (
  documents: PixelDocument | PixelDocument[],
  link: Link<Signal>,
  store = makeStore(),
  life?: string,
) => {
  const desk = openDesk(
    [documents].flat(),
    {},
    { bandPixels: 4e6, ...(life !== undefined && { life }) },
  )
  const { host } = desk
  const now = () => 1
  const parts = { host, link, store, randomBytes, controller: createStop, now, say: english }
  const session = createSession(parts)
  return { ...desk, link, store, session }
}

export const remove: FillAsk = {
  from: 'all visible',
  settings: { ...DEFAULT_SETTINGS, operation: 'remove', seed: 4 },
}
export const fill: FillAsk = {
  from: 'all visible',
  // Two seeds of a drawn pair may well come to the same picture.
  settings: { ...DEFAULT_SETTINGS, operation: 'fill', prompt: ' a  kite ', variations: 2, seed: 1 },
}

/** @throws Error when it ends otherwise */
export const until = async (
  session: Session<Signal>,
  id: string,
  states: readonly string[],
): Promise<Job> => {
  const find = () => session.queue.jobs.find(({ record }) => record.id === id)
  const look = (): string => {
    const job = find()
    if (job === undefined) return 'unknown'
    return states.includes(job.state) || !isUnderWay(job) ? 'over' : job.state
  }
  await expect.poll(look, { interval: 20 }).toBe('over')
  const job = find()
  if (job === undefined || !states.includes(job.state)) {
    throw new Error(`${job?.state}: ${job?.error?.message}`)
  }
  return job
}

export const soft = (options?: DocumentOptions) =>
  documentOf({ selection: softSelection(edges(30, 25, 30, 24)) }, options)

export const names = (document: PixelDocument) =>
  allLayers(document.state.layers).map(({ name }) => name)
