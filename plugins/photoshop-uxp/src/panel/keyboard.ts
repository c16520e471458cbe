/** What keys do in the panel: Enter goes on, Escape goes back and loses nothing, arrows step. */
import { isUnderWay, type Job } from '@inlay/shared/panel'
import type { Panel, PanelState } from './state.ts'

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'defaultPrevented'> & {
  readonly target: unknown
  readonly isComposing?: boolean
  readonly keyCode?: number
  preventDefault(): void
}

/** Of a key that belongs to an input method: UXP documents `keyCode` and not `isComposing`. */
const COMPOSING = 229

const tagOf = (target: unknown): string => {
  const tag: unknown =
    typeof target === 'object' && target !== null ? Reflect.get(target, 'tagName') : ''
  return String(tag)
}

export const jobInView = ({ view, jobs }: PanelState): Job | undefined =>
  view.at === 'job' ? jobs.find(({ record }) => record.id === view.id) : undefined

/**
 * Listens at the panel, and again where one types: widgets may keep their keys to themselves
 * (known-issues.md). A key that was heard already does nothing.
 */
export const createKeys =
  (panel: Panel) =>
  (event: KeyPress): void => {
    const { key, shiftKey, target } = event
    if (event.defaultPrevented || event.isComposing === true || event.keyCode === COMPOSING) return
    const tag = tagOf(target)
    let isHeard = false
    if (key === 'Enter' && !shiftKey) isHeard = !/button|picker|menu/i.test(tag) && goOn(panel)
    else if (key === 'Escape') isHeard = goBack(panel)
    else if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const isTyping = /textfield|textarea|slider|picker/i.test(tag)
      isHeard = !isTyping && step(panel, key === 'ArrowLeft' ? -1 : 1)
    }
    if (isHeard) event.preventDefault()
  }

/** The main button of what is in view. */
const goOn = (panel: Panel): boolean => {
  const { state } = panel
  const job = jobInView(state)
  if (state.view.at === 'edit') {
    panel.run()
    return true
  }
  if (job?.state !== 'done' || state.placed.has(job.record.id)) return false
  void panel.apply(job.record.id)
  return true
}

/** Out of what is under way, or of what is over; a result that waits goes on waiting. */
const goBack = (panel: Panel): boolean => {
  const { state } = panel
  const job = jobInView(state)
  if (state.link.at === 'pairing') panel.link.leave()
  else if (job !== undefined) {
    const { id } = job.record
    if (state.placing?.id === id) panel.cancelPlacing()
    else if (isUnderWay(job)) panel.queue.cancel(id)
    else if (state.trouble !== undefined) panel.dropTrouble()
    else if (job.state === 'done' && !state.placed.has(id)) panel.view({ at: 'edit' })
    else panel.discard(id)
  } else if (state.view.at === 'enlarging') {
    const isRunning = state.enlarging?.state === 'running' || state.enlarging?.state === 'away'
    if (isRunning) panel.cancelEnlarging()
    else panel.view({ at: 'edit' })
  } else if (state.trouble !== undefined) panel.dropTrouble()
  else return false
  return true
}

const step = (panel: Panel, by: 1 | -1): boolean => {
  const job = jobInView(panel.state)
  if (job?.state !== 'done' || job.variations.length < 2) return false
  void panel.step(job.record.id, by)
  return true
}
