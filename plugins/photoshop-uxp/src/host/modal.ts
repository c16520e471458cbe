/** Modal scopes: entered for reads and writes only, waited for while another plugin holds them. */
import { InlayError, type Signal, type Timers } from '@inlay/shared'
import type { Say } from '@inlay/shared/panel'
import type { PhotoshopModule, PsExecutionContext } from './modules.ts'

/** What every step needs of its surroundings. */
export interface Surroundings {
  readonly photoshop: PhotoshopModule
  readonly timers: Timers
  /** Pixels read or written by one call of the imaging API. */
  readonly bandPixels: number
  /** Of the plugin: ids of documents hold as long as it is the same. */
  readonly life: string
  /** In the user's language: names of scopes, history states and layers. */
  readonly say: Say
}

export interface ModalOptions {
  /** In Photoshop's own bar, and for the user who looks at what holds the program. */
  readonly name: string
  readonly signal?: Signal | undefined
  /** Milliseconds to keep asking while another plugin or a dialog is modal. */
  readonly patience?: number
}

/** Inside a modal scope. */
export interface Scope {
  readonly context: PsExecutionContext
  /** @throws InlayError cancelled when the user or the panel has called it off */
  check(): void
  /** 0..1, in Photoshop's bar, once the work has taken a while. */
  report(fraction: number): void
}

const PATIENCE = 8000

/**
 * Milliseconds before progress is told: a value brings Photoshop's bar up at once (executeasmodal.md),
 * which would flicker at every small thing.
 */
const BAR_AFTER = 1500

/** Milliseconds between two tries. */
const PAUSE = 250

export const pause = (timers: Timers, ms: number): Promise<void> =>
  new Promise((resolve) => {
    timers.after(ms, resolve)
  })

/**
 * Runs `work` with Photoshop to ourselves, after what else of ours is in there: scopes that overlap
 * share one state (executeasmodal.md), so the end of the first would end the other's history as well.
 * Never within another `work`. Network and long waits have no place in it.
 * @throws InlayError host_busy when nobody lets us in, cancelled, scratch_disk_full, host_refused,
 *   and what `work` throws of its own
 */
export const runModal = async <T>(
  { photoshop, timers }: Surroundings,
  { name, signal, patience = PATIENCE }: ModalOptions,
  work: (scope: Scope) => Promise<T>,
): Promise<T> => {
  const until = timers.now() + patience
  for (;;) {
    let entered = false
    let failure: InlayError | undefined
    const run = async (context: PsExecutionContext): Promise<T> => {
      entered = true
      try {
        return await workIn(context, timers, signal, work)
      } catch (error) {
        failure = asInlayError(error)
        throw failure
      }
    }
    try {
      return await inTurn(photoshop, () => {
        if (signal?.aborted === true) throw new InlayError('cancelled')
        return photoshop.core.executeAsModal(run, { commandName: name })
      })
    } catch (error) {
      // Whatever Photoshop makes of an error on its way through, ours is the one that counts.
      if (failure !== undefined) throw failure
      if (entered || !isBusy(error)) throw asInlayError(error)
      if (timers.now() >= until) throw new InlayError('host_busy', undefined, { cause: error })
      await pause(timers, PAUSE)
    }
  }
}

/** The end of what was begun last; never a rejection. */
const lasts = new WeakMap<PhotoshopModule, Promise<unknown>>()

/** Tries only, not the pauses between them: who waits for another plugin holds up nobody of ours. */
const inTurn = <T>(photoshop: PhotoshopModule, run: () => Promise<T>): Promise<T> => {
  const mine = (lasts.get(photoshop) ?? Promise.resolve()).then(run)
  lasts.set(
    photoshop,
    mine.catch(() => {}),
  )
  return mine
}

const workIn = async <T>(
  context: PsExecutionContext,
  timers: Timers,
  signal: Signal | undefined,
  work: (scope: Scope) => Promise<T>,
): Promise<T> => {
  const check = (): void => {
    if (context.isCancelled || signal?.aborted === true) throw new InlayError('cancelled')
  }
  const began = timers.now()
  const report = (value: number): void => {
    if (timers.now() - began < BAR_AFTER) return
    context.reportProgress({ value: Math.min(1, Math.max(0, value)) })
  }
  try {
    return await work({ context, check, report })
  } catch (error) {
    // After the user's cancel every call throws, in words of its own.
    if (context.isCancelled) throw new InlayError('cancelled', undefined, { cause: error })
    throw error
  }
}

/** executeAsModal's own sign for "another plugin is modal" (executeasmodal.md). */
const isBusy = (error: unknown): boolean =>
  fieldOf(error, 'number') === 9 || /modal state/i.test(String(fieldOf(error, 'message')))

/** Photoshop's code for "the user cancelled". */
const USER_CANCELLED = -128

/** What a failed call of Photoshop means to the user. */
export const asInlayError = (error: unknown): InlayError => {
  if (error instanceof InlayError) return error
  const message = fieldOf(error, 'message')
  const words = typeof message === 'string' ? message : ''
  if (fieldOf(error, 'number') === USER_CANCELLED) {
    return new InlayError('cancelled', undefined, { cause: error })
  }
  if (/scratch dis[ck]|dis[ck] (?:is |are )?full/i.test(words)) {
    return new InlayError('scratch_disk_full', undefined, { cause: error })
  }
  return new InlayError('host_refused', words === '' ? undefined : words.slice(0, 200), {
    cause: error,
  })
}

const fieldOf = (error: unknown, key: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined
