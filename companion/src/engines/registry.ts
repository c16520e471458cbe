/** Every engine the companion has: listed without loading anything, opened on first need. */
import { type EngineInfo, InlayError } from '@inlay/shared'
import type { Engine } from './engine.ts'
import { type PatchMatchOptions, patchMatchInfo } from './patchmatch/info.ts'

export interface EngineOptions {
  readonly patchmatch?: PatchMatchOptions
}

export interface EngineRegistry {
  /** What there is, best first; loads nothing heavy. */
  list(): EngineInfo[]
  /**
   * The engine with this id, or for `auto` the best that is available. Callers share one instance.
   * @throws InlayError engine_unavailable, whose detail names the choices
   */
  open(id: string): Promise<Engine>
  /** Gives back what every opened engine holds; the registry may be used again. */
  dispose(): Promise<void>
}

interface Entry {
  readonly info: EngineInfo
  readonly load: () => Promise<Engine>
}

export const createEngines = (options: EngineOptions = {}): EngineRegistry => {
  const entries: readonly Entry[] = [
    {
      info: patchMatchInfo(options.patchmatch),
      load: async () => {
        const { createPatchMatchEngine } = await import('./patchmatch/engine.ts')
        return createPatchMatchEngine(options.patchmatch)
      },
    },
  ]
  const opened = new Map<string, Promise<Engine>>()

  const find = (id: string): Entry => {
    const available = entries.filter(({ info }) => info.available)
    const entry = id === 'auto' ? available[0] : entries.find(({ info }) => info.id === id)
    if (entry === undefined) {
      const choices = ['auto', ...available.map(({ info }) => info.id)].join(', ')
      throw new InlayError(
        'engine_unavailable',
        `"${id}" is not an engine here; choose one of: ${choices}.`,
      )
    }
    if (!entry.info.available) {
      throw new InlayError('engine_unavailable', entry.info.reason)
    }
    return entry
  }

  return {
    list: () => entries.map(({ info }) => info),
    open: async (id) => {
      const { info, load } = find(id)
      const engine = opened.get(info.id) ?? load()
      opened.set(info.id, engine)
      try {
        return await engine
      } catch (error) {
        opened.delete(info.id)
        throw error
      }
    },
    dispose: async () => {
      const leaving = [...opened.values()]
      opened.clear()
      const engines = await Promise.allSettled(leaving)
      await Promise.all(
        engines.map((one) => (one.status === 'fulfilled' ? one.value.dispose() : undefined)),
      )
    },
  }
}
