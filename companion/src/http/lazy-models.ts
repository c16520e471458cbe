/** The models, loaded when somebody first asks for them: the idle companion does without. */
import type { Models, ModelsOptions } from '../models/models.ts'

export interface LazyModels {
  open(): Promise<Models>
  /** Ends what runs, if anything was ever opened. */
  close(): Promise<void>
}

export const createLazyModels = (options: ModelsOptions): LazyModels => {
  let opened: Promise<Models> | undefined
  const load = async (): Promise<Models> => {
    const { createModels } = await import('../models/models.ts')
    return createModels(options)
  }
  return {
    open: () => {
      opened ??= load()
      return opened
    },
    close: async () => (await opened)?.close(),
  }
}
