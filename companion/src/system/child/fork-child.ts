/** One forked process from start to exit: its handshake, its calls, and no promise left when it dies. */
import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { COMPANION_VERSION, expected, InlayError } from '@inlay/shared'
import type * as z from '@inlay/shared/zod'
import { carryFrames } from '../frames.ts'
import { hearLines, SPEAKS_ON, sayLine } from './lines.ts'
import { type ToChild, ToParent } from './messages.ts'
import { countOomKills } from './oom-kills.ts'
import { createWatch } from './watch.ts'

/** How a child came to its end. */
export const CHILD_ENDS = [
  'exit',
  'memory',
  'killed',
  'nonsense',
  'not_ready',
  'version',
  'silent',
  'stuck',
] as const
export type ChildEnd = (typeof CHILD_ENDS)[number]

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
  readonly event: z.ZodType | undefined
  readonly stuckAfter: number
  /** Milliseconds since its last event, as far as this process was awake. */
  idle: number
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: (event: unknown) => void
  /** What events look like; a child that sends another is ended. */
  readonly event?: z.ZodType
  /** Milliseconds without an event after which the child is taken for stuck; never when absent. */
  readonly stuckAfter?: number
  /** Asks only, when cancelled: what else the process does must not end with it. */
  readonly isPatient?: boolean
}

export interface ForkedChild {
  readonly pid: number | undefined
  /** Calls not yet answered. */
  readonly pending: number
  /** True from the first sign of its end; it takes no call any more. */
  readonly gone: boolean
  /** The end of what it wrote to stderr: for finding out why, never for a log. */
  readonly lastWords: string
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

/** What there is to tell of a child. */
export type ChildLife =
  | { readonly type: 'started'; readonly pid: number }
  | {
      readonly type: 'gone'
      readonly pid: number
      readonly end: ChildEnd
      /** Calls that went with it. */
      readonly pending: number
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
  /** Milliseconds without any sign of life while it works after which it is ended; never when absent. */
  readonly silentAfter?: number | undefined
  /** Hears of each start, and of each end that was not asked for. */
  readonly onLife?: ((life: ChildLife) => void) | undefined
  /** Beside the parent's own. */
  readonly environment?: Readonly<Record<string, string>>
}

/** Last characters of stderr kept to tell why the process died; never logged, it may hold paths. */
const STDERR_KEPT = 4000

/** Milliseconds an ended process's stderr may take to arrive. */
const LAST_WORDS = 1000

export const forkChild = (options: ForkOptions): ForkedChild => {
  const { entry, name, killAfter, readyWithin, environment, silentAfter, onLife } = options
  const child = spawn(process.execPath, [entry], {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
    ...(environment !== undefined && { env: { ...process.env, ...environment } }),
  })
  const oomKills = countOomKills()
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

  let ended = false
  let asked = false
  const end = (reason: string, how: ChildEnd): void => {
    gone = true
    clearTimeout(lateReady)
    watch.stop()
    child.kill('SIGKILL')
    const pending = [...calls.values()]
    calls.clear()
    if (!ended && !asked && child.pid !== undefined) {
      onLife?.({ type: 'gone', pid: child.pid, end: how, pending: pending.length })
    }
    ended = true
    for (const call of pending) call.reject(new ChildGone(reason, how))
    sayReady()
  }
  const lateReady = setTimeout(() => end('It did not start in time.', 'not_ready'), readyWithin)

  let quiet = 0
  const watch = createWatch((passed) => {
    if (calls.size === 0) {
      quiet = 0
      return
    }
    quiet += passed
    if (silentAfter !== undefined && quiet > silentAfter) end('It no longer answered.', 'silent')
    for (const call of calls.values()) {
      call.idle += passed
      if (call.idle > call.stuckAfter) end('It made no progress.', 'stuck')
    }
  })

  const send = (message: ToChild): void => {
    if (child.stdin?.writable === true) sayLine(child.stdin, message)
    else end('Its channel closed.', 'exit')
  }
  child.stdin?.on('error', () => end('Its channel closed.', 'exit'))

  const nonsense = (): void => end('It sent a message that is not understood.', 'nonsense')

  const hear = (raw: unknown): void => {
    quiet = 0
    const parsed = ToParent.safeParse(raw)
    if (!parsed.success) nonsense()
    else if (parsed.data.type === 'ready') greet(parsed.data.version)
    else if (parsed.data.type !== 'alive') answer(parsed.data)
  }

  const greet = (version: string): void => {
    clearTimeout(lateReady)
    if (version === COMPANION_VERSION) sayReady()
    else
      end(
        `It is of another version: ${expected(COMPANION_VERSION, 'its version', version)}.`,
        'version',
      )
  }

  const answer = (message: Exclude<ToParent, { type: 'ready' | 'alive' }>): void => {
    const call = calls.get(message.call)
    if (call === undefined) return
    if (message.type === 'event') {
      call.idle = 0
      if (call.event?.safeParse(message.event).success === false) nonsense()
      else tell(call, message)
      return
    }
    calls.delete(message.call)
    if (message.type === 'answer') call.resolve(message.answer)
    else call.reject(refusal(message, name))
  }

  /** A listener that fails (a full disk) fails its call; the child is not to blame. */
  const tell = (call: Call, message: { readonly call: number; readonly event: unknown }): void => {
    try {
      call.onEvent(message.event)
    } catch (cause) {
      calls.delete(message.call)
      send({ type: 'cancel', call: message.call })
      call.reject(cause instanceof Error ? cause : new Error('A listener failed', { cause }))
    }
  }

  const pipe = child.stdio[SPEAKS_ON]
  if (pipe instanceof Readable) {
    pipe.on('error', () => end('Its channel closed.', 'exit'))
    hearLines(pipe, { onMessage: hear, onNonsense: nonsense })
  }
  child.on('spawn', () => {
    if (child.pid !== undefined) onLife?.({ type: 'started', pid: child.pid })
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT)
  })
  child.on('error', () => end('It could not be started.', 'exit'))
  child.on('exit', (code, signal) => {
    gone = true
    const finish = (): void => {
      // Somebody's `kill -9` looks the same, but for the count.
      const wasStarved = signal === 'SIGKILL' && !ended && countOomKills() !== oomKills
      const [reason, how] = endReason(code, signal, wasStarved ? STARVED : stderr)
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
    get lastWords() {
      return stderr
    },
    exited,
    call: async (task, callOptions = {}) => {
      const {
        signal,
        onEvent = () => {},
        event,
        stuckAfter = Number.POSITIVE_INFINITY,
        isPatient = false,
      } = callOptions
      if (signal?.aborted) throw new InlayError('cancelled')
      lastCall += 1
      const number = lastCall
      let killer: NodeJS.Timeout | undefined
      let cancel = (): void => {}
      try {
        return await new Promise<unknown>((resolve, reject) => {
          if (gone) return reject(new ChildGone('It has ended.', 'exit'))
          let sent = false
          calls.set(number, { resolve, reject, onEvent, event, stuckAfter, idle: 0 })
          cancel = () => {
            if (!sent) {
              calls.delete(number)
              return reject(new InlayError('cancelled'))
            }
            send({ type: 'cancel', call: number })
            if (isPatient) return
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
      asked = true
      child.stdin?.end()
      const killer = setTimeout(() => end('It was asked to leave.', 'killed'), killAfter)
      await exited
      clearTimeout(killer)
    },
  }
}

/** The child's own error, its cause carrying the child's words and frames. */
const refusal = (
  { error, frames, words }: Extract<ToParent, { type: 'refused' }>,
  name: string,
): InlayError => {
  const { code, detail } = error
  const cause = new Error(words ?? `In the ${name}`)
  carryFrames(cause, frames ?? [])
  return new InlayError(code, detail, { cause })
}

/** Words of V8, C++ and the drivers for the same thing. */
const OUT_OF_MEMORY = /out of memory|bad_alloc|OUT_OF_DEVICE_MEMORY|Failed to allocate memory/i

/** What the system does not say to the process it ends. */
const STARVED = 'out of memory'

const endReason = (
  code: number | null,
  signal: string | null,
  stderr: string,
): readonly [string, ChildEnd] => {
  if (OUT_OF_MEMORY.test(stderr)) return ['It ran out of memory.', 'memory']
  return [signal === null ? `It exited with code ${code}.` : `It was ended by ${signal}.`, 'exit']
}
