/** Every engine the companion has: listed without loading anything heavy, opened on first need. */
import { type EngineInfo, InlayError, type Operation, type RuntimeInfo } from '@inlay/shared'
import type { Inference, InferenceOptions } from '../inference/inference.ts'
import type { Models } from '../models/models.ts'
import { companionFolders, type Folders } from '../system/folders.ts'
import { isKind } from './diffusion/engine/names.ts'
import { type DiffusionEntry, listDiffusion, namedEntry } from './diffusion/installed.ts'
import type { Engine } from './engine.ts'
import { listNets, mayHaveNets, type NetEntry } from './neural/installed-nets.ts'
import { type PatchMatchOptions, patchMatchInfo } from './patchmatch/info.ts'
import { preferredEngine } from './preferred.ts'

export interface EngineOptions {
  readonly patchmatch?: PatchMatchOptions
  readonly inference?: InferenceOptions
  /** A folder with a diffusion model, for this registry alone: absolute. */
  readonly modelFolder?: string
  /** Where models are looked for; default: the companion's own. */
  readonly folders?: Folders
}

/** What a fill needs beside its operation. */
export interface EngineNeeds {
  /** It has a sample mask. */
  readonly sample: boolean
  /** It has a prompt. */
  readonly prompt?: boolean
}

export interface EngineRegistry {
  /** What there is, the embedded engine first, then the models that are here, then those to fetch. */
  list(): Promise<EngineInfo[]>
  /**
   * The engine with this id; `sd15`, `sdxl` and `flux-fill` stand for the first model of their kind.
   * `auto` takes the engine the owner prefers, where it can do what is asked; else a diffusion model for what is to be put there by words, another model for `remove`
   * when one is here, one that keeps to a sample mask when the fill has one, and the embedded engine
   * for all else. Callers share one instance.
   * @throws InlayError engine_unavailable, whose detail names the choices
   */
  open(id: string, operation?: Operation, needs?: EngineNeeds): Promise<Engine>
  /** The models and the runtime its nets use, for whoever else runs nets beside them. */
  readonly sources: {
    readonly mayHaveModels: () => boolean
    readonly models: () => Promise<Models>
    readonly inference: () => Promise<Inference>
  }
  /** Where nets run here, and how much memory there is. */
  runtime(): Promise<RuntimeInfo>
  /** Gives back what every opened engine holds; the registry may be used again. */
  dispose(): Promise<void>
}

export const createEngines = (options: EngineOptions = {}): EngineRegistry => {
  const folders = options.folders ?? companionFolders()
  const opened = new Map<string, Promise<Engine>>()
  let models: Promise<Models> | undefined
  let inference: Promise<Inference> | undefined

  const embedded: NetEntry = {
    info: patchMatchInfo(options.patchmatch),
    load: async () => {
      const { createPatchMatchEngine } = await import('./patchmatch/engine.ts')
      return createPatchMatchEngine(options.patchmatch)
    },
  }

  const openOnce = async ({ info, load }: NetEntry): Promise<Engine> => {
    const engine = opened.get(info.id) ?? load()
    opened.set(info.id, engine)
    try {
      return await engine
    } catch (error) {
      opened.delete(info.id)
      throw error
    }
  }

  const sources: EngineRegistry['sources'] = {
    mayHaveModels: () => mayHaveNets(folders),
    models: () => {
      models ??= import('../models/models.ts').then(({ createModels }) => createModels({ folders }))
      return models
    },
    inference: () => {
      inference ??= openInference(folders, options.inference)
      return inference
    },
  }

  const deviceKnown = async (): Promise<string | undefined> => {
    const [{ deviceWords }, runtime] = await Promise.all([
      import('../inference/device.ts'),
      sources.inference(),
    ])
    const device = await runtime.knownDevice()
    return device && deviceWords(device)
  }

  const nets = (): Promise<NetEntry[]> =>
    listNets({ ...sources, device: deviceKnown, patches: () => openOnce(embedded) })
  const painting = { ...sources, folders, patches: () => openOnce(embedded) }
  const painters = (): Promise<DiffusionEntry[]> =>
    listDiffusion({ ...painting, device: deviceKnown })

  /** Undefined where none is preferred, or it cannot do this. */
  const findPreferred = async (
    operation: Operation | undefined,
    needs: EngineNeeds,
  ): Promise<NetEntry | undefined> => {
    const id = await preferredEngine(folders)
    if (id === undefined) return undefined
    const entries = [
      embedded,
      ...(mayHaveNets(folders) ? [...(await nets()), ...(await painters())] : []),
    ]
    return entries.find(
      ({ info }) =>
        info.id === id &&
        info.available &&
        (operation === undefined || info.operations.includes(operation)) &&
        (info.takesPrompt || needs.prompt !== true) &&
        (info.takesSample || !needs.sample),
    )
  }

  const find = async (
    id: string,
    operation: Operation | undefined,
    needs: EngineNeeds,
  ): Promise<NetEntry> => {
    if (id === embedded.info.id) return embedded
    if (options.modelFolder !== undefined) {
      return namedEntry(id, { path: options.modelFolder }, painting)
    }
    const paints = needs.prompt === true && operation !== 'remove'
    const preferred =
      id === 'auto' ? await findPreferred(operation, { ...needs, prompt: paints }) : undefined
    if (preferred !== undefined) return preferred
    if (id === 'auto' && ((operation !== 'remove' && !paints) || !mayHaveNets(folders))) {
      return embedded
    }
    const paintingHere = await painters()
    if (id === 'auto' && paints) {
      const suited = paintingHere.filter(({ info }) => info.available)
      return suited.find(({ info }) => info.takesSample || !needs.sample) ?? embedded
    }
    if (isKind(id)) {
      const kin = paintingHere.filter(({ kind }) => kind === id)
      const found = kin.find(({ info }) => info.available) ?? kin[0]
      if (found !== undefined) return found
    }
    const entries = [embedded, ...(await nets()), ...paintingHere]
    const available = entries.filter(({ info }) => info.available)
    if (id === 'auto') {
      const suited = available.filter(
        ({ info }) => info.takesSteps !== true && (info.takesSample || !needs.sample),
      )
      return suited.find((entry) => entry !== embedded) ?? embedded
    }
    const entry = entries.find(({ info }) => info.id === id)
    if (entry === undefined) {
      const choices = ['auto', ...available.map(({ info }) => info.id)].join(', ')
      throw new InlayError(
        'engine_unavailable',
        `"${id}" is not an engine here; choose one of: ${choices}.`,
      )
    }
    if (!entry.info.available) throw new InlayError('engine_unavailable', entry.info.reason)
    return entry
  }

  return {
    sources,
    list: async () => [embedded, ...(await nets()), ...(await painters())].map(({ info }) => info),
    open: async (id, operation, needs = { sample: false }) =>
      openOnce(await find(id, operation, needs)),
    runtime: async () => {
      const { describeRuntime } = await import('../inference/describe-runtime.ts')
      return describeRuntime(await sources.inference())
    },
    dispose: async () => {
      const leaving = [...opened.values()]
      opened.clear()
      const engines = await Promise.allSettled(leaving)
      await Promise.all(
        engines.map((one) => (one.status === 'fulfilled' ? one.value.dispose() : undefined)),
      )
      const [store, runtime] = [models, inference]
      models = undefined
      inference = undefined
      await (await store)?.close()
      await (await runtime)?.dispose()
    },
  }
}

/** With what the owner has set, unless a test says otherwise. */
const openInference = async (
  folders: Folders,
  options: InferenceOptions | undefined,
): Promise<Inference> => {
  const [{ createInference }, { ownerOptions }] = await Promise.all([
    import('../inference/inference.ts'),
    import('../inference/owner-options.ts'),
  ])
  return createInference({ folders, remembers: true, ...(await ownerOptions(folders)), ...options })
}
