/** What is to be done with every picture: kept in the browser, made a part of each request. */
import {
  ENGINE_ID,
  type EngineInfo,
  FILE_FORMATS,
  MAX_PROMPT,
  OPERATIONS,
  RANGES,
} from '@inlay/shared'
import { DEFAULT_SETTINGS, requestOf } from '@inlay/shared/panel'
import * as z from '@inlay/shared/zod'
import type { Order } from './batch.ts'

/** Shapes that people ask for; `margins` adds pixels on each side instead. */
export const SHAPES = ['1:1', '4:5', '3:2', '16:9', '9:16', 'margins'] as const

const KEPT = 'inlay.batch'

const side = z.int().min(RANGES.expand[0]).max(RANGES.expand[1]).catch(0)

export const Choice = z.object({
  operation: z.enum(OPERATIONS).catch('remove'),
  prompt: z.string().max(MAX_PROMPT).catch(''),
  engine: z.string().regex(ENGINE_ID).catch('auto'),
  grow: z.int().min(RANGES.grow[0]).max(RANGES.grow[1]).catch(0),
  feather: z.int().min(RANGES.feather[0]).max(RANGES.feather[1]).catch(0),
  shape: z.enum(SHAPES).catch('16:9'),
  /** Added on each side when the shape is `margins`. */
  margin: side,
  masks: z.enum(['one', 'each']).catch('each'),
  format: z.enum(['same', ...FILE_FORMATS]).catch('same'),
  /** CMYK and Lab are converted instead of refused. */
  convert: z.boolean().catch(false),
})
export type Choice = z.infer<typeof Choice>

export const keptChoice = (): Choice => {
  try {
    return Choice.parse(JSON.parse(localStorage.getItem(KEPT) ?? '{}'))
  } catch {
    // Spoilt by hand, perhaps: the defaults are as good.
    return Choice.parse({})
  }
}

/** Without the prompt, which is nobody's but the person's and the companion's. */
export const withoutPrompt = (choice: Choice): Choice => ({ ...choice, prompt: '' })

export const keepChoice = (choice: Choice): void =>
  localStorage.setItem(KEPT, JSON.stringify(withoutPrompt(choice)))

export const orderOf = (choice: Choice, engines: readonly EngineInfo[]): Order => {
  const { operation, prompt, engine, grow, feather, shape, margin } = choice
  const settings = { ...DEFAULT_SETTINGS, operation, prompt, engine, grow, feather }
  const order = { ...requestOf(settings, engines), convert: choice.convert }
  if (operation !== 'expand') return order
  const expand =
    shape === 'margins'
      ? { left: margin, top: margin, right: margin, bottom: margin }
      : { aspect: shape }
  return { ...order, expand }
}
