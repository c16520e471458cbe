/** Every segmenter the companion has: the embedded one, and the models for selecting of this machine. */
import { InlayError } from '@inlay/shared'
import type { Inference, Net } from '../../inference/inference.ts'
import type { Part } from '../../models/manifest.ts'
import type { Models } from '../../models/models.ts'
import {
  SEGMENT_MODELS,
  type SegmentContract,
  segmentContractOf,
} from '../../models/segment-contract.ts'
import { graphFiles } from '../neural/graph-files.ts'
import { createGraphCut, GRAPH_CUT } from './graph-cut/segmenter.ts'
import type { Segmenter } from './prompt.ts'

export interface SegmenterSources {
  /** False when no model can be here: nothing is then looked for. */
  readonly mayHaveModels: () => boolean
  readonly models: () => Promise<Models>
  readonly inference: () => Promise<Inference>
}

export interface Segmenters {
  /**
   * The segmenter of this id; `auto` is the best model that is here, else the embedded one. Callers
   * share one instance.
   * @throws InlayError model_unknown | model_missing | contract_mismatch
   */
  open(id: string): Promise<Segmenter>
  /** Gives back what nets hold; the next selection opens them again. */
  dispose(): Promise<void>
}

export const createSegmenters = (sources: SegmenterSources): Segmenters => {
  const opened = new Map<string, Segmenter>()

  const best = async (): Promise<string> => {
    if (!sources.mayHaveModels()) return GRAPH_CUT
    const models = await (await sources.models()).list()
    const here = models.filter(({ task, state }) => task === 'segment' && state === 'installed')
    return SEGMENT_MODELS.find((id) => here.some((model) => model.id === id)) ?? GRAPH_CUT
  }

  const create = async (id: string): Promise<Segmenter> => {
    if (id === GRAPH_CUT) return createGraphCut()
    const models = await sources.models()
    // Says by name when it is unknown, absent or damaged, before anything is loaded.
    const { task } = await models.open(id)
    const contract = segmentContractOf(id)
    if (task !== 'segment' || contract === undefined) {
      throw new InlayError('contract_mismatch', 'This model has no contract for selecting.')
    }
    const nets = new Map<Part, Net>()
    const open = async (part: Part): Promise<Net> => {
      // Again before every use: files may have changed, or gone, since the last one.
      const graph = graphFiles(await models.open(id), part)
      const net = await (await sources.inference()).open(graph)
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
    open: async (wanted) => {
      const id = wanted === 'auto' ? await best() : wanted
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
