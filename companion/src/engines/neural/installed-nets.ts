/** The inpainting models of this machine as engines: listed from the model store, loaded on first need. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type EngineInfo, InlayError, type ModelInfo } from '@inlay/shared'
import type { Inference } from '../../inference/inference.ts'
import type { Models } from '../../models/models.ts'
import type { Folders } from '../../system/folders.ts'
import type { Engine } from '../engine.ts'

export interface NetEntry {
  readonly info: EngineInfo
  readonly load: () => Promise<Engine>
}

export interface NetSources {
  readonly models: () => Promise<Models>
  readonly inference: () => Promise<Inference>
  /** Where nets run, in words, as far as that is known without asking. */
  readonly device: () => Promise<string | undefined>
  /** The engine that gives a net's answer its texture. */
  readonly patches: () => Promise<Engine>
}

/** False when no model can be here; true costs nothing but a look. Keeps a cold start light. */
export const mayHaveNets = ({ config, state }: Folders): boolean =>
  Boolean(process.env.INLAY_MODELS) ||
  existsSync(join(state, 'models')) ||
  existsSync(join(config, 'models.json'))

/** Every inpainting model that is here or could be fetched, those that are here first. */
export const listNets = async (sources: NetSources): Promise<NetEntry[]> => {
  const models = await sources.models()
  const all = await models.list()
  const isAnyHere = all.some(({ task, state }) => task === 'inpaint' && state === 'installed')
  const device = isAnyHere ? await sources.device() : undefined
  const nets = all.filter(({ task }) => task === 'inpaint')
  const isHere = ({ state }: ModelInfo): boolean => state === 'installed'
  return [...nets.filter(isHere), ...nets.filter((net) => !isHere(net))].map((net) => ({
    info: infoOf(net, device),
    load: () => loadNet(net, sources, device),
  }))
}

const infoOf = ({ id, name, bestFor, state }: ModelInfo, device?: string): EngineInfo => ({
  id,
  name,
  description: bestFor,
  operations: ['remove', 'fill', 'expand'],
  takesPrompt: false,
  takesSample: false,
  device: device ?? 'GPU where there is one, else CPU',
  ...(state === 'installed'
    ? { available: true }
    : {
        available: false,
        reason: `It is not on this machine; \`inlay models pull ${id}\` fetches it.`,
      }),
})

/** @throws InlayError model_missing | model_damaged | contract_mismatch */
const loadNet = async (
  net: ModelInfo,
  sources: NetSources,
  device: string | undefined,
): Promise<Engine> => {
  const [{ createHybridEngine }, { openGraph }] = await Promise.all([
    import('./hybrid-engine.ts'),
    import('./open-graph.ts'),
  ])
  const models = await sources.models()
  const { contract } = await models.open(net.id)
  if (contract?.task !== 'inpaint') {
    throw new InlayError('contract_mismatch', 'This model has no contract for filling a hole.')
  }
  let release = async (): Promise<void> => {}
  return createHybridEngine(
    {
      info: infoOf(net, device),
      contract,
      open: async () => {
        const opened = await openGraph(sources, net.id)
        release = opened.close
        return opened
      },
      close: () => release(),
    },
    sources.patches,
  )
}
