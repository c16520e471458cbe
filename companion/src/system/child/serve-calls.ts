/** The child's side of a channel: hears calls, answers each once, leaves when the parent is gone. */
import { Socket } from 'node:net'
import { COMPANION_VERSION, InlayError, toWireError } from '@inlay/shared'
import { framesOf } from '../frames.ts'
import { hearLines, SPEAKS_ON, sayLine } from './lines.ts'
import { ToChild, type ToParent } from './messages.ts'

export interface CallHooks {
  readonly signal: AbortSignal
  readonly onEvent: (event: unknown) => void
}

/** Milliseconds between two signs of life while there is work. */
const ALIVE_EVERY = 2000

/** Characters of an error's own words. */
const MOST_WORDS = 4000

/** Says `ready` and serves until the channel closes; `perform` checks the task itself. */
export const serveCalls = (
  perform: (task: unknown, hooks: CallHooks) => Promise<unknown>,
): void => {
  const running = new Map<number, AbortController>()
  const pipe = new Socket({ fd: SPEAKS_ON, readable: false, writable: true })
  // The parent has gone or wants us gone; nobody is left to work for.
  const leave = (): void => process.exit(0)
  pipe.on('error', leave)
  const send = (message: ToParent): void => sayLine(pipe, message)
  setInterval(() => {
    if (running.size > 0) send({ type: 'alive' })
  }, ALIVE_EVERY).unref()

  const answer = async (call: number, task: unknown): Promise<void> => {
    const stop = new AbortController()
    running.set(call, stop)
    try {
      const onEvent = (event: unknown): void => send({ type: 'event', call, event })
      send({ type: 'answer', call, answer: await perform(task, { signal: stop.signal, onEvent }) })
    } catch (cause) {
      const error =
        cause instanceof InlayError ? cause : new InlayError('internal', undefined, { cause })
      const inner = error.cause instanceof Error ? error.cause : error
      const words = inner.message.slice(0, MOST_WORDS)
      send({
        type: 'refused',
        call,
        error: toWireError(error),
        frames: [...framesOf(inner)],
        words,
      })
    } finally {
      running.delete(call)
    }
  }

  hearLines(process.stdin, {
    onMessage: (raw) => {
      const message = ToChild.parse(raw)
      if (message.type === 'call') void answer(message.call, message.task)
      else running.get(message.call)?.abort()
    },
    onNonsense: leave,
  })
  process.stdin.once('end', leave)
  process.stdin.once('error', leave)
  send({ type: 'ready', version: COMPANION_VERSION })
}
