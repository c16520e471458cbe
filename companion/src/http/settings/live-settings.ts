/** The settings of a running companion: told to whatever they are about when they change. */
import type { LogLevel, SettingsChange, SettingsInForce } from '@inlay/shared'
import type { Retention } from '../../jobs/retention.ts'
import { changeOwnerSettings, type OwnerSettingsContext, ownerSettings } from './owner-settings.ts'

export interface LiveSettings {
  /** As they held when they were last read. */
  readonly now: SettingsInForce
  /** As they hold, read anew: a hand may have been at the file. */
  read(): Promise<SettingsInForce>
  /** @throws InlayError invalid_request | file_unreadable | file_unwritable */
  change(wanted: SettingsChange): Promise<SettingsInForce>
  /** Hears what holds after each change; returns what ends that. */
  onChange(listener: (now: SettingsInForce, before: SettingsInForce) => void): () => void
}

export const openLiveSettings = async (context: OwnerSettingsContext): Promise<LiveSettings> => {
  const listeners = new Set<(now: SettingsInForce, before: SettingsInForce) => void>()
  let now = await ownerSettings(context)
  let last: Promise<unknown> = Promise.resolve()

  const take = (next: SettingsInForce): SettingsInForce => {
    const before = now
    now = next
    if (JSON.stringify(before.values) !== JSON.stringify(next.values)) {
      for (const listener of listeners) listener(next, before)
    }
    return next
  }

  /** One after the other: two changes at once would lose one. */
  const inTurn = (work: () => Promise<SettingsInForce>): Promise<SettingsInForce> => {
    const done = last.then(work).then(take)
    last = done.catch(() => undefined)
    return done
  }

  return {
    get now() {
      return now
    },
    read: () => inTurn(() => ownerSettings(context)),
    change: (wanted) => inTurn(() => changeOwnerSettings(context, wanted)),
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const DAY = 24 * 3600 * 1000
const MINUTE = 60_000

/** How long fills stay, as it is set at the moment it is asked. */
export const retentionOf = (settings: Pick<LiveSettings, 'now'>): Retention => ({
  get age() {
    return settings.now.values.keepDays * DAY
  },
  get count() {
    return settings.now.values.keepFills
  },
  get bytes() {
    return settings.now.values.keepGigabytes * 2 ** 30
  },
})

/** What can be told while the companion runs. */
export interface Adjustable {
  readonly setConcurrency: (count: number) => void
  readonly setIdle: (milliseconds: number) => void
  readonly setLogLevel: (level: LogLevel) => void
  /** Something about engines has changed. */
  readonly renewEngines: () => void
}

/** Tells it all now, and what has changed from then on. */
export const applySettings = (settings: LiveSettings, to: Adjustable): (() => void) => {
  const { values } = settings.now
  to.setIdle(values.idleMinutes * MINUTE)
  return settings.onChange(({ values: next }, { values: old }) => {
    if (next.concurrency !== old.concurrency) to.setConcurrency(next.concurrency)
    if (next.idleMinutes !== old.idleMinutes) to.setIdle(next.idleMinutes * MINUTE)
    if (next.logLevel !== old.logLevel) to.setLogLevel(next.logLevel)
    const isAboutEngines =
      next.graphicsCard !== old.graphicsCard || next.modelsFolder !== old.modelsFolder
    if (isAboutEngines) to.renewEngines()
  })
}
