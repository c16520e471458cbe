/** The state of a fill in the page's language; page and panels have these sentences' keys in common. */
import type { Job } from '@inlay/shared/panel'
import { say, sayCount, type Word } from '../../words/say.ts'
import { sayStage } from '../../words/stages.ts'

/** What a fill of this page can be at; the other sentences belong to the plugins. */
const WORDS = [
  'job.preparing',
  'job.sending',
  'job.queued.next',
  'job.running',
  'job.away',
  'job.done',
  'job.cancelled',
  'job.lost',
  'job.unsent',
] as const satisfies readonly Word[]

export const sayJob = ({ stage }: Job): string => {
  if ('stage' in stage) return sayStage(stage.stage)
  if ('plural' in stage) {
    return stage.plural === 'job.queued.behind' ? sayCount('job.queued.behind', stage.count) : ''
  }
  const word = 'key' in stage ? WORDS.find((one) => one === stage.key) : undefined
  return word === undefined ? '' : say(word)
}
