/** `@inlay/shared/words`: failures and what the companion says in detail, in five languages. */
export type { ErrorWords } from './errors.ts'
export {
  createTranslator,
  type HeardWords,
  type Translator,
  type TranslatorOptions,
} from './heard.ts'
export { loadErrorWords, loadHeardWords, loadTranslator } from './load.ts'
