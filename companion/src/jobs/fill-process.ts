/**
 * The fill process: everything heavy (sharp, engines, pixels) lives here, so that the daemon stays
 * small, answers at once, and survives whatever an image does to a decoder.
 */
import { constants, setPriority } from 'node:os'
import { COMPANION_VERSION, InlayError, toWireError } from '@inlay/shared'
import { type FillTask, ToChild, type ToParent } from './fill-messages.ts'
import type { FillWork } from './fill-work.ts'

const running = new Map<number, AbortController>()

let work: Promise<FillWork> | undefined

/** Loaded while the first job is still on its way: sharp alone takes longer than a small fill. */
const loadWork = (): Promise<FillWork> => {
  work ??= import('./fill-work.ts').then(({ createFillWork }) => createFillWork())
  return work
}

const send = (message: ToParent): void => {
  process.send?.(message)
}

const perform = async (call: number, task: FillTask, signal: AbortSignal): Promise<unknown> => {
  const { run, encode, engines } = await loadWork()
  switch (task.type) {
    case 'run':
      return run(task, signal, (event) => send({ type: 'event', call, event }))
    case 'encode':
      return encode(task, signal)
    case 'engines':
      return engines()
  }
}

const answer = async (call: number, task: FillTask): Promise<void> => {
  const stop = new AbortController()
  running.set(call, stop)
  try {
    send({ type: 'answer', call, answer: await perform(call, task, stop.signal) })
  } catch (cause) {
    const error =
      cause instanceof InlayError ? cause : new InlayError('internal', undefined, { cause })
    const { stack } = error.cause instanceof Error ? error.cause : error
    send({ type: 'refused', call, error: toWireError(error), ...(stack && { stack }) })
  } finally {
    running.delete(call)
  }
}

process.on('message', (raw) => {
  const message = ToChild.parse(raw)
  if (message.type === 'call') void answer(message.call, message.task)
  else running.get(message.call)?.abort()
})

// The daemon has gone or wants us gone; nobody is left to work for.
process.on('disconnect', () => process.exit(0))

/** On POSIX a third of a busy program's share; PRIORITY_BELOW_NORMAL would be a tenth. */
const NICE = process.platform === 'win32' ? constants.priority.PRIORITY_BELOW_NORMAL : 5

/** A fill must not make the designer's own programs stutter. */
const stepBack = (): void => {
  try {
    setPriority(NICE)
  } catch {
    // A system that does not let us be modest is no reason to refuse the work.
  }
}

stepBack()
send({ type: 'ready', version: COMPANION_VERSION })
void loadWork()
