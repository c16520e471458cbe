/** Engines for the cures: the hand-written model, in a folder of its own, on the processor. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDiffusionEngine } from '@inlay/companion/engines/diffusion/engine/engine.ts'
import { describeModel } from '@inlay/companion/engines/diffusion/model/describe.ts'
import { readModelFolder } from '@inlay/companion/engines/diffusion/model/folder.ts'
import {
  type MeanModelOptions,
  writeMeanModel,
} from '@inlay/companion/engines/diffusion/testing/mean-model.ts'
import { TINY_INFO } from '@inlay/companion/engines/diffusion/testing/tiny.ts'
import type { Engine } from '@inlay/companion/engines/engine.ts'
import { createInference, type Inference } from '@inlay/companion/inference/inference.ts'

export interface MeanModels {
  readonly engine: (options: MeanModelOptions) => Promise<Engine>
  readonly folder: (options: MeanModelOptions) => Promise<string>
  readonly inference: Inference
  close(): Promise<void>
}

/** @param fixtures test/fixtures/diffusion/pipelines */
export const openMeanModels = async (fixtures: string): Promise<MeanModels> => {
  const home = await mkdtemp(join(tmpdir(), 'inlay-mean-'))
  const inference = createInference({ providers: ['cpu'], threads: 1 })
  const engines: Engine[] = []
  let count = 0
  const folder = async (options: MeanModelOptions): Promise<string> => {
    count += 1
    const path = join(home, String(count))
    await writeMeanModel(path, options, fixtures)
    return path
  }
  return {
    inference,
    folder,
    engine: async (options) => {
      const path = await folder(options)
      const engine = await createDiffusionEngine({
        info: { ...TINY_INFO, id: 'mean', name: 'Mean' },
        describe: async () => describeModel(await readModelFolder(path)),
        inference: async () => inference,
        folders: { config: home, state: home },
      })
      engines.push(engine)
      return engine
    },
    close: async () => {
      await Promise.all(engines.map((engine) => engine.dispose()))
      await inference.dispose()
      await rm(home, { recursive: true, force: true })
    },
  }
}
