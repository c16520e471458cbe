/** How the panel begins: what was used last, what the menu asks for, what earlier lives left. */
import { type JobRecord, JobRecords, type MaskKind, type PanelSettings } from '@inlay/shared/panel'
import { type Source, Target } from '../../messages.ts'
import type { Start } from '../host.ts'

/** What the menu asked for comes before what was used last. */
export const withCommand = (settings: PanelSettings, start: Start): PanelSettings => {
  const { command, parameters, quick, selection } = start
  const { prompt } = parameters
  const [first] = selection.sources
  // Nobody is there to paint.
  const mask = quick && first !== undefined ? { mask: given(first) } : {}
  const asked = { ...settings, ...mask, ...(prompt === undefined ? {} : { prompt }) }
  return command === 'remove' || command === 'fill' || command === 'expand'
    ? { ...asked, operation: command }
    : asked
}

const given = ({ shapes, maskGroup }: Source): MaskKind =>
  shapes === 0 && maskGroup ? 'group' : 'shapes'

/** Milliseconds a result waits at the companion (docs/jobs.md). */
const WAITS = 7 * 24 * 3600 * 1000

/** Results of other documents wait for those; what the companion has let go is forgotten. */
export const sortJobs = ({ stored, documentId }: Start) => {
  const jobs = JobRecords.safeParse(stored.jobs).data ?? []
  const alive = jobs.filter(({ created }) => created > Date.now() - WAITS)
  const isOwn = ({ target }: JobRecord): boolean => {
    const document = Target.safeParse(target).data?.documentId
    return document === undefined || document === documentId
  }
  return { own: alive.filter(isOwn), others: alive.filter((job) => !isOwn(job)) }
}
