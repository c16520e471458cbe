/** Every sentence that the plugins' panels say, in English; another language is another catalogue. */
import { ERRORS, type ErrorCode } from '../errors.ts'

import { CONNECTION } from './words/connection.ts'
import { EDITING } from './words/editing.ts'
import { HOSTS } from './words/hosts.ts'
import { JOBS } from './words/jobs.ts'
import { PHOTOSHOP } from './words/photoshop.ts'

/** `{name}` is replaced by the value of that name. `.one` and `.other` go by the value `count`. */
const WORDS = { ...EDITING, ...JOBS, ...CONNECTION, ...HOSTS, ...PHOTOSHOP } as const

export type WordKey = keyof typeof WORDS

/** Keys that come as `.one` and `.other`. */
export type CountKey = WordKey extends infer K
  ? K extends `${infer Base}.one`
    ? Base
    : never
  : never

export interface Catalogue {
  readonly words: Readonly<Record<WordKey, string>>
  readonly errors: Readonly<Record<ErrorCode, { readonly message: string; readonly next: string }>>
}

/** The table's own sentences, but for those that speak to somebody at a command line. */
export const ENGLISH: Catalogue = {
  words: WORDS,
  errors: {
    ...ERRORS,
    mask_empty: {
      message: ERRORS.mask_empty.message,
      next: 'Paint or select what to change, then run it again.',
    },
    mask_covers_everything: {
      message: ERRORS.mask_covers_everything.message,
      next: 'Leave some of the picture unmasked.',
    },
    engine_unavailable: {
      message: ERRORS.engine_unavailable.message,
      next: 'Choose another engine under “More”.',
    },
    image_too_large: {
      message: ERRORS.image_too_large.message,
      next: 'Use a smaller picture, or raise the pixel limit in the companion’s settings.',
    },
    body_too_large: {
      message: ERRORS.body_too_large.message,
      next: 'Use a smaller picture, or raise the upload limit in the companion’s settings.',
    },
    companion_unreachable: {
      message: ERRORS.companion_unreachable.message,
      next: 'Start it; this panel finds it by itself.',
    },
    companion_unproven: {
      message: ERRORS.companion_unproven.message,
      next: 'Look again; if it stays so, pair again.',
    },
    unauthorised: { message: ERRORS.not_paired.message, next: 'Pair this panel again.' },
    not_paired: { message: ERRORS.not_paired.message, next: 'Pair this panel again.' },
    colour_mode_unsupported: {
      message: ERRORS.colour_mode_unsupported.message,
      next: 'Convert the picture to RGB.',
    },
    internal: {
      message: ERRORS.internal.message,
      next: 'Try again; `inlay doctor` on the companion’s side helps to find out why.',
    },
  },
}
