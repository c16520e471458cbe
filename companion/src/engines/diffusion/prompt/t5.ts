/** T5's tokenizer, from tokenizer_2/tokenizer.json: pieces of words by their likelihood (Unigram). */
import { Tokenizer as Library } from '@huggingface/tokenizers'
import { InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Tokenizer } from './prompt.ts'

/**
 * Ends each text with `</s>`, has no start, pads with `<pad>`. The library normalises by Unicode's own
 * NFKC where sentencepiece has a table: of 300 texts in all scripts, those with joined emoji and with
 * rare stacked accents came out otherwise.
 * @param tokenizerJson the file's text; spiece.model alone is not read
 * @param maxLength tokens FLUX takes: 512, for schnell 256
 * @throws InlayError contract_mismatch when it is no tokenizer of that kind
 */
export const t5Tokenizer = (tokenizerJson: string, maxLength = 512): Tokenizer => {
  const library = new Library(definitionOf(tokenizerJson), {})
  const idOf = (text: string): number => {
    const id = library.token_to_id(text)
    if (id === undefined) throw new InlayError('contract_mismatch', `T5’s tokenizer lacks ${text}.`)
    return id
  }
  return {
    encode: (text) => library.encode(text, { add_special_tokens: false }).ids,
    startId: null,
    endId: idOf('</s>'),
    padId: idOf('<pad>'),
    maxLength,
  }
}

const definitionOf = (text: string): object => {
  try {
    const schema = z.looseObject({ model: z.looseObject({ type: z.literal('Unigram') }) })
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new InlayError('contract_mismatch', 'tokenizer.json is no Unigram tokenizer.', { cause })
  }
}
