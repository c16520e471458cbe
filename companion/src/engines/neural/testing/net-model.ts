/** A graph of the tests as a model that is installed: written to a folder, opened by an inference. */
import type { EngineInfo } from '@inlay/shared'
import type { Inference } from '../../../inference/inference.ts'
import { writeGraph } from '../../../inference/testing/graphs.ts'
import { InpaintContract } from '../../../models/contract.ts'
import type { NetModel } from '../net-engine.ts'
import type { MeanNet } from './mean-nets.ts'

const infoOf = (name: string): EngineInfo => ({
  id: name,
  name,
  description: 'A net of the tests.',
  operations: ['remove'],
  takesPrompt: false,
  takesSample: false,
  available: true,
  device: 'CPU',
})

export interface NetModelOptions {
  readonly folder: string
  readonly inference: Inference
  readonly name: string
  /** Bytes of memory it says it takes. */
  readonly needs?: number | undefined
}

export const netModel = async (
  { graph, contract }: MeanNet,
  { folder, inference, name, needs }: NetModelOptions,
): Promise<NetModel> => {
  const path = await writeGraph(folder, `${name}.onnx`, graph)
  return {
    info: infoOf(name),
    contract: InpaintContract.parse(contract),
    open: () => inference.open({ path, external: [] }, { needs }),
    close: async () => {},
  }
}
