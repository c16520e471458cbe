/**
 * What the browser keeps of a line: names of fills, never a prompt and never a pixel. Another program
 * on this computer may one day answer on the companion's port, and a browser would show it all of
 * this; pictures and prompts stay with the companion, which shows them only to who is signed in.
 */
import { FillId, MAX_SIDE } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

const KEY = 'inlay.edit.line'

const side = z.int().min(1).max(MAX_SIDE)

const KeptLine = z.object({
  name: z.string(),
  extent: z.object({ width: side, height: side }),
  steps: z.array(z.object({ id: FillId, chosen: z.int().min(0).max(7) })).readonly(),
  at: z.int().min(0),
})
export type KeptLine = z.infer<typeof KeptLine>

/** Undefined when there is none, or none that can be read. */
export const readKept = (storage: Pick<Storage, 'getItem'>): KeptLine | undefined => {
  const text = storage.getItem(KEY)
  if (text === null) return undefined
  try {
    return KeptLine.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** @param line undefined forgets it */
export const keepLine = (
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  line: KeptLine | undefined,
): void => {
  if (line === undefined) storage.removeItem(KEY)
  else storage.setItem(KEY, JSON.stringify(KeptLine.parse(line)))
}
