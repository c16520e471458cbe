/** What a person chose last: kept in the host's storage, given back the next time, made a request of. */
import type { EngineInfo } from '../engine-info.ts'
import type { FillRequestInput } from '../fill-request.ts'
import { ENGINE_ID, MAX_PROMPT, OPERATIONS, type Operation, RANGES } from '../request-values.ts'
import * as z from '../zod.ts'

export const MASK_KINDS = ['shapes', 'group', 'brush', 'click', 'empty', 'selection'] as const
export type MaskKind = (typeof MASK_KINDS)[number]

/** Where the result goes; each host has its own. */
export const PLACE_FORMS = ['rectangle', 'frame', 'layer', 'smart-object', 'raster'] as const
export type PlaceForm = (typeof PLACE_FORMS)[number]

const integer = ([min, max]: readonly [number, number]) => z.int().min(min).max(max)
const number = ([min, max]: readonly [number, number]) => z.number().min(min).max(max)

/** Values that are missing or spoilt give way to their defaults; the rest is kept. */
export const PanelSettings = z.object({
  operation: z.enum(OPERATIONS).catch('remove'),
  prompt: z.string().max(MAX_PROMPT).catch(''),
  /** `auto`, or an engine's id. */
  engine: z.string().regex(ENGINE_ID).catch('auto'),
  /** Null: as many as the operation gives by itself. */
  variations: integer(RANGES.variations).nullable().catch(null),
  /** Null: another one each time. */
  seed: integer(RANGES.seed).nullable().catch(null),
  strength: number(RANGES.strength).catch(1),
  grow: integer(RANGES.grow).catch(0),
  feather: integer(RANGES.feather).catch(0),
  mask: z.enum(MASK_KINDS).catch('shapes'),
  /** Diameter in pixels of the window. */
  brushSize: z.number().min(1).max(400).catch(48),
  /** 0 is soft to the middle, 1 has a hard edge. */
  brushHardness: z.number().min(0).max(1).catch(0.8),
  place: z.enum(PLACE_FORMS).catch('rectangle'),
  /** The shapes that were the mask, which lie over the result, are hidden with it. */
  hideShapes: z.boolean().catch(true),
  isMoreOpen: z.boolean().catch(false),
})
export type PanelSettings = z.infer<typeof PanelSettings>

export const DEFAULT_SETTINGS: PanelSettings = PanelSettings.parse({})

/** @param stored anything: what the host's storage holds */
export const readSettings = (stored: unknown): PanelSettings =>
  PanelSettings.safeParse(stored).data ?? DEFAULT_SETTINGS

/** The fields of a request that the settings decide. */
export const requestOf = (
  settings: PanelSettings,
  engines: readonly EngineInfo[],
): Omit<FillRequestInput, 'image' | 'mask' | 'expand'> => {
  const { operation, prompt, variations, seed, strength, grow, feather } = settings
  const engine = engineFor(settings, engines)
  return {
    operation,
    engine,
    strength,
    grow,
    feather,
    ...(operation === 'remove' ? {} : { prompt: prompt.trim() }),
    ...(variations === null ? {} : { variations }),
    ...(seed === null ? {} : { seed }),
  }
}

/** Those that can do it, the available ones first. */
export const enginesFor = (
  operation: Operation,
  engines: readonly EngineInfo[],
): readonly EngineInfo[] =>
  engines
    .filter(({ operations }) => operations.includes(operation))
    .sort((a, b) => Number(b.available) - Number(a.available))

/** The chosen one when it is there and can do it, else `auto`. */
export const engineFor = (
  { engine, operation }: Pick<PanelSettings, 'engine' | 'operation'>,
  engines: readonly EngineInfo[],
): string =>
  enginesFor(operation, engines).some(({ id, available }) => id === engine && available)
    ? engine
    : 'auto'

/** What will do it, or would: the person should know where their picture goes. */
export const engineInUse = (
  { engine, operation }: Pick<PanelSettings, 'engine' | 'operation'>,
  engines: readonly EngineInfo[],
): EngineInfo | undefined => {
  const able = enginesFor(operation, engines).filter(({ available }) => available)
  return able.find(({ id }) => id === engine) ?? able[0]
}

/** Whether a prompt would be heeded; `auto` heeds it when any engine there takes one. */
export const takesPrompt = (
  settings: Pick<PanelSettings, 'engine' | 'operation'>,
  engines: readonly EngineInfo[],
): boolean => {
  const engine = engineFor(settings, engines)
  return enginesFor(settings.operation, engines).some(
    ({ id, available, takesPrompt: takes }) =>
      available && takes && (engine === 'auto' || id === engine),
  )
}
