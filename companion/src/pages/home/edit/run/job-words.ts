/** The state of a fill in the page's language; the panel's sentences are data with keys of their own. */
import type { Job, Sentence } from '@inlay/shared/panel'
import { say, sayCount, type Word } from '../../words/say.ts'
import { sayStage } from '../../words/stages.ts'

/** What a fill of this page can be at; the other sentences belong to the plugins. */
const WORDS: Readonly<Record<string, Word>> = {
  'job.preparing': 'edit.job.preparing',
  'job.sending': 'edit.job.sending',
  'job.queued.next': 'edit.job.queued.next',
  'job.running': 'edit.job.running',
  'job.away': 'edit.job.away',
  'job.done': 'edit.job.done',
  'job.cancelled': 'edit.job.cancelled',
  'job.lost': 'edit.job.lost',
  'job.unsent': 'edit.job.unsent',
  'stage.starting': 'progress.starting',
  'stage.again': 'progress.again',
  'stage.reading': 'progress.surroundings',
  'stage.structure': 'progress.structure',
  'stage.detail': 'progress.detail',
  'stage.blending': 'progress.blending',
  'stage.copying': 'progress.copying',
  'stage.encoding': 'progress.encoding',
}

const sentence = (one: Sentence): string => {
  if ('text' in one) return sayStage(one.text)
  if ('plural' in one) {
    return one.plural === 'job.queued.behind' ? sayCount('edit.job.queued.behind', one.count) : ''
  }
  if ('error' in one) return ''
  const word = WORDS[one.key]
  if (word !== undefined) return say(word, one.values)
  const stepped = WORDS[one.key.replace(/\.of$/, '')]
  return stepped === undefined ? '' : say('progress.of', { ...one.values, stage: say(stepped) })
}

export const sayJob = ({ stage }: Job): string => sentence(stage)
