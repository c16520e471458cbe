/** The tokenizers of a model's folder, made on first need: T5's table takes a moment to read. */
import { InlayError } from '@inlay/shared'
import type { DiffusionModel } from '../model/describe.ts'
import type { TokenizerFiles } from '../model/folder.ts'
import { clipTokenizer } from '../prompt/clip.ts'
import type { Tokenizer } from '../prompt/prompt.ts'
import { t5Tokenizer } from '../prompt/t5.ts'

export interface Tokenizers {
  /** CLIP's, beside `text_encoder`. */
  first(): Tokenizer
  /** Beside `text_encoder_2`: CLIP's again for SDXL, T5's for FLUX. */
  second(): Tokenizer
}

/** @throws InlayError contract_mismatch, from its methods, when the files are not what they should be */
export const openTokenizers = ({ folder, architecture }: DiffusionModel): Tokenizers => {
  const [first, second] = folder.tokenizers
  const made: { first?: Tokenizer; second?: Tokenizer } = {}
  return {
    first: () => {
      made.first ??= clip(first, 'tokenizer')
      return made.first
    },
    second: () => {
      made.second ??=
        architecture === 'flux' ? t5(second, 'tokenizer_2') : clip(second, 'tokenizer_2')
      return made.second
    },
  }
}

const clip = (files: TokenizerFiles | undefined, folder: string): Tokenizer => {
  if (files === undefined) throw missing(`${folder}/vocab.json`)
  return clipTokenizer(files)
}

const t5 = (files: TokenizerFiles | undefined, folder: string): Tokenizer => {
  if (files?.tokenizerJson === undefined) throw missing(`${folder}/tokenizer.json`)
  return t5Tokenizer(files.tokenizerJson)
}

const missing = (file: string): InlayError =>
  new InlayError('contract_mismatch', `The folder has no ${file}.`)
