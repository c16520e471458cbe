/** The models by what they are for, in the order in which somebody would want them. */
import type { ModelInfo, ModelTask } from '@inlay/shared'

export const TASKS: readonly ModelTask[] = ['inpaint', 'diffusion', 'segment', 'upscale']

export interface Group {
  readonly task: ModelTask
  readonly models: readonly ModelInfo[]
}

/** Those that are here or on their way first, else as they came; no group without models. */
export const groupModels = (models: readonly ModelInfo[]): Group[] =>
  TASKS.map((task) => ({
    task,
    models: models.filter((model) => model.task === task).sort((a, b) => rank(a) - rank(b)),
  })).filter(({ models: some }) => some.length > 0)

const rank = ({ state, fetching, pullable, source }: ModelInfo): number => {
  if (state === 'installed') return 0
  if (fetching === true || state === 'partial') return 1
  return pullable || source === 'own' ? 2 : 3
}
