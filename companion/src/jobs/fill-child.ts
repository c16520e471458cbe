/** One fill process from fork to exit: its handshake, its calls, and no promise left when it dies. */
import { spawn } from 'node:child_process'
import { COMPANION_VERSION, expected, InlayError } from '@inlay/shared'
import { type FillTask, type RunEvent, type ToChild, ToParent } from './fill-messages.ts'

/** The process ended, or spoke nonsense and was ended, before it answered. */
export class ChildGone extends Error {
  override readonly name = 'ChildGone'
}

interface Call {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
  readonly onEvent: (event: RunEvent) => void
}

export interface FillChild {
  readonly pid: number | undefined
  /** Calls not yet answered. */
  readonly pending: number
  /** True from the first sign of its end; it takes no call any more. */
  readonly gone: boolean
  /** Resolves when the process has ended. */
  readonly exited: Promise<void>
  /**
   * Sends a task and gives its answer, still to be checked. Aborting asks the child to cancel and
   * kills it when it has not answered within `killAfter` ms.
   * @throws InlayError what the child refused with | ChildGone
   */
  call(task: FillTask, options: CallOptions): Promise<unknown>
  /** Asks the child to leave; kills it after `killAfter` ms. Pending calls end with ChildGone. */
  leave(): Promise<void>
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: (event: RunEvent) => void
}

export interface ChildOptions {
  /** The script to fork. */
  readonly entry: string
  /** Milliseconds between asking and killing. */
  readonly killAfter: number
  /** Milliseconds a new process has to say `ready`. */
  readonly readyWithin: number
}

/** Last characters of stderr kept to tell why the process died; never logged, it may hold paths. */
const STDERR_KEPT = 4000

/** Milliseconds an ended process's stderr may take to arrive. */
const LAST_WORDS = 1000

export const forkFillChild = ({ entry, killAfter, readyWithin }: ChildOptions): FillChild => {
  const child = spawn(process.execPath, [entry], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    windowsHide: true,
  })
  const calls = new Map<number, Call>()
  let lastCall = 0
  let gone = false
  let stderr = ''
  let sayReady = (): void => {}
  let sayExited = (): void => {}
  const ready = new Promise<void>((resolve) => {
    sayReady = resolve
  })
  const exited = new Promise<void>((resolve) => {
    sayExited = resolve
  })

  const end = (reason: string): void => {
    gone = true
    clearTimeout(lateReady)
    child.kill('SIGKILL')
    const pending = [...calls.values()]
    calls.clear()
    for (const call of pending) call.reject(new ChildGone(reason))
    sayReady()
  }
  const lateReady = setTimeout(() => end('It did not start in time.'), readyWithin)

  const send = (message: ToChild): void => {
    child.send(message, (error) => {
      if (error !== null) end('Its channel closed.')
    })
  }

  const hear = (raw: unknown): void => {
    const parsed = ToParent.safeParse(raw)
    if (!parsed.success) end('It sent a message that is not understood.')
    else if (parsed.data.type === 'ready') greet(parsed.data.version)
    else answer(parsed.data)
  }

  const greet = (version: string): void => {
    clearTimeout(lateReady)
    if (version === COMPANION_VERSION) sayReady()
    else end(otherVersion(version))
  }

  const answer = (message: Exclude<ToParent, { type: 'ready' }>): void => {
    const call = calls.get(message.call)
    if (call === undefined) return
    if (message.type === 'event') {
      call.onEvent(message.event)
      return
    }
    calls.delete(message.call)
    if (message.type === 'answer') call.resolve(message.answer)
    else call.reject(refusal(message))
  }

  child.on('message', hear)
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT)
  })
  child.on('error', () => end('It could not be started.'))
  child.on('exit', (code, signal) => {
    gone = true
    const finish = (): void => {
      end(endReason(code, signal, stderr))
      sayExited()
    }
    // Its last words may still be in the pipe; a grandchild holding the pipe must not hold us.
    const late = setTimeout(finish, LAST_WORDS)
    child.once('close', () => {
      clearTimeout(late)
      finish()
    })
  })

  return {
    get pid() {
      return child.pid
    },
    get pending() {
      return calls.size
    },
    get gone() {
      return gone
    },
    exited,
    call: async (task, { signal, onEvent = () => {} }) => {
      signal?.throwIfAborted()
      lastCall += 1
      const number = lastCall
      let killer: NodeJS.Timeout | undefined
      let cancel = (): void => {}
      try {
        return await new Promise<unknown>((resolve, reject) => {
          if (gone) return reject(new ChildGone('It has ended.'))
          let sent = false
          calls.set(number, { resolve, reject, onEvent })
          cancel = () => {
            if (!sent) {
              calls.delete(number)
              return reject(new InlayError('cancelled'))
            }
            send({ type: 'cancel', call: number })
            killer = setTimeout(() => end('It did not stop when asked to.'), killAfter)
          }
          signal?.addEventListener('abort', cancel, { once: true })
          void ready.then(() => {
            if (!calls.has(number)) return
            sent = true
            send({ type: 'call', call: number, task })
          })
        })
      } finally {
        clearTimeout(killer)
        signal?.removeEventListener('abort', cancel)
      }
    },
    leave: async () => {
      gone = true
      if (child.connected) child.disconnect()
      const killer = setTimeout(() => end('It was asked to leave.'), killAfter)
      await exited
      clearTimeout(killer)
    },
  }
}

/** The child's own error, its cause carrying the child's stack. */
const refusal = ({ error, stack }: Extract<ToParent, { type: 'refused' }>): InlayError => {
  const { code, detail } = error
  const cause = new Error('In the fill process')
  cause.stack = stack ?? ''
  return new InlayError(code, detail, { cause })
}

const otherVersion = (version: string): string =>
  `It is of another version: ${expected(COMPANION_VERSION, 'its version', version)}.`

const endReason = (code: number | null, signal: string | null, stderr: string): string => {
  if (stderr.includes('heap out of memory')) return 'It ran out of memory.'
  return signal === null ? `It exited with code ${code}.` : `It was ended by ${signal}.`
}

/** What a user is told of it. */
export const toInlayError = (error: unknown): InlayError => {
  if (error instanceof InlayError) return error
  if (error instanceof ChildGone) {
    return new InlayError('engine_failed', `The fill process is gone. ${error.message}`, {
      cause: error,
    })
  }
  return new InlayError('internal', undefined, { cause: error })
}
