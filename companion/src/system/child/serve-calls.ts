/** The child's side of a channel: hears calls, answers each once, leaves when the parent is gone. */
import { COMPANION_VERSION, InlayError, toWireError } from '@inlay/shared'
import { ToChild, type ToParent } from './messages.ts'

export interface CallHooks {
  readonly signal: AbortSignal
  readonly onEvent: (event: unknown) => void
}

const send = (message: ToParent): void => {
  process.send?.(message)
}

/** Says `ready` and serves until the channel closes; `perform` checks the task itself. */
export const serveCalls = (
  perform: (task: unknown, hooks: CallHooks) => Promise<unknown>,
): void => {
  const running = new Map<number, AbortController>()

  const answer = async (call: number, task: unknown): Promise<void> => {
    const stop = new AbortController()
    running.set(call, stop)
    try {
      const onEvent = (event: unknown): void => send({ type: 'event', call, event })
      send({ type: 'answer', call, answer: await perform(task, { signal: stop.signal, onEvent }) })
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
  // The parent has gone or wants us gone; nobody is left to work for.
  process.on('disconnect', () => process.exit(0))
  send({ type: 'ready', version: COMPANION_VERSION })
}
