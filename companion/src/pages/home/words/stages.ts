/** What a fill is at, in the page's language. */
import * as words from '@inlay/shared/words'
import { say } from './say.ts'

/** @param stage as a `progress` event or a status says it */
export const sayStage = (stage: string): string => words.sayStage(stage, say)
