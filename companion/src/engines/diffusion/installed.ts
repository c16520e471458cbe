/** The diffusion models of this machine as engines: listed without reading them, opened on first need. */
import { type EngineInfo, InlayError, type ModelInfo } from '@inlay/shared'
import type { Inference } from '../../inference/inference.ts'
import type { Models } from '../../models/models.ts'
import type { Folders } from '../../system/folders.ts'
import type { Engine } from '../engine.ts'
import type { NetEntry } from '../neural/installed-nets.ts'
import { isKind, KINDS } from './engine/names.ts'

export interface DiffusionSources {
  readonly models: () => Promise<Models>
  readonly inference: () => Promise<Inference>
  /** The embedded engine. */
  readonly patches?: () => Promise<Engine>
  readonly folders?: Folders
  /** Where nets run here, in words, once that is known. */
  readonly device?: () => Promise<string | undefined>
}

/** A model named on the command line, for one run. */
export interface NamedFolder {
  /** Absolute. */
  readonly path: string
}

export interface DiffusionEntry extends NetEntry {
  /** "sd15", "sdxl", "flux-fill": an engine of that name stands for the first model of its kind. */
  readonly kind: string
}

export const listDiffusion = async (sources: DiffusionSources): Promise<DiffusionEntry[]> => {
  const models = await sources.models()
  const [linked, infos, device] = await Promise.all([
    models.linked(),
    models.list(),
    sources.device?.(),
  ])
  const withDevice = (model: ModelInfo): EngineInfo => ({
    ...infoOf(model),
    ...(device !== undefined && { device }),
  })
  const own = linked.flatMap(({ id, path, kind }) => {
    const model = infos.find((info) => info.id === id)
    if (model === undefined) return []
    const info = withDevice(model)
    return [{ kind, info, load: () => loadFolder(info, path, sources) }]
  })
  const pulled = infos
    .filter(
      ({ task, source, state }) =>
        task === 'diffusion' && source === 'catalogue' && state === 'installed',
    )
    .map((model): DiffusionEntry => {
      const info = withDevice(model)
      return { kind: 'sd15', info, load: () => loadPulled(info, sources) }
    })
  return [...own, ...pulled]
}

/** The folder given for this run, under the name that was asked for. */
export const namedEntry = (
  id: string,
  { path }: NamedFolder,
  sources: DiffusionSources,
): NetEntry => {
  const kind = isKind(id) ? id : undefined
  const info: EngineInfo = {
    ...INFO,
    id: kind ?? 'model',
    name: kind === undefined ? 'Your model' : KINDS[kind].name,
    description: 'The model in the folder you named.',
    available: true,
  }
  return { info, load: () => loadFolder(info, path, sources, kind) }
}

const INFO: Omit<EngineInfo, 'id' | 'name' | 'description'> = {
  operations: ['remove', 'fill', 'expand'],
  takesPrompt: true,
  takesSample: false,
  takesSteps: true,
  available: true,
  device: 'GPU where there is one, else CPU',
}

const infoOf = ({ id, name, bestFor, state, note }: ModelInfo): EngineInfo => ({
  ...INFO,
  id,
  name,
  description: bestFor,
  ...(state !== 'installed' && {
    available: false,
    reason: note ?? 'Its files are not on this machine.',
  }),
})

/** @throws InlayError model_missing | model_refused | model_damaged | contract_mismatch */
const loadFolder = async (
  info: EngineInfo,
  path: string,
  { inference, patches, folders }: DiffusionSources,
  kind?: keyof typeof KINDS,
) => {
  const [{ createDiffusionEngine }, { readModelFolder }, { describeModel }] = await Promise.all([
    import('./engine/engine.ts'),
    import('./model/folder.ts'),
    import('./model/describe.ts'),
  ])
  const describe = async () => describeModel(await readModelFolder(path))
  if (kind !== undefined) {
    const { architecture } = await describe()
    const wanted = KINDS[kind].architecture
    if (architecture !== wanted) {
      throw new InlayError(
        'contract_mismatch',
        `The folder holds a model of another kind: leave --engine out, or name ${
          architecture === 'sd' ? 'sd15' : architecture === 'flux' ? 'flux-fill' : 'sdxl'
        }.`,
      )
    }
  }
  return createDiffusionEngine({
    info,
    describe,
    inference,
    ...(patches !== undefined && { patches }),
    ...(folders !== undefined && { folders }),
  })
}

/** @throws InlayError model_missing | model_refused | model_damaged | contract_mismatch */
const loadPulled = async (info: EngineInfo, { models, inference }: DiffusionSources) => {
  const [{ createDiffusionEngine }, { folderFromStore }, { describeModel }] = await Promise.all([
    import('./engine/engine.ts'),
    import('./model/from-store.ts'),
    import('./model/describe.ts'),
  ])
  const describe = async () =>
    describeModel(await folderFromStore(await (await models()).open(info.id)))
  return createDiffusionEngine({ info, describe, inference })
}
