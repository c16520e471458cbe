/**
 * Where a translator may have been put by its owner: @huggingface/transformers takes 474 MB, so it
 * is not among our packages, and nothing here fetches it (docs/diffusion.md says how).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import * as z from '@inlay/shared/zod'
import type { Folders } from '../../../system/folders.ts'

/** Folder with node_modules/@huggingface/transformers and model/; for one kept elsewhere. */
const TRANSLATOR_VARIABLE = 'INLAY_TRANSLATOR'

export interface TranslatorPlaces {
  /** Its package is required from here. */
  readonly library: string
  /** Folder that holds the model's folder, and that folder's name. */
  readonly models: string
  readonly model: string
  /** Marian knows one way; M2M and NLLB are told from what and into what. */
  readonly kind: 'marian' | 'm2m_100' | 'nllb'
  /** Weights as they are (fp32) or reduced (q8), whichever is there. */
  readonly precision: 'fp32' | 'q8'
}

export const translatorFolder = ({ state }: Pick<Folders, 'state'>): string =>
  process.env[TRANSLATOR_VARIABLE] || join(state, 'translator')

const Config = z.looseObject({ model_type: z.string(), _name_or_path: z.string().optional() })

/** What is there, or undefined when anything is missing. Looks, and loads nothing. */
export const findTranslator = (folder: string): TranslatorPlaces | undefined => {
  const library = join(folder, 'node_modules', '@huggingface', 'transformers', 'package.json')
  const model = join(folder, 'model')
  const config = join(model, 'config.json')
  if (!existsSync(library) || !existsSync(config)) return undefined
  const graphs = join(model, 'onnx')
  const names = existsSync(graphs) ? readdirSync(graphs) : []
  const precision = names.includes('encoder_model.onnx')
    ? 'fp32'
    : names.includes('encoder_model_quantized.onnx')
      ? 'q8'
      : undefined
  const kind = kindOf(config)
  if (precision === undefined || kind === undefined) return undefined
  return {
    library: join(folder, 'from.js'),
    models: dirname(model),
    model: basename(model),
    kind,
    precision,
  }
}

const kindOf = (config: string): TranslatorPlaces['kind'] | undefined => {
  try {
    const { model_type: type, _name_or_path: name = '' } = Config.parse(
      JSON.parse(readFileSync(config, 'utf8')),
    )
    if (type === 'marian') return 'marian'
    if (type !== 'm2m_100') return undefined
    return /nllb/i.test(name) ? 'nllb' : 'm2m_100'
  } catch {
    // No model, or none of a kind that translates.
    return undefined
  }
}
