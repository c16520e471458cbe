/** A prompt as one pass of ids, without weights: what diffusers feeds its text encoders. */
import type { Tokenizer } from './prompt.ts'

/** transformers' `padding="max_length", truncation=True`: cut so that start and end still fit. */
export const plainIds = (tokenizer: Tokenizer, text: string): Int32Array =>
  passOf(tokenizer, tokenizer.encode(text))

/** How many of the text's tokens fit in one pass. */
export const roomOf = ({ maxLength, startId }: Tokenizer): number =>
  maxLength - (startId === null ? 1 : 2)

/** Start, as many tokens as fit, end, padding. */
export const passOf = (tokenizer: Tokenizer, tokens: readonly number[]): Int32Array => {
  const { startId, endId, padId, maxLength } = tokenizer
  const ids = new Int32Array(maxLength).fill(padId)
  const kept = tokens.slice(0, roomOf(tokenizer))
  const whole = [...(startId === null ? [] : [startId]), ...kept, endId]
  ids.set(whole)
  return ids
}
