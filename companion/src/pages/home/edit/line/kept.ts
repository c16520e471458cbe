/**
 * What the browser keeps of the lines worked on last: names of files and of fills, never a prompt and
 * never a pixel. Another program on this computer may one day answer on the companion's port, and a
 * browser would show it all of this; pictures and prompts stay with the companion, which shows them
 * only to who is signed in.
 */
import { FillId, MAX_SIDE } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

export const KEY = 'inlay.edit.lines'

/** Lines kept; the one longest untouched gives way, its fills stay with the companion. */
export const MOST_LINES = 12

const side = z.int().min(1).max(MAX_SIDE)

const KeptStep = z.object({ id: FillId, chosen: z.int().min(0).max(7) })

const KeptLine = z.object({
  key: z.string().min(1).max(64),
  name: z.string(),
  extent: z.object({ width: side, height: side }),
  steps: z.array(KeptStep).readonly(),
  at: z.int().min(0),
  /** Milliseconds since 1970 at which it was kept last. */
  changed: z.int().min(0),
})
export type KeptLine = z.infer<typeof KeptLine>

const Kept = z.object({
  /** The line a new window shows; null when the last one was closed. */
  open: z.string().nullable(),
  /** The one that was changed last comes first. */
  lines: z.array(KeptLine).readonly(),
})
export type Kept = z.infer<typeof Kept>

const NOTHING: Kept = { open: null, lines: [] }

/** Nothing when there is none, or none that can be read. */
export const readKept = (storage: Pick<Storage, 'getItem'>): Kept => {
  try {
    return Kept.safeParse(JSON.parse(storage.getItem(KEY) ?? 'null')).data ?? NOTHING
  } catch (error) {
    if (error instanceof SyntaxError) return NOTHING
    throw error
  }
}

const write = (storage: Pick<Storage, 'setItem' | 'removeItem'>, kept: Kept): void => {
  if (kept.lines.length === 0) storage.removeItem(KEY)
  else storage.setItem(KEY, JSON.stringify(Kept.parse(kept)))
}

type KeptStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Puts a line first, the one that is open; read anew, for other windows keep theirs too. */
export const keepLine = (
  storage: KeptStorage,
  line: Omit<KeptLine, 'changed'>,
  now = Date.now(),
): void => {
  const others = readKept(storage).lines.filter(({ key }) => key !== line.key)
  const lines = [{ ...line, changed: now }, ...others].slice(0, MOST_LINES)
  write(storage, { open: line.key, lines })
}

/** Changes a line where it stands; what is open stays so. */
export const changeKept = (
  storage: KeptStorage,
  key: string,
  change: (line: KeptLine) => KeptLine,
): void => {
  const { open, lines } = readKept(storage)
  write(storage, { open, lines: lines.map((line) => (line.key === key ? change(line) : line)) })
}

/** The next window begins with no picture, unless another one was opened since. */
export const closeLine = (storage: KeptStorage, key: string): void => {
  const kept = readKept(storage)
  if (kept.open === key) write(storage, { ...kept, open: null })
}

export const forgetLine = (storage: KeptStorage, key: string): void => {
  const { open, lines } = readKept(storage)
  const rest = lines.filter((line) => line.key !== key)
  write(storage, { open: open === key ? null : open, lines: rest })
}
