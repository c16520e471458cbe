/**
 * The translating process: loads the owner's copy of @huggingface/transformers and a model beside it.
 * A process of its own, because the library runs its nets on the thread that asks, and keeps memory.
 */
import { createRequire } from 'node:module'
import { InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { serveCalls } from '../../../system/child/serve-calls.ts'
import { TranslateTask } from './messages.ts'

/** What is used of the library. */
const Library = z.looseObject({
  // The object itself: a copy's settings would change nothing.
  env: z.custom<object>((value) => typeof value === 'object' && value !== null),
  pipeline: z.custom<(...given: unknown[]) => Promise<unknown>>(
    (value) => typeof value === 'function',
  ),
})
const Translator = z.custom<(text: string, options: object) => Promise<unknown>>(
  (value) => typeof value === 'function',
)
const Answer = z.array(z.looseObject({ translation_text: z.string() })).min(1)

let loaded: Promise<z.infer<typeof Translator>> | undefined

const load = async ({ places }: TranslateTask): Promise<z.infer<typeof Translator>> => {
  // half precision breaks where Node has Float16Array (onnxruntime issue #26791).
  Reflect.deleteProperty(globalThis, 'Float16Array')
  const { env, pipeline } = Library.parse(
    createRequire(places.library)('@huggingface/transformers'),
  )
  // Local in every respect: nothing is fetched, nothing is written.
  Object.assign(env, {
    allowRemoteModels: false,
    allowLocalModels: true,
    localModelPath: places.models,
    useFSCache: false,
    useBrowserCache: false,
  })
  const made = await pipeline('translation', places.model, {
    dtype: places.precision,
    device: 'cpu',
    local_files_only: true,
  })
  return Translator.parse(made)
}

/** FLORES-200's codes, which NLLB was taught with. */
const FLORES: Readonly<Record<string, string>> = {
  ar: 'arb_Arab',
  de: 'deu_Latn',
  el: 'ell_Grek',
  es: 'spa_Latn',
  fa: 'pes_Arab',
  fr: 'fra_Latn',
  he: 'heb_Hebr',
  hi: 'hin_Deva',
  it: 'ita_Latn',
  ja: 'jpn_Jpan',
  ko: 'kor_Hang',
  nl: 'nld_Latn',
  pl: 'pol_Latn',
  pt: 'por_Latn',
  ru: 'rus_Cyrl',
  sv: 'swe_Latn',
  th: 'tha_Thai',
  tr: 'tur_Latn',
  uk: 'ukr_Cyrl',
  zh: 'zho_Hans',
}

const optionsFor = ({ places, from }: TranslateTask): object => {
  if (places.kind === 'marian') return {}
  return places.kind === 'm2m_100'
    ? { src_lang: from, tgt_lang: 'en' }
    : { src_lang: FLORES[from] ?? from, tgt_lang: 'eng_Latn' }
}

serveCalls(async (task) => {
  const asked = TranslateTask.parse(task)
  try {
    loaded ??= load(asked)
    const translate = await loaded
    const texts: string[] = []
    for (const text of asked.texts) {
      const [first] = Answer.parse(await translate(text, optionsFor(asked)))
      texts.push(first?.translation_text ?? '')
    }
    return { texts }
  } catch (cause) {
    loaded = undefined
    // Its own words may hold the prompt or a path: only what kind of failure it was goes on.
    const kind = cause instanceof Error ? cause.name : typeof cause
    throw new InlayError('engine_failed', `The translator failed (${kind}).`)
  }
})
