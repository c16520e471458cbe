/** Waiting that can be called off: for a while, for an answer, until someone aborts. */
import { InlayError } from '../errors.ts'
import type { Signal, Timers } from './platform.ts'

export const cancelled = (): InlayError => new InlayError('cancelled')

/** @throws InlayError cancelled */
export const throwIfAborted = (signal: Signal | undefined): void => {
  if (signal?.aborted === true) throw cancelled()
}

/**
 * The outcome of `work`, unless `signal` aborts before; the work itself goes on unheard.
 * @throws InlayError cancelled, or what `work` throws
 */
export const unlessAborted = <T>(work: Promise<T>, signal: Signal | undefined): Promise<T> => {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(cancelled())
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** @throws InlayError cancelled */
export const sleep = async (ms: number, timers: Timers, signal?: Signal): Promise<void> => {
  let callOff = (): void => {}
  const time = new Promise<void>((resolve) => {
    callOff = timers.after(ms, resolve)
  })
  try {
    await unlessAborted(time, signal)
  } finally {
    callOff()
  }
}

/**
 * The outcome of `work`, if it comes within `ms`.
 * @throws InlayError companion_silent when it does not, or what `work` throws
 */
export const within = async <T>(work: Promise<T>, ms: number, timers: Timers): Promise<T> => {
  let callOff = (): void => {}
  const late = new Promise<never>((_, reject) => {
    callOff = timers.after(ms, () =>
      reject(new InlayError('companion_silent', `No answer within ${ms / 1000} s.`)),
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    callOff()
  }
}
