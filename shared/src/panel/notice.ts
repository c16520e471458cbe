/** A bad day as a panel shows it: what happened, what to do, and the buttons that help. */
import type { ErrorCode, InlayError } from '../errors.ts'
import type { Sentence } from './say.ts'

/**
 * What a button does; the panel knows how.
 * - `try`: look for the companion again
 * - `again`: run the same fill again
 * - `pair`: begin pairing
 * - `window`: connect through the companion's window (straight from the click)
 * - `install`, `update`, `allow`, `help`: open that page of the documentation
 * - `copy`: copy the command that starts the companion
 */
export type NoticeAction =
  | 'try'
  | 'again'
  | 'pair'
  | 'window'
  | 'install'
  | 'update'
  | 'allow'
  | 'help'
  | 'copy'

export interface Notice {
  readonly tone: 'info' | 'warning'
  readonly title: Sentence
  readonly text?: Sentence
  readonly next?: Sentence
  /** The first is the one that helps most. */
  readonly actions: readonly NoticeAction[]
}

const PAIRING: readonly ErrorCode[] = ['not_paired', 'unauthorised']

const AWAY: readonly ErrorCode[] = [
  'companion_unreachable',
  'companion_silent',
  'bridge_closed',
  'starting',
  'stopping',
]

/** Failures that the same request would meet again: the person has to change something first. */
const FUTILE: readonly ErrorCode[] = [
  'mask_empty',
  'mask_covers_everything',
  'image_unreadable',
  'image_too_large',
  'body_too_large',
  'colour_mode_unsupported',
  'invalid_request',
]

/** True for what says that the companion no longer knows this panel. */
export const isUnpaired = (error: InlayError): boolean => PAIRING.includes(error.code)

/** True for what passes when the companion is back. */
export const isAway = (error: InlayError): boolean => AWAY.includes(error.code)

/** What a fill or a selection failed with. */
export const noticeOfError = (error: InlayError): Notice => {
  if (error.code === 'cancelled') {
    return { tone: 'info', title: { key: 'job.cancelled' }, actions: [] }
  }
  return {
    tone: 'warning',
    title: { error: error.code, part: 'message' },
    ...(error.detail === undefined ? {} : { text: { heard: error.detail } }),
    next: { error: error.code, part: 'next' },
    actions: actionsFor(error),
  }
}

const actionsFor = (error: InlayError): readonly NoticeAction[] => {
  if (isUnpaired(error)) return ['pair']
  if (isAway(error)) return ['try']
  return FUTILE.includes(error.code) ? [] : ['again']
}
