/**
 * The parent's side of inference: finds the device, opens nets once, runs them in a child process
 * that can be killed at any time, and gives everything back when it has been idle.
 */
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { InlayError } from '@inlay/shared'
import { ChildGone, type ForkedChild, forkChild } from '../system/child/fork-child.ts'
import { onDisk } from '../system/disk-error.ts'
import { distFile } from '../system/dist.ts'
import { companionFolders, type Folders } from '../system/folders.ts'
import { PRIVATE_FILE } from '../system/private-files.ts'
import { cudaEnvironment } from './cuda/places.ts'
import { type Device, findDevice, usableDevice } from './device.ts'
import { deviceFingerprint } from './device-fingerprint.ts'
import { createDeviceMemo } from './device-memo.ts'
import { createHeldTensors, type Held } from './held.ts'
import { createLine, type Line } from './line.ts'
import { machineMemory } from './machine-memory.ts'
import { type GraphFiles, type InferenceTask, MemoryAnswer, ProbeAnswer } from './messages.ts'
import { type Net, type NetHost, type NetOptions, openNet, type Room } from './net.ts'
import { askNvidia, mayHaveNvidia } from './nvidia.ts'
import { allowedProviders, NO_NVIDIA, type Provider } from './providers.ts'
import { openTensorSpool, type TensorSpool } from './tensor-spool.ts'
import type { Tensor } from './tensors.ts'
import { createTurns } from './turns.ts'

export type { Held } from './held.ts'
export type { Net } from './net.ts'

export interface InferenceOptions {
  /** The script to fork; the built inference process unless a test names another. */
  readonly entry?: string
  /** Providers to try, best first; default: the platform's that the owner allows. */
  readonly providers?: readonly Provider[]
  readonly threads?: number
  /** Tells the memory where a provider runs, in place of the machine and its cards. */
  readonly room?: NetHost['room']
  /** Milliseconds without a run after which the process leaves, and all nets with it. */
  readonly idleAfter?: number
  /** Milliseconds a run that is to be cancelled may take to end by itself. */
  readonly killAfter?: number
  readonly readyWithin?: number
  readonly environment?: Readonly<Record<string, string>>
  /** Where CUDA's libraries may have been installed; default: the companion's own. */
  readonly folders?: Folders
  /** Keeps what was found out of the devices in the state folder; default: finds out anew. */
  readonly remembers?: boolean
}

/** Milliseconds. */
const MEMORY_PATIENCE = 300

/** In the state folder. */
const DEVICE_FILE = 'device.json'

const DEFAULTS = { idleAfter: 5 * 60_000, killAfter: 900, readyWithin: 30_000 }

export interface OpenOptions extends NetOptions {
  /** Only these, in the device's own order; default: every provider that works here. */
  readonly providers?: readonly Provider[]
}

export interface SpooledFile {
  readonly path: string
  remove(): Promise<void>
}

export interface Inference {
  /** Of the process, while one runs. */
  readonly pid: number | undefined
  /**
   * Where nets can run. Asked once, and not at all where the answer is remembered; each provider is
   * asked in a process of its own, as a driver may take it down.
   */
  device(options?: { readonly afresh?: boolean }): Promise<Device>
  /** Bytes of memory where nets run first, in all and free now; undefined where nobody tells. */
  room(): Promise<Room | undefined>
  /** The same as far as it is remembered; nothing is asked. */
  knownDevice(): Promise<Device | undefined>
  /**
   * Single-flight: two callers of one net share one loading and one session.
   * @throws InlayError engine_unavailable | out_of_memory | engine_failed | model_damaged
   */
  open(graph: GraphFiles, options?: OpenOptions): Promise<Net>
  /** A tensor sent once, when a run first needs it, and kept there till it is released. */
  hold(tensor: Tensor): Held
  /**
   * Puts bytes into a file that the inference process can read, for a graph's patch.
   * @throws InlayError disk_full | file_unwritable
   */
  spool(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<SpooledFile>
  /** Undefined while no process runs; of one that is busy, what it said last. */
  memory(): Promise<MemoryAnswer | undefined>
  /** Ends the process and frees all it held; nets open themselves again when run. */
  release(): Promise<void>
  /** Also removes the spool folder; pending runs fail with `interrupted`. */
  dispose(): Promise<void>
}

export const createInference = (options: InferenceOptions = {}): Inference => {
  const settings = { ...DEFAULTS, ...options }
  let current: Line | undefined
  let spool: Promise<TensorSpool> | undefined
  let files: Promise<TensorSpool> | undefined
  let device: Promise<Device> | undefined
  let idle: NodeJS.Timeout | undefined
  let disposed = false
  let memory: MemoryAnswer | undefined
  const nets = new Map<string, Promise<Net>>()

  const folders = options.folders ?? companionFolders()
  const memo = createDeviceMemo(options.remembers ? join(folders.state, DEVICE_FILE) : undefined)

  const fork = (): ForkedChild =>
    forkChild({
      entry: options.entry ?? distFile('inference-process.js'),
      name: 'inference process',
      killAfter: settings.killAfter,
      readyWithin: settings.readyWithin,
      environment: {
        ...cudaEnvironment(folders),
        ...options.environment,
      },
    })

  const send = async (
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
      if (on === current?.child && on.pending === 0 && !on.gone) {
        idle = setTimeout(() => void on.leave(), settings.idleAfter).unref()
      }
    }
  }

  const openSpool = (): Promise<TensorSpool> => {
    spool ??= openTensorSpool()
    return spool
  }

  const line = (): Line => {
    if (disposed) throw new InlayError('interrupted', 'The companion is stopping.')
    if (current === undefined || current.child.gone) {
      const child = fork()
      current = createLine(child, openSpool, (task, signal) => send(child, task, signal))
    }
    return current
  }

  const held = createHeldTensors<Line>((on, ids) => {
    if (on.child.gone) return
    // With the process, they are forgotten too.
    on.send({ type: 'drop', ids: [...ids] }).catch(() => {})
  })

  const host: NetHost = {
    line,
    turns: createTurns(),
    held,
    threads: options.threads,
    get disposed() {
      return disposed
    },
    tell: memo.tell,
    room: options.room ?? roomOf,
    onDeviceFault: () => void memo.drop(),
  }

  const probe = async (provider: Provider): Promise<number> => {
    if (provider === 'cuda' && !(await mayHaveNvidia())) throw new Error(NO_NVIDIA)
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

  const providers = options.providers ?? allowedProviders()

  const fingerprint = (): Promise<string> =>
    deviceFingerprint({ providers, folders, environment: options.environment })

  const find = async (afresh: boolean): Promise<Device> => {
    if (options.remembers !== true) return findDevice(probe, providers)
    const print = await fingerprint()
    const known = afresh ? undefined : await memo.read(print)
    if (known !== undefined) return known
    const found = await findDevice(probe, providers)
    await memo.write(print, found)
    return found
  }

  const findOnce = (afresh = false): Promise<Device> => {
    if (device === undefined || afresh) device = find(afresh)
    return device
  }

  const openOn = async (graph: GraphFiles, { providers, needs }: OpenOptions): Promise<Net> => {
    const { usable, notes } = usableDevice(await findOnce())
    if (providers === undefined) return openNet(graph, { usable, notes }, host, { needs })
    const allowed = usable.filter(({ provider }) => providers.includes(provider))
    if (allowed.length === 0) throw new InlayError('engine_unavailable', 'No device may run it.')
    return openNet(graph, { usable: allowed, notes: [] }, host, { needs })
  }

  const release = async (): Promise<void> => {
    clearTimeout(idle)
    const leaving = current
    current = undefined
    await leaving?.child.leave()
  }

  return {
    get pid() {
      return current?.child.gone === false ? current.child.pid : undefined
    },
    device: ({ afresh = false } = {}) => findOnce(afresh),
    room: async () => {
      const [first] = (await findOnce()).usable
      return first && (options.room ?? roomOf)(first.provider)
    },
    knownDevice: async () =>
      device ?? (options.remembers ? memo.read(await fingerprint()) : undefined),
    open: (graph, openOptions = {}) => {
      const key = JSON.stringify([graph, openOptions.providers])
      const known = nets.get(key)
      if (known !== undefined) return known
      const opening = openOn(graph, openOptions)
      nets.set(key, opening)
      opening.catch(() => nets.delete(key))
      return opening
    },
    hold: held.hold,
    spool: async (bytes) => {
      files ??= openTensorSpool(tmpdir())
      const folder = await files
      const path = folder.next()
      await onDisk(writeFile(path, bytes, { mode: PRIVATE_FILE }))
      return { path, remove: () => folder.remove([path]) }
    },
    memory: async () => {
      if (current === undefined || current.child.gone) return undefined
      const asked = current.send({ type: 'memory' }).then((answer) => {
        memory = MemoryAnswer.parse(answer)
        return memory
      })
      // A run keeps the process from answering for as long as it takes.
      const busy = later(MEMORY_PATIENCE, undefined, { ref: false }).then(() => memory)
      return Promise.race([asked, busy])
    },
    release,
    dispose: async () => {
      disposed = true
      await release()
      await Promise.all([spool, files].map(async (folder) => (await folder)?.close()))
    },
  }
}

/** Of the first card, which CUDA takes too; what other providers' cards have, nobody tells. */
const roomOf = async (provider: Provider): Promise<Room | undefined> => {
  if (provider === 'cpu') {
    const { total, free } = machineMemory()
    // macOS counts as free only what it uses for nothing, which is always next to nothing.
    return { total, free: process.platform === 'darwin' ? total : free }
  }
  if (provider !== 'cuda') return undefined
  const answer = await askNvidia()
  const card = answer.kind === 'cards' ? answer.cards[0] : undefined
  return card === undefined || card.total === 0 ? undefined : card
}

const named = (error: unknown, disposed: boolean): InlayError => {
  if (error instanceof InlayError) return error
  if (!(error instanceof ChildGone)) return new InlayError('internal', undefined, { cause: error })
  if (disposed) return new InlayError('interrupted', 'The companion is stopping.', { cause: error })
  if (error.end === 'memory') return new InlayError('out_of_memory', undefined, { cause: error })
  const detail = `The inference process is gone. ${error.message}`
  return new InlayError('engine_failed', detail, { cause: error })
}
