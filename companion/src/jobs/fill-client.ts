/** The daemon's side of the fill process: starts it when needed, replaces a dead one, lets it go when idle. */
import type { EngineInfo, RuntimeInfo } from '@inlay/shared'
import { InlayError } from '@inlay/shared'
import {
  type CallOptions,
  ChildGone,
  type ChildLife,
  type ForkedChild,
  forkChild,
} from '../system/child/fork-child.ts'
import { distFile } from '../system/dist.ts'
import {
  EncodeAnswer,
  type EncodeTask,
  EnginesAnswer,
  type FillTask,
  PreviewDone,
  type PreviewTask,
  RunAnswer,
  RunEvent,
  type RunTask,
  RuntimeAnswer,
  SegmentDone,
  type SegmentTask,
  UpscaleDone,
  UpscaleProgress,
  type UpscaleTask,
} from './fill-messages.ts'

export interface FillClientOptions {
  /** The script to fork; the built fill process unless a test names another. */
  readonly entry?: string
  /** Milliseconds without work after which the process leaves and its memory with it. */
  readonly idleAfter?: number
  /** Milliseconds a cancelled run has to stop by itself. */
  readonly killAfter?: number
  readonly readyWithin?: number
  /** Milliseconds a process at work may give no sign of life before it is ended. */
  readonly silentAfter?: number
  /** Milliseconds a run may make no progress before its process is ended. */
  readonly stuckAfter?: number
  /** Hears of each start, and of each end that was not asked for. */
  readonly onLife?: (life: ChildLife) => void
}

/**
 * The longest silence of its main thread is some seconds of pixels in one go, on a slow machine many;
 * the longest stage without progress a minute. Both bounds are far beyond.
 */
const DEFAULTS = {
  idleAfter: 2 * 60_000,
  killAfter: 1000,
  readyWithin: 30_000,
  silentAfter: 2 * 60_000,
  stuckAfter: 15 * 60_000,
} satisfies Omit<Required<FillClientOptions>, 'entry' | 'onLife'>

export interface FillClient {
  /** Process id while one runs. */
  readonly pid: number | undefined
  /** Starts the process if none runs, so that it is ready when the job is. */
  wake(): void
  /**
   * Runs a fill. A process that dies takes the run with it; the next call gets a new one.
   * @throws InlayError cancelled | engine_failed | whatever the pipeline refuses with
   */
  run(
    task: RunTask,
    hooks: { readonly signal: AbortSignal; readonly onEvent: (event: RunEvent) => void },
  ): Promise<RunAnswer>
  /** Encodes one result of a finished fill; tried again once when the process dies meanwhile. */
  encode(task: EncodeTask): Promise<EncodeAnswer>
  engines(): Promise<readonly EngineInfo[]>
  runtime(): Promise<RuntimeInfo>
  /** Ends the process if it has nothing to do, and frees all it held; false when it is at work. */
  release(): Promise<boolean>
  /** A running process leaves as soon as it has nothing to do; the next call gets a new one. */
  renew(): void
  /** Milliseconds without work after which the process leaves, from now on. */
  setIdle(milliseconds: number): void
  /**
   * Selects in a picture. Cancelling never ends the process: a fill may be running in it.
   * @throws InlayError cancelled | image_forgotten | whatever the selection fails with
   */
  segment(task: SegmentTask, signal: AbortSignal): Promise<SegmentDone>
  /**
   * A picture for the eye. Cancelling never ends the process: a fill may be running in it.
   * @throws InlayError cancelled | image_unreadable | image_too_large | colour_mode_unsupported
   */
  preview(task: PreviewTask, signal: AbortSignal): Promise<PreviewDone>
  /**
   * Enlarges a picture. Cancelling never ends the process: a fill may be running in it.
   * @throws InlayError cancelled | engine_failed | whatever the enlarging fails with
   */
  upscale(
    task: UpscaleTask,
    hooks: {
      readonly signal: AbortSignal
      readonly onProgress: (progress: UpscaleProgress) => void
    },
  ): Promise<UpscaleDone>
  /** Ends the process; pending calls fail with `interrupted`. */
  close(): Promise<void>
}

export const createFillClient = (options: FillClientOptions = {}): FillClient => {
  const settings = {
    ...DEFAULTS,
    ...options,
    entry: options.entry ?? distFile('fill-process.js'),
  }
  const alive = new Set<ForkedChild>()
  let current: ForkedChild | undefined
  let idle: NodeJS.Timeout | undefined
  let outdated: ForkedChild | undefined
  let closed = false

  const child = (): ForkedChild => {
    if (current !== undefined && !current.gone) return current
    const fresh = forkChild({ ...settings, name: 'fill process' })
    current = fresh
    alive.add(fresh)
    void fresh.exited.then(() => alive.delete(fresh))
    return fresh
  }

  const rest = (one: ForkedChild): void => {
    clearTimeout(idle)
    if (one === outdated) {
      void one.leave()
      return
    }
    idle = setTimeout(() => void one.leave(), settings.idleAfter).unref()
  }

  const call = async (task: FillTask, callOptions?: CallOptions): Promise<unknown> => {
    if (closed) throw new InlayError('interrupted', 'The companion is stopping.')
    clearTimeout(idle)
    const used = child()
    try {
      return await used.call(task, callOptions)
    } finally {
      if (used === current && used.pending === 0 && !used.gone) rest(used)
    }
  }

  /** For calls that change nothing: a process that died for another's sake is no reason to fail. */
  const callTwice = async (task: FillTask): Promise<unknown> => {
    try {
      return await call(task)
    } catch (error) {
      if (!(error instanceof ChildGone)) throw error
      return call(task)
    }
  }

  const named = (error: unknown): InlayError =>
    closed && error instanceof ChildGone
      ? new InlayError('interrupted', 'The companion is stopping.', { cause: error })
      : toInlayError(error)

  /** For whoever does not come back for it: the process is left alone when they have gone. */
  const patiently = async (task: FillTask, signal: AbortSignal): Promise<unknown> => {
    try {
      return await call(task, { signal, isPatient: true })
    } catch (error) {
      if (signal.aborted && !closed) throw new InlayError('cancelled', undefined, { cause: error })
      throw named(error)
    }
  }

  return {
    get pid() {
      return current?.gone === false ? current.pid : undefined
    },
    wake: () => {
      if (closed) return
      const woken = child()
      if (woken.pending === 0) rest(woken)
    },
    run: async (task, { signal, onEvent }) => {
      try {
        const { stuckAfter } = settings
        const hear = (event: unknown): void => onEvent(RunEvent.parse(event))
        return RunAnswer.parse(
          await call(task, { signal, stuckAfter, event: RunEvent, onEvent: hear }),
        )
      } catch (error) {
        if (signal.aborted && !closed)
          throw new InlayError('cancelled', undefined, { cause: error })
        throw named(error)
      }
    },
    encode: (task) =>
      callTwice(task)
        .then((answer) => EncodeAnswer.parse(answer))
        .catch((error: unknown) => Promise.reject(named(error))),
    engines: () =>
      callTwice({ type: 'engines' })
        .then((answer) => EnginesAnswer.parse(answer).engines)
        .catch((error: unknown) => Promise.reject(named(error))),
    runtime: () =>
      callTwice({ type: 'runtime' })
        .then((answer) => RuntimeAnswer.parse(answer))
        .catch((error: unknown) => Promise.reject(named(error))),
    release: async () => {
      if (current === undefined || current.gone) return true
      if (current.pending > 0) return false
      clearTimeout(idle)
      await current.leave()
      return true
    },
    renew: () => {
      outdated = current
      if (current?.gone === false && current.pending === 0) rest(current)
    },
    setIdle: (milliseconds) => {
      settings.idleAfter = milliseconds
      if (current?.gone === false && current.pending === 0) rest(current)
    },
    segment: async (task, signal) => SegmentDone.parse(await patiently(task, signal)),
    preview: async (task, signal) => PreviewDone.parse(await patiently(task, signal)),
    upscale: async (task, { signal, onProgress }) => {
      try {
        const { stuckAfter } = settings
        const hear = (event: unknown): void => onProgress(UpscaleProgress.parse(event))
        const options = { signal, stuckAfter, event: UpscaleProgress, onEvent: hear }
        return UpscaleDone.parse(await call(task, { ...options, isPatient: true }))
      } catch (error) {
        if (signal.aborted && !closed) {
          throw new InlayError('cancelled', undefined, { cause: error })
        }
        throw named(error)
      }
    },
    close: async () => {
      closed = true
      clearTimeout(idle)
      await Promise.all([...alive].map((one) => one.leave()))
    },
  }
}

/** What a user is told of it. */
const toInlayError = (error: unknown): InlayError => {
  if (error instanceof InlayError) return error
  if (error instanceof ChildGone) {
    return new InlayError('engine_failed', `The fill process is gone. ${error.message}`, {
      cause: error,
    })
  }
  return new InlayError('internal', undefined, { cause: error })
}
