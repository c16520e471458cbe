/**
 * The parent's side of inference: finds the device, opens nets once, runs them in a child process
 * that can be killed at any time, and gives everything back when it has been idle.
 */
import { InlayError } from '@inlay/shared'
import type * as z from '@inlay/shared/zod'
import { ChildGone, type ForkedChild, forkChild } from '../system/child/fork-child.ts'
import { distFile } from '../system/dist.ts'
import { companionFolders, type Folders } from '../system/folders.ts'
import { cudaEnvironment } from './cuda/places.ts'
import { type Device, findDevice } from './device.ts'
import {
  type GraphFiles,
  type InferenceTask,
  LoadAnswer,
  MemoryAnswer,
  ProbeAnswer,
  RunAnswer,
  type TensorInfo,
} from './messages.ts'
import { type Provider, providerName } from './providers.ts'
import { openTensorSpool, type TensorSpool } from './tensor-spool.ts'
import { readTensor, type Tensor, type TensorFile, writeTensor } from './tensors.ts'

export interface InferenceOptions {
  /** The script to fork; the built inference process unless a test names another. */
  readonly entry?: string
  /** Providers to try, best first; default: the platform's. */
  readonly providers?: readonly Provider[]
  readonly threads?: number
  /** Milliseconds without a run after which the process leaves, and all nets with it. */
  readonly idleAfter?: number
  /** Milliseconds a run that is to be cancelled may take to end by itself. */
  readonly killAfter?: number
  readonly readyWithin?: number
  readonly environment?: Readonly<Record<string, string>>
  /** Where CUDA's libraries may have been installed; default: the companion's own. */
  readonly folders?: Folders
}

const DEFAULTS = { idleAfter: 5 * 60_000, killAfter: 900, readyWithin: 30_000 }

/** An opened net. It may be closed and opened again behind the scenes; the caller never notices. */
export interface Net {
  readonly inputs: readonly TensorInfo[]
  readonly outputs: readonly TensorInfo[]
  /** Where the next run happens. */
  readonly provider: Provider
  /** Sentences on every step down taken since it was opened: "Running on CPU because ...". */
  readonly notes: readonly string[]
  /**
   * All inputs in, the named outputs out. Out of memory or a crash on a graphics card is tried once
   * more on the next provider, which `notes` then says.
   * @throws InlayError cancelled (within about a second) | out_of_memory | engine_failed
   */
  run(
    inputs: Readonly<Record<string, Tensor>>,
    outputs: readonly string[],
    signal: AbortSignal,
  ): Promise<Record<string, Tensor>>
  /** Gives its memory back; a later run opens it again. */
  close(): Promise<void>
}

export interface Inference {
  /** Of the process, while one runs. */
  readonly pid: number | undefined
  /** Probes on first call; each probe has a process of its own, as a driver may take it down. */
  device(): Promise<Device>
  /**
   * Single-flight: two callers of one net share one loading and one session.
   * @throws InlayError engine_unavailable | out_of_memory | engine_failed
   */
  open(graph: GraphFiles): Promise<Net>
  /** Undefined while no process runs. */
  memory(): Promise<z.infer<typeof MemoryAnswer> | undefined>
  /** Ends the process and frees all it held; nets open themselves again when run. */
  release(): Promise<void>
  /** Also removes the spool folder; pending runs fail with `interrupted`. */
  dispose(): Promise<void>
}

/** A session of the process that runs now. */
interface Loaded extends LoadAnswer {
  readonly child: ForkedChild
}

export const createInference = (options: InferenceOptions = {}): Inference => {
  const settings = { ...DEFAULTS, ...options }
  let current: ForkedChild | undefined
  let spool: Promise<TensorSpool> | undefined
  let device: Promise<Device> | undefined
  let idle: NodeJS.Timeout | undefined
  let disposed = false
  const nets = new Map<string, Promise<Net>>()

  const fork = (): ForkedChild =>
    forkChild({
      entry: options.entry ?? distFile('inference-process.js'),
      name: 'inference process',
      killAfter: settings.killAfter,
      readyWithin: settings.readyWithin,
      environment: {
        ...cudaEnvironment(options.folders ?? companionFolders()),
        ...options.environment,
      },
    })

  const child = (): ForkedChild => {
    if (disposed) throw new InlayError('interrupted', 'The companion is stopping.')
    if (current === undefined || current.gone) current = fork()
    return current
  }

  const call = async (
    on: ForkedChild,
    task: InferenceTask,
    signal?: AbortSignal,
  ): Promise<unknown> => {
    clearTimeout(idle)
    try {
      return await on.call(task, { signal })
    } catch (error) {
      if (signal?.aborted) throw new InlayError('cancelled', undefined, { cause: error })
      throw named(error, disposed)
    } finally {
      if (on === current && on.pending === 0 && !on.gone) {
        idle = setTimeout(() => void on.leave(), settings.idleAfter).unref()
      }
    }
  }

  const probe = async (provider: Provider): Promise<number> => {
    const tried = fork()
    try {
      return ProbeAnswer.parse(await tried.call({ type: 'probe', provider })).ms
    } catch (cause) {
      // Which library is missing, the runtime says on stderr alone.
      throw new Error(tried.lastWords, { cause })
    } finally {
      void tried.leave()
    }
  }

  const findOnce = (): Promise<Device> => {
    device ??= findDevice(probe, options.providers)
    return device
  }

  const openNet = async (graph: GraphFiles): Promise<Net> => {
    const { usable, notes } = await findOnce()
    const steps = [...notes]
    let rung = 0
    let loading: Promise<Loaded> | undefined

    const load = async (): Promise<Loaded> => {
      const on = child()
      const task = {
        type: 'load' as const,
        graph,
        provider: usable[rung]!.provider,
        ...(options.threads !== undefined && { threads: options.threads }),
      }
      return { ...LoadAnswer.parse(await call(on, task)), child: on }
    }
    const loaded = async (): Promise<Loaded> => {
      const held = await loading?.catch(() => undefined)
      if (held === undefined || held.child.gone) {
        loading = load()
        return loading
      }
      return held
    }
    /** Runs `work`; where the device may be at fault, once more a rung lower. */
    const onLadder = async <T>(work: () => Promise<T>): Promise<T> => {
      for (;;) {
        try {
          return await work()
        } catch (error) {
          const next = usable[rung + 1]
          if (!isDeviceFault(error) || next === undefined || disposed) throw error
          steps.push(stepDown(error, usable[rung]!.provider, next.provider))
          rung += 1
          loading = undefined
        }
      }
    }

    const first = await onLadder(loaded)
    return {
      inputs: first.inputs,
      outputs: first.outputs,
      get provider() {
        return usable[rung]!.provider
      },
      notes: steps,
      run: (inputs, outputs, signal) =>
        onLadder(async () => {
          const { session, child: on } = await loaded()
          spool ??= openTensorSpool()
          return runOnce(await spool, inputs, outputs, (files, paths) =>
            call(on, { type: 'run', session, inputs: files, outputs: paths }, signal),
          )
        }),
      close: async () => {
        const held = await loading?.catch(() => undefined)
        loading = undefined
        if (held === undefined || held.child.gone) return
        await call(held.child, { type: 'unload', session: held.session })
      },
    }
  }

  const release = async (): Promise<void> => {
    clearTimeout(idle)
    const leaving = current
    current = undefined
    await leaving?.leave()
  }

  return {
    get pid() {
      return current?.gone === false ? current.pid : undefined
    },
    device: findOnce,
    open: (graph) => {
      const key = JSON.stringify(graph)
      const known = nets.get(key)
      if (known !== undefined) return known
      const opening = openNet(graph)
      nets.set(key, opening)
      opening.catch(() => nets.delete(key))
      return opening
    },
    memory: async () => {
      if (current === undefined || current.gone) return undefined
      return MemoryAnswer.parse(await call(current, { type: 'memory' }))
    },
    release,
    dispose: async () => {
      disposed = true
      await release()
      await (await spool)?.close()
    },
  }
}

/** Writes the inputs, lets `send` run, reads the outputs; no file stays behind, whatever happens. */
const runOnce = async (
  spool: TensorSpool,
  inputs: Readonly<Record<string, Tensor>>,
  outputs: readonly string[],
  send: (files: Record<string, TensorFile>, paths: Record<string, string>) => Promise<unknown>,
): Promise<Record<string, Tensor>> => {
  const files: Record<string, TensorFile> = {}
  for (const [name, { type, shape }] of Object.entries(inputs)) {
    files[name] = { type, shape: [...shape], path: spool.next() }
  }
  const paths = Object.fromEntries(outputs.map((name) => [name, spool.next()]))
  try {
    await Promise.all(
      Object.entries(inputs).map(([name, tensor]) => writeTensor(files[name]!.path, tensor)),
    )
    const answer = RunAnswer.parse(await send(files, paths))
    const read = Object.entries(answer.outputs).map(
      async ([name, { type, shape }]) =>
        [name, await readTensor({ type, shape, path: paths[name]! })] as const,
    )
    return Object.fromEntries(await Promise.all(read))
  } finally {
    await spool.remove([...Object.values(files).map(({ path }) => path), ...Object.values(paths)])
  }
}

const named = (error: unknown, disposed: boolean): InlayError => {
  if (error instanceof InlayError) return error
  if (!(error instanceof ChildGone)) return new InlayError('internal', undefined, { cause: error })
  if (disposed) return new InlayError('interrupted', 'The companion is stopping.', { cause: error })
  if (error.end === 'memory') return new InlayError('out_of_memory', undefined, { cause: error })
  const detail = `The inference process is gone. ${error.message}`
  return new InlayError('engine_failed', detail, { cause: error })
}

const isDeviceFault = (error: unknown): boolean =>
  error instanceof InlayError && (error.code === 'out_of_memory' || error.code === 'engine_failed')

const stepDown = (error: unknown, from: Provider, to: Provider): string => {
  const why =
    error instanceof InlayError && error.code === 'out_of_memory'
      ? 'there was not enough memory'
      : 'the run failed'
  return `Ran on ${providerName(to)} because ${why} on ${providerName(from)}.`
}
