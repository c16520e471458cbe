/** CUDA's libraries for the page: what they would bring, fetching them once at a time, taking them away. */
import { type GpuEvent, type GpuLibraries, InlayError, toWireError } from '@inlay/shared'
import type { CudaInstallOptions } from '../inference/cuda/install.ts'
import { createFeed, type Feed } from '../system/feed.ts'
import type { Folders } from '../system/folders.ts'

type WithoutHead<E> = E extends GpuEvent ? Omit<E, 'sequence'> : never
type Body = WithoutHead<GpuEvent>

export interface GpuLibrariesOptions {
  readonly folders: Folders
  /** They came or went: whoever uses them should look again. */
  readonly onChange?: () => void
  readonly onFailure?: (error: InlayError) => void
  /** For tests: other files than NVIDIA's gigabyte and a half, and a card where there is none. */
  readonly wheels?: CudaInstallOptions['wheels'] | undefined
  readonly hasCard?: boolean | undefined
}

export interface GpuLibrariesDesk {
  info(): Promise<GpuLibraries>
  /** Begins to fetch them, or joins. @throws InlayError engine_unavailable where they are of no use */
  install(): Promise<void>
  /** Of the running or last fetch. */
  readonly feed: Feed<Body, GpuEvent> | undefined
  /** False when nothing is fetched. What has come is kept for the next time. */
  cancel(): boolean
  /** False when there was nothing. @throws InlayError model_busy while they are fetched */
  remove(): Promise<boolean>
  close(): Promise<void>
}

interface Running {
  readonly stop: AbortController
  readonly over: Promise<void>
}

export const createGpuLibraries = (options: GpuLibrariesOptions): GpuLibrariesDesk => {
  const { folders, onChange = () => {}, onFailure = () => {} } = options
  let feed: Feed<Body, GpuEvent> | undefined
  let running: Running | undefined

  const describe = async (): Promise<Omit<GpuLibraries, 'busy'>> => {
    const { describeCuda } = await import('../inference/cuda/describe.ts')
    return describeCuda(options)
  }

  const fetchAll = async (to: Feed<Body, GpuEvent>, signal: AbortSignal): Promise<void> => {
    const onProgress = (fraction: number, stage: string): void =>
      to.publish({ type: 'progress', fraction: Math.min(1, fraction), stage })
    try {
      const { installCuda } = await import('../inference/cuda/install.ts')
      const { wheels } = options
      await installCuda({ folders, signal, onProgress, ...(wheels !== undefined && { wheels }) })
      onChange()
      to.publish({ type: 'done' })
    } catch (thrown) {
      if (signal.aborted) {
        to.publish({ type: 'cancelled' })
        return
      }
      const error =
        thrown instanceof InlayError
          ? thrown
          : new InlayError('internal', undefined, { cause: thrown })
      if (error.status >= 500) onFailure(error)
      to.publish({ type: 'failed', error: toWireError(error) })
    }
  }

  return {
    info: async () => ({ ...(await describe()), busy: running !== undefined }),
    install: async () => {
      const { possible, reason } = await describe()
      if (!possible) throw new InlayError('engine_unavailable', reason)
      if (running !== undefined) return
      const told = createFeed<Body, GpuEvent>(
        (body, sequence) => ({ ...body, sequence }),
        ({ type }) => type !== 'progress',
      )
      const stop = new AbortController()
      feed = told
      running = {
        stop,
        over: fetchAll(told, stop.signal).finally(() => {
          running = undefined
        }),
      }
    },
    get feed() {
      return feed
    },
    cancel: () => {
      running?.stop.abort(new InlayError('cancelled'))
      return running !== undefined
    },
    remove: async () => {
      if (running !== undefined) throw new InlayError('model_busy', 'They are being fetched.')
      const { removeCuda } = await import('../inference/cuda/install.ts')
      const was = await removeCuda(folders)
      if (was) onChange()
      return was
    },
    close: async () => {
      running?.stop.abort(new InlayError('interrupted'))
      await running?.over
    },
  }
}
