/** What was chosen last for a fill, kept by the browser for the next visit; made a request of. */
import { type EngineInfo, type FillRequest, MAX_PROMPT, RANGES, SCHEDULERS } from '@inlay/shared'
import { PanelSettings, requestOf } from '@inlay/shared/panel'
import * as z from '@inlay/shared/zod'
import type { EditMask } from '../contract.ts'
import type { Asked } from '../line/replay.ts'

const within = ([min, max]: readonly [number, number]) => z.number().min(min).max(max)

/** The panel's settings and those of engines that paint step by step; null: the engine's own choice. */
export const EditSettings = PanelSettings.extend({
  negativePrompt: z.string().max(MAX_PROMPT).catch(''),
  guidanceScale: within(RANGES.guidanceScale).nullable().catch(null),
  steps: within(RANGES.steps).int().nullable().catch(null),
  scheduler: z.enum(SCHEDULERS).nullable().catch(null),
  /** CMYK and Lab are converted instead of refused. */
  convert: z.boolean().catch(false),
})
export type EditSettings = z.infer<typeof EditSettings>

const KEY = 'inlay.edit.settings'

/** @param stored anything; what cannot be read gives way to its default */
export const readSettings = (stored: unknown): EditSettings =>
  EditSettings.safeParse(stored).data ?? EditSettings.parse({})

export const keptSettings = (storage: Pick<Storage, 'getItem'>): EditSettings => {
  try {
    return readSettings(JSON.parse(storage.getItem(KEY) ?? '{}'))
  } catch (error) {
    if (error instanceof SyntaxError) return readSettings({})
    throw error
  }
}

/** Without the prompts, which are nobody's but the person's and the companion's. */
export const keepSettings = (storage: Pick<Storage, 'setItem'>, settings: EditSettings): void => {
  const { prompt: _prompt, negativePrompt: _negative, ...kept } = settings
  storage.setItem(KEY, JSON.stringify(kept))
}

/** What a fill was asked with, to be changed. */
export const settingsOf = (request: FillRequest, now: EditSettings): EditSettings =>
  readSettings({
    ...now,
    operation: request.operation,
    prompt: request.prompt,
    negativePrompt: request.negativePrompt,
    engine: request.engine,
    variations: request.variations ?? null,
    seed: request.seed ?? null,
    strength: request.strength,
    guidanceScale: request.guidanceScale ?? null,
    steps: request.steps ?? null,
    scheduler: request.scheduler ?? null,
    convert: request.convert,
  })

/** Engines that paint step by step are among those that may be chosen. */
export const takesSteps = (
  { engine, operation }: Pick<EditSettings, 'engine' | 'operation'>,
  engines: readonly EngineInfo[],
): boolean =>
  engines.some(
    ({ id, operations, available, takesSteps: takes }) =>
      takes === true &&
      available &&
      operations.includes(operation) &&
      [id, 'auto'].includes(engine),
  )

/** The fields of the request that settings and mask decide, as the companion takes them. */
export const asks = (
  settings: EditSettings,
  engines: readonly EngineInfo[],
  mask: Pick<EditMask, 'grow' | 'feather'> | undefined,
): Omit<Asked, 'expand'> => {
  const { negativePrompt, guidanceScale, steps, scheduler, convert } = settings
  const { grow = 0, feather = 0 } = mask ?? {}
  const stepped =
    settings.operation !== 'remove' && takesSteps(settings, engines)
      ? {
          ...(guidanceScale === null ? {} : { guidanceScale }),
          ...(steps === null ? {} : { steps }),
          ...(scheduler === null ? {} : { scheduler }),
        }
      : {}
  return {
    ...requestOf({ ...settings, grow, feather }, engines),
    ...stepped,
    negativePrompt: settings.operation === 'remove' ? '' : negativePrompt.trim(),
    convert,
  }
}
