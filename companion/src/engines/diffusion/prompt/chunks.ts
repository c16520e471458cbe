/** Long prompts in passes of 75 tokens, cut at a comma where one is near, as AUTOMATIC1111 cuts. */
import { passOf, roomOf } from './ids.ts'
import type { Chunk, Tokenizer } from './prompt.ts'
import { parsePrompt } from './weights.ts'

/** How many tokens a pass may leave empty so that words between commas stay together. */
const NEAR = 20

interface Weighted {
  readonly id: number
  readonly weight: number
}

/** At least one chunk, each of `maxLength` ids; BREAK begins a new one. */
export const chunkPrompt = (tokenizer: Tokenizer, prompt: string): Chunk[] => {
  const room = roomOf(tokenizer)
  const comma = tokenizer.encode(',')[0]
  return parsePrompt(prompt).flatMap((part) => {
    const tokens = part.flatMap(({ text, weight }) =>
      tokenizer.encode(text).map((id): Weighted => ({ id, weight })),
    )
    return cut(tokens, room, comma).map((each) => chunkOf(tokenizer, each))
  })
}

const cut = (
  tokens: readonly Weighted[],
  room: number,
  comma: number | undefined,
): Weighted[][] => {
  const chunks: Weighted[][] = []
  let rest = tokens
  while (rest.length > room) {
    // A comma that comes right after a full pass still ends it: the next pass begins with it.
    const ends = rest[room]!.id === comma ? room : endOf(rest.slice(0, room), comma)
    chunks.push(rest.slice(0, ends))
    rest = rest.slice(ends)
  }
  return [...chunks, [...rest]]
}

/** After the last comma when that is near the end, else at the end. */
const endOf = (full: readonly Weighted[], comma: number | undefined): number => {
  const last = comma === undefined ? -1 : full.map(({ id }) => id).lastIndexOf(comma)
  return last >= 0 && full.length - last <= NEAR ? last + 1 : full.length
}

const chunkOf = (tokenizer: Tokenizer, tokens: readonly Weighted[]): Chunk => {
  const ids = passOf(
    tokenizer,
    tokens.map(({ id }) => id),
  )
  const weights = new Float32Array(ids.length).fill(1)
  weights.set(
    tokens.map(({ weight }) => weight),
    tokenizer.startId === null ? 0 : 1,
  )
  return { ids, weights }
}

/** Both with as many chunks as the longer has; what is missing are chunks of an empty prompt. */
export const padChunks = (
  tokenizer: Tokenizer,
  one: readonly Chunk[],
  other: readonly Chunk[],
): [Chunk[], Chunk[]] => {
  const count = Math.max(one.length, other.length)
  const padded = (chunks: readonly Chunk[]): Chunk[] => [
    ...chunks,
    ...Array.from({ length: count - chunks.length }, () => chunkOf(tokenizer, [])),
  ]
  return [padded(one), padded(other)]
}
