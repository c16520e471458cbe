/** Every segmenter the companion has: the embedded one, and the models for selecting of this machine. */
import { InlayError, type ModelInfo } from '@inlay/shared'
import type { Inference, Net } from '../../inference/inference.ts'
import { BEST_FIRST } from '../../models/catalogue/segment.ts'
import type { Contract } from '../../models/contract.ts'
import type { Part } from '../../models/manifest.ts'
import type { Models } from '../../models/models.ts'
import type { SegmentContract } from '../../models/segment-contract.ts'
import { openGraph } from '../neural/open-graph.ts'
import { createGraphCut, GRAPH_CUT } from './graph-cut/segmenter.ts'
import type { Prompt, Segmenter } from './prompt.ts'

export interface SegmenterSources {
  /** False when no model can be here: nothing is then looked for. */
  readonly mayHaveModels: () => boolean
  readonly models: () => Promise<Models>
  readonly inference: () => Promise<Inference>
}

/** What decides between models. */
export type Asked = Pick<Prompt, 'subject'>

export interface Segmenters {
  /**
   * The segmenter of this id; `auto` is the best model that is here for what is asked, else the
   * embedded one. Callers share one instance.
   * @throws InlayError model_unknown | model_missing | contract_mismatch
   */
  open(id: string, asked?: Asked): Promise<Segmenter>
  /** Gives back what nets hold; the next selection opens them again. */
  dispose(): Promise<void>
}

export const createSegmenters = (sources: SegmenterSources): Segmenters => {
  const opened = new Map<string, Segmenter>()

  const best = async ({ subject }: Asked): Promise<string> => {
    if (!sources.mayHaveModels()) return GRAPH_CUT
    const models = await sources.models()
    const here = (await models.list()).filter(
      ({ task, state }) => task === 'segment' && state === 'installed',
    )
    const known = await Promise.all(
      here.map(async ({ id, source }) => ({ id, source, contract: await models.contractOf(id) })),
    )
    return chooseModel(known, subject) ?? GRAPH_CUT
  }

  const create = async (id: string): Promise<Segmenter> => {
    if (id === GRAPH_CUT) return createGraphCut()
    const models = await sources.models()
    // Says by name when it is unknown, absent or damaged, before anything is loaded.
    const { contract } = await models.open(id)
    if (contract?.task !== 'segment') {
      throw new InlayError('contract_mismatch', 'This model has no contract for selecting.')
    }
    const nets = new Map<Part, Net>()
    const open = async (part: Part): Promise<Net> => {
      const net = await openGraph(sources, id, part)
      nets.set(part, net)
      return net
    }
    const close = async (): Promise<void> => {
      const leaving = [...nets.values()]
      nets.clear()
      await Promise.all(leaving.map((net) => net.close()))
    }
    return createNetSegmenter(id, contract, open, close)
  }

  return {
    open: async (wanted, asked = { subject: false }) => {
      const id = wanted === 'auto' ? await best(asked) : wanted
      const known = opened.get(id)
      if (known !== undefined) return known
      const segmenter = await create(id)
      opened.set(id, segmenter)
      return segmenter
    },
    dispose: async () => {
      const leaving = [...opened.values()]
      opened.clear()
      await Promise.all(leaving.map((segmenter) => segmenter.dispose()))
    },
  }
}

interface Installed {
  readonly id: string
  readonly source: ModelInfo['source']
  readonly contract: Contract | undefined
}

/**
 * Clicks and boxes go to nets made for them, the subject to nets that know nothing else first. The
 * owner's own come before the catalogue's, for they were brought here to be used.
 */
const chooseModel = (here: readonly Installed[], subject: boolean): string | undefined => {
  const kinds = subject ? (['subject', 'sam', 'instances'] as const) : (['sam'] as const)
  const rank = ({ id, source }: Installed): number =>
    source === 'own' ? -1 : BEST_FIRST.indexOf(id)
  for (const kind of kinds) {
    const suited = here.filter(
      ({ contract }) => contract?.task === 'segment' && contract.kind === kind,
    )
    const [best] = suited.sort((a, b) => rank(a) - rank(b))
    if (best !== undefined) return best.id
  }
  return undefined
}

/** A segmenter from a contract: which kind of net it is decides what runs it. */
export const createNetSegmenter = async (
  id: string,
  contract: SegmentContract,
  open: (part: Part) => Promise<Net>,
  close: () => Promise<void>,
): Promise<Segmenter> => {
  switch (contract.kind) {
    case 'sam': {
      const { createSam } = await import('./nets/sam.ts')
      return createSam({ id, contract, open, close })
    }
    case 'subject': {
      const { createSubjectNet } = await import('./nets/subject.ts')
      return createSubjectNet({ id, contract, open: () => open('main'), close })
    }
    case 'instances': {
      const { createInstancesNet } = await import('./nets/instances.ts')
      return createInstancesNet({ id, contract, open: () => open('main'), close })
    }
  }
}
