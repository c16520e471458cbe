/**
 * What the browser keeps of a batch, so that it is found again when its page was closed: names of
 * files and of fills, never a prompt and never a pixel (`edit/line/kept.ts` says why).
 */
import { ERROR_CODES, FillId } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Item } from './batch.ts'
import { Choice } from './order.ts'

export const KEY = 'inlay.batch.run'

/** Pictures of a batch that is kept; a longer one would not find room in the browser. */
const MOST_ITEMS = 5000

const KeptItem = z.object({
  path: z.string(),
  /** The mask's file; absent when it needs none. */
  mask: z.string().optional(),
  /** The fill, once the companion has taken it in. */
  fill: FillId.optional(),
  isDone: z.boolean(),
  kept: z.string().optional(),
  error: z.enum(ERROR_CODES).optional(),
})
export type KeptItem = z.infer<typeof KeptItem>

const KeptBatch = z.object({
  key: z.string(),
  choice: Choice,
  /** One mask is for all: the companion has it with each fill. */
  isOneMask: z.boolean(),
  /** It had a prompt, which the companion has with each fill. */
  isPrompted: z.boolean(),
  items: z.array(KeptItem).max(MOST_ITEMS).readonly(),
})
export type KeptBatch = z.infer<typeof KeptBatch>

export const keptItem = ({ picture, mask, fill, state, kept, error }: Item): KeptItem => ({
  path: picture.path,
  ...(mask !== undefined && { mask: mask.path }),
  ...(fill !== undefined && { fill }),
  isDone: state === 'done',
  ...(kept !== undefined && { kept }),
  ...(error !== undefined && { error: error.code }),
})

/** Undefined when there is none, or none that can be read. */
export const readBatch = (storage: Pick<Storage, 'getItem'>): KeptBatch | undefined => {
  try {
    return KeptBatch.safeParse(JSON.parse(storage.getItem(KEY) ?? 'null')).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** @param batch undefined forgets it; so does one whose results all lie where they belong */
export const keepBatch = (
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  batch: KeptBatch | undefined,
): void => {
  const isOver = batch?.items.every(({ isDone, kept }) => isDone && kept !== undefined) ?? true
  if (batch === undefined || isOver || batch.items.length > MOST_ITEMS) storage.removeItem(KEY)
  else storage.setItem(KEY, JSON.stringify(batch))
}
