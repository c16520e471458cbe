/** One forked process from start to exit: its handshake, its calls, and no promise left when it dies. */
import { spawn } from 'node:child_process'
import { COMPANION_VERSION, expected, InlayError } from '@inlay/shared'
import { type ToChild, ToParent } from './messages.ts'

/** How a child came to its end. */
export type ChildEnd = 'exit' | 'memory' | 'killed' | 'nonsense'

/** The process ended, or spoke nonsense and was ended, before it answered. */
export class ChildGone extends Error {
  override readonly name = 'ChildGone'
  readonly end: ChildEnd

  constructor(message: string, end: ChildEnd) {
    super(message)
    this.end = end
  }
}

interface Call {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
  readonly onEvent: (event: unknown) => void
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: (event: unknown) => void
}

export interface ForkedChild {
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
  call(task: unknown, options?: CallOptions): Promise<unknown>
  /** Asks the child to leave; kills it after `killAfter` ms. Pending calls end with ChildGone. */
  leave(): Promise<void>
}

export interface ForkOptions {
  /** The script to fork. */
  readonly entry: string
  /** "fill process": for the stack of an error that came from there. */
  readonly name: string
  /** Milliseconds between asking and killing. */
  readonly killAfter: number
  /** Milliseconds a new process has to say `ready`. */
  readonly readyWithin: number
  /** Beside the parent's own. */
  readonly environment?: Readonly<Record<string, string>>
}

/** Last characters of stderr kept to tell why the process died; never logged, it may hold paths. */
const STDERR_KEPT = 4000

/** Milliseconds an ended process's stderr may take to arrive. */
const LAST_WORDS = 1000

export const forkChild = (options: ForkOptions): ForkedChild => {
  const { entry, name, killAfter, readyWithin, environment } = options
  const child = spawn(process.execPath, [entry], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    windowsHide: true,
    ...(environment !== undefined && { env: { ...process.env, ...environment } }),
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

  const end = (reason: string, how: ChildEnd): void => {
    gone = true
    clearTimeout(lateReady)
    child.kill('SIGKILL')
    const pending = [...calls.values()]
    calls.clear()
    for (const call of pending) call.reject(new ChildGone(reason, how))
    sayReady()
  }
  const lateReady = setTimeout(() => end('It did not start in time.', 'exit'), readyWithin)

  const send = (message: ToChild): void => {
    child.send(message, (error) => {
      if (error !== null) end('Its channel closed.', 'exit')
    })
  }

  const hear = (raw: unknown): void => {
    const parsed = ToParent.safeParse(raw)
    if (!parsed.success) end('It sent a message that is not understood.', 'nonsense')
    else if (parsed.data.type === 'ready') greet(parsed.data.version)
    else answer(parsed.data)
  }

  const greet = (version: string): void => {
    clearTimeout(lateReady)
    if (version === COMPANION_VERSION) sayReady()
    else
      end(
        `It is of another version: ${expected(COMPANION_VERSION, 'its version', version)}.`,
        'nonsense',
      )
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
    else call.reject(refusal(message, name))
  }

  child.on('message', hear)
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT)
  })
  child.on('error', () => end('It could not be started.', 'exit'))
  child.on('exit', (code, signal) => {
    gone = true
    const finish = (): void => {
      const [reason, how] = endReason(code, signal, stderr)
      end(reason, how)
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
    call: async (task, { signal, onEvent = () => {} } = {}) => {
      if (signal?.aborted) throw new InlayError('cancelled')
      lastCall += 1
      const number = lastCall
      let killer: NodeJS.Timeout | undefined
      let cancel = (): void => {}
      try {
        return await new Promise<unknown>((resolve, reject) => {
          if (gone) return reject(new ChildGone('It has ended.', 'exit'))
          let sent = false
          calls.set(number, { resolve, reject, onEvent })
          cancel = () => {
            if (!sent) {
              calls.delete(number)
              return reject(new InlayError('cancelled'))
            }
            send({ type: 'cancel', call: number })
            killer = setTimeout(() => end('It did not stop when asked to.', 'killed'), killAfter)
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
      const killer = setTimeout(() => end('It was asked to leave.', 'killed'), killAfter)
      await exited
      clearTimeout(killer)
    },
  }
}

/** The child's own error, its cause carrying the child's stack. */
const refusal = (
  { error, stack }: Extract<ToParent, { type: 'refused' }>,
  name: string,
): InlayError => {
  const { code, detail } = error
  const cause = new Error(`In the ${name}`)
  cause.stack = stack ?? ''
  return new InlayError(code, detail, { cause })
}

/** Words of V8, C++ and the drivers for the same thing. */
const OUT_OF_MEMORY = /out of memory|bad_alloc|OUT_OF_DEVICE_MEMORY|Failed to allocate memory/i

const endReason = (
  code: number | null,
  signal: string | null,
  stderr: string,
): readonly [string, ChildEnd] => {
  if (OUT_OF_MEMORY.test(stderr)) return ['It ran out of memory.', 'memory']
  // The system's own way of saying so; our own kill has given its reason already.
  if (signal === 'SIGKILL')
    return ['The system ended it, most likely for want of memory.', 'memory']
  return [signal === null ? `It exited with code ${code}.` : `It was ended by ${signal}.`, 'exit']
}
