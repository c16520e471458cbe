/** `@inlay/shared/words`: failures, stages and what the companion says in detail, in five languages. */
export type { ErrorWords } from './errors.ts'
export {
  createTranslator,
  type HeardWords,
  type Translator,
  type TranslatorOptions,
} from './heard.ts'
export { languageNames } from './language-names.ts'
export { loadErrorWords, loadHeardWords, loadTranslator } from './load.ts'
export { isKnownStage, type StageWord, type StageWords, sayStage } from './stages.ts'
