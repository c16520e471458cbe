/** The state of a fill in the page's language; the panel's sentences are keys of the same names. */
import type { Job, Sentence } from '@inlay/shared/panel'
import { say, sayCount } from '../../words/say.ts'

/** Those that a fill of this page can be in; the others belong to the plugins. */
const KEYS = [
  ...['job.preparing', 'job.sending', 'job.queued.next', 'job.running', 'job.away'],
  ...['job.done', 'job.cancelled', 'job.lost', 'job.unsent'],
  ...['stage.starting', 'stage.again', 'stage.reading', 'stage.structure', 'stage.detail'],
  ...['stage.structure.of', 'stage.detail.of', 'stage.blending', 'stage.copying'],
  'stage.encoding',
] as const
type JobKey = (typeof KEYS)[number]

const isKey = (key: string): key is JobKey => KEYS.some((one) => one === key)

const sentence = (one: Sentence): string => {
  if ('text' in one) return one.text
  if ('plural' in one && one.plural === 'job.queued.behind') {
    return sayCount('edit.job.queued.behind', one.count)
  }
  return 'key' in one && isKey(one.key) ? say(`edit.${one.key}`, one.values) : ''
}

export const sayJob = ({ stage }: Job): string => sentence(stage)
