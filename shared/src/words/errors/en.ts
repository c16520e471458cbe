/**
 * Every failure a person can meet in a window and what to do about it, in English: the table's own
 * sentences, but for those that speak to somebody at a command line.
 */
import { ERRORS } from '../../errors.ts'
import type { ErrorWords } from '../errors.ts'

const next = (code: keyof ErrorWords, words: string) => ({
  message: ERRORS[code].message,
  next: words,
})

export default {
  ...ERRORS,
  invalid_request: next('invalid_request', 'Check what is named and try again.'),
  image_missing: next('image_missing', 'Open a picture.'),
  image_forgotten: next('image_forgotten', 'Try again.'),
  mask_missing: next('mask_missing', 'Paint or select what to change.'),
  mask_empty: next('mask_empty', 'Paint or select what to change, then run it again.'),
  mask_covers_everything: next('mask_covers_everything', 'Leave some of the picture unmasked.'),
  engine_unavailable: next('engine_unavailable', 'Choose another engine under “More”.'),
  image_too_large: next(
    'image_too_large',
    'Use a smaller picture, or raise the pixel limit in the companion’s settings.',
  ),
  body_too_large: next(
    'body_too_large',
    'Use a smaller picture, or raise the upload limit in the companion’s settings.',
  ),
  companion_unreachable: next('companion_unreachable', 'Start it; you need do nothing else.'),
  companion_unproven: next('companion_unproven', 'Look again; if it stays so, pair again.'),
  unauthorised: next('not_paired', 'Pair it again.'),
  not_paired: next('not_paired', 'Pair it again: the companion shows a six-digit code.'),
  colour_mode_unsupported: next('colour_mode_unsupported', 'Convert the picture to RGB.'),
  scope_missing: next('scope_missing', 'Do it on Inlay’s page, on the companion’s machine.'),
  disk_full: next('disk_full', 'Free some space or choose another folder, then try again.'),
  model_unknown: next('model_unknown', 'Inlay’s page lists them under “Models”.'),
  model_missing: next('model_missing', 'Install it on Inlay’s page, under “Models”.'),
  model_licence: next('model_licence', 'Read it and accept it on Inlay’s page, under “Models”.'),
  model_damaged: next(
    'model_damaged',
    'Remove it and install it again; if it happens twice, its publisher has changed it.',
  ),
  model_download_failed: next('model_download_failed', 'Try again: it goes on where it stopped.'),
  contract_mismatch: next(
    'contract_mismatch',
    'Use a model made for this task, or correct its contract.',
  ),
  internal: next(
    'internal',
    'Try again; `inlay doctor` on the companion’s side helps to find out why.',
  ),
} as const satisfies ErrorWords
