/** CLIP's tokenizer, from the files diffusers keeps in tokenizer/ and tokenizer_2/. */
import { Tokenizer as Library } from '@huggingface/tokenizers'
import { InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Tokenizer } from './prompt.ts'

/** The texts of the files; either the first two or the last. */
export interface ClipFiles {
  readonly vocab?: string
  readonly merges?: string
  readonly tokenizerJson?: string
  /** tokenizer_config.json and special_tokens_map.json: what padding is made of. */
  readonly config?: string
  readonly specialTokens?: string
}

const START = '<|startoftext|>'
const END = '<|endoftext|>'

const token = z.union([z.string(), z.looseObject({ content: z.string() })]).nullish()
const configSchema = z.looseObject({ pad_token: token, model_max_length: z.number().nullish() })

/**
 * Ids as transformers' CLIPTokenizerFast gives them (lower case, canonical composition, no spaces
 * put around Chinese characters, which its slow sibling does where ftfy is not installed). Padding
 * is the end token for Stable Diffusion 1, "!" for SDXL's second encoder and SD 2: the files say so.
 * @throws InlayError contract_mismatch when files are missing, are no JSON or lack CLIP's own tokens
 */
export const clipTokenizer = (files: ClipFiles): Tokenizer => {
  const library = new Library(definitionOf(files), {})
  const idOf = (text: string): number => {
    const id = library.token_to_id(text)
    if (id === undefined) throw damaged(`has no token ${text}`)
    return id
  }
  const config = configSchema.parse(parseJson(files.config ?? '{}'))
  const special = configSchema.parse(parseJson(files.specialTokens ?? '{}'))
  const pad = config.pad_token ?? special.pad_token ?? END
  return {
    encode: (text) => library.encode(text, { add_special_tokens: false }).ids,
    startId: idOf(START),
    endId: idOf(END),
    padId: idOf(typeof pad === 'string' ? pad : pad.content),
    // Files from before the field was kept say 1e30.
    maxLength: Math.min(config.model_max_length ?? 77, 77),
  }
}

const definitionOf = ({ vocab, merges, tokenizerJson }: ClipFiles): object => {
  if (vocab !== undefined && merges !== undefined) {
    return fromPairs(z.record(z.string(), z.number()).parse(parseJson(vocab)), merges)
  }
  if (tokenizerJson === undefined)
    throw damaged('has neither vocab.json with merges.txt nor tokenizer.json')
  return z.looseObject({}).parse(parseJson(tokenizerJson))
}

/** tokenizer.json as transformers makes it of the older pair of files. */
const fromPairs = (vocab: Record<string, number>, merges: string): object => ({
  version: '1.0',
  added_tokens: [START, END]
    .filter((content) => vocab[content] !== undefined)
    .map((content) => ({
      id: vocab[content],
      content,
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: content === START,
    })),
  normalizer: {
    type: 'Sequence',
    normalizers: [
      { type: 'NFC' },
      { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
      { type: 'Lowercase' },
    ],
  },
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [
      {
        type: 'Split',
        pattern: {
          Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
        },
        behavior: 'Removed',
        invert: true,
      },
      { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    ],
  },
  post_processor: null,
  decoder: null,
  model: {
    type: 'BPE',
    unk_token: END,
    continuing_subword_prefix: '',
    end_of_word_suffix: '</w>',
    fuse_unk: false,
    vocab,
    merges: merges
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#version'))
      .map((line) => line.trimEnd()),
  },
})

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InlayError('contract_mismatch', 'The tokenizer’s files are no JSON.', { cause })
  }
}

const damaged = (why: string): InlayError =>
  new InlayError('contract_mismatch', `The tokenizer ${why}.`)
