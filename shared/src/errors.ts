/** The closed error table: every failure a person can meet, with its status, sentence and next step. */

interface ErrorEntry {
  /** HTTP status the companion answers with. */
  readonly status: number
  /** One sentence for the user. */
  readonly message: string
  /** What they can do next. */
  readonly next: string
}

export const ERRORS = {
  invalid_request: {
    status: 400,
    message: 'The request is not understood.',
    next: 'Check the named field and send it again.',
  },
  envelope_invalid: {
    status: 400,
    message: 'The message is damaged or cut short.',
    next: 'Send it again; if it happens twice, update the plugin and the companion.',
  },
  version_mismatch: {
    status: 409,
    message: 'The plugin and the companion speak different versions.',
    next: 'Update the older of the two.',
  },
  mask_empty: {
    status: 422,
    message: 'The mask selects nothing.',
    next: 'Paint or select the area to fill; white is filled, black is kept (or invert the mask).',
  },
  mask_missing: {
    status: 422,
    message: 'There is no mask.',
    next: 'Send a mask of the same size as the image.',
  },
  mask_size_mismatch: {
    status: 422,
    message: 'The mask and the image have different sizes.',
    next: 'Export the mask at exactly the size of the image; it is never resized silently.',
  },
  mask_covers_everything: {
    status: 422,
    message: 'The mask leaves nothing of the picture to fill from.',
    next: 'Leave some of the picture unmasked, or invert the mask.',
  },
  mask_unreadable: {
    status: 422,
    message: 'The mask cannot be read.',
    next: 'Use a PNG, JPEG, WebP, TIFF or AVIF file.',
  },
  sample_unusable: {
    status: 422,
    message: 'The sample mask leaves nothing to fill from.',
    next: 'Paint a larger area to sample from, outside the mask, or leave the sample mask out.',
  },
  image_missing: {
    status: 422,
    message: 'There is no image.',
    next: 'Send an image.',
  },
  image_forgotten: {
    status: 410,
    message: 'The companion no longer holds the image.',
    next: 'Send the image again.',
  },
  nothing_found: {
    status: 422,
    message: 'Nothing was found to select.',
    next: 'Click in the middle of it, draw a box around it, or choose another model.',
  },
  image_unreadable: {
    status: 422,
    message: 'The image cannot be read.',
    next: 'Use a PNG, JPEG, WebP, TIFF or AVIF file that opens elsewhere.',
  },
  image_too_large: {
    status: 413,
    message: 'The image has more pixels than allowed.',
    next: 'Send a crop, or raise the pixel limit in the settings.',
  },
  body_too_large: {
    status: 413,
    message: 'The upload is larger than allowed.',
    next: 'Send a crop, or raise the upload limit in the settings.',
  },
  colour_mode_unsupported: {
    status: 422,
    message: 'The image is not RGB or grey.',
    next: 'Convert it to RGB, or ask for conversion (--convert).',
  },
  format_unsupported: {
    status: 415,
    message: 'This file format cannot be written or read.',
    next: 'Use PNG, JPEG, WebP, TIFF or AVIF.',
  },
  engine_unavailable: {
    status: 503,
    message: 'The engine is not available.',
    next: 'Choose another engine; `inlay engines` lists them.',
  },
  engine_failed: {
    status: 500,
    message: 'The engine stopped unexpectedly.',
    next: 'Try again; `inlay doctor` helps to find out why.',
  },
  out_of_memory: {
    status: 507,
    message: 'There is not enough memory for this fill.',
    next: 'Close other programs, select a smaller area, or choose the CPU.',
  },
  withheld: {
    status: 422,
    message: 'The model’s safety checker took the fill for something explicit.',
    next: 'It is wrong both ways: try another seed or other words, or leave the check out.',
  },
  queue_full: {
    status: 429,
    message: 'Too many fills are waiting.',
    next: 'Wait for one to finish, or cancel one.',
  },
  cancelled: {
    status: 409,
    message: 'The fill was cancelled.',
    next: 'Start it again when you like.',
  },
  interrupted: {
    status: 500,
    message: 'The fill was interrupted.',
    next: 'Start it again.',
  },
  id_taken: {
    status: 409,
    message: 'Another fill has this id already.',
    next: 'Send it again under a new id.',
  },
  not_ready: {
    status: 409,
    message: 'The result is not ready.',
    next: 'Wait for the event "done".',
  },
  not_found: {
    status: 404,
    message: 'There is nothing here.',
    next: 'Check the address.',
  },
  method_not_allowed: {
    status: 405,
    message: 'This address does not take that method.',
    next: 'Check the method; /v1/openapi.json lists them.',
  },
  media_type_unsupported: {
    status: 415,
    message: 'This content type is not taken here.',
    next: 'Send application/x-inlay-envelope or multipart/form-data.',
  },
  unauthorised: {
    status: 401,
    message: 'The token is missing or wrong.',
    next: 'Pair again, or read the token with `inlay token`.',
  },
  not_paired: {
    status: 401,
    message: 'The companion does not know this plugin.',
    next: 'Pair it: the companion shows a code of six digits to type into the plugin.',
  },
  pairing_code_wrong: {
    status: 403,
    message: 'The code is wrong.',
    next: 'Type the six digits that the companion shows; `inlay pair` shows them too.',
  },
  pairing_over: {
    status: 410,
    message: 'This pairing is over.',
    next: 'Start it again in the plugin; a code is good for two minutes, five tries and one use.',
  },
  pairing_busy: {
    status: 429,
    message: 'The companion takes no more pairings just now.',
    next: 'Wait a minute and try again.',
  },
  scope_missing: {
    status: 403,
    message: 'This device may not do that.',
    next: 'Do it on the companion’s machine: `inlay --help` lists the commands.',
  },
  forbidden_origin: {
    status: 403,
    message: 'This page may not talk to the companion.',
    next: 'Use the plugin or the companion’s own page.',
  },
  wrong_host: {
    status: 421,
    message: 'The companion does not answer to that host name.',
    next: 'Use localhost or 127.0.0.1 with its port.',
  },
  port_taken: {
    status: 503,
    message: 'Every port of the companion is taken.',
    next: 'Stop the program that holds it; `inlay doctor` says which ports.',
  },
  already_running: {
    status: 409,
    message: 'The companion is already running.',
    next: 'Use the running one, or stop it first.',
  },
  starting: {
    status: 503,
    message: 'The companion is starting.',
    next: 'Try again in a moment; if it stays so, `inlay doctor` says why.',
  },
  stopping: {
    status: 503,
    message: 'The companion is stopping and takes no new work.',
    next: 'Start it again, then try again.',
  },
  companion_unreachable: {
    status: 503,
    message: 'The companion does not answer.',
    next: 'Start it with `npm start`, then try again.',
  },
  companion_silent: {
    status: 504,
    message: 'The companion is there but does not answer.',
    next: 'Wait a moment; if it stays silent, stop it and start it again.',
  },
  not_companion: {
    status: 502,
    message: 'Another program answers in the companion’s place.',
    next: 'Stop that program, or start the companion; `inlay doctor` says which port it uses.',
  },
  companion_unproven: {
    status: 502,
    message: 'What answers cannot prove that it is your companion; your token was not sent.',
    next: 'Stop the program that has taken its port; if there is none, pair again.',
  },
  bridge_blocked: {
    status: 503,
    message: 'The browser did not open the companion’s window.',
    next: 'Press the button again, and allow pop-ups for this site if the browser asks.',
  },
  bridge_closed: {
    status: 503,
    message: 'The companion’s window was closed.',
    next: 'Open it again from the plugin, and leave it open while you fill.',
  },
  reply_invalid: {
    status: 502,
    message: 'The companion’s answer is not understood.',
    next: 'Try again; if it happens twice, update the plugin and the companion.',
  },
  keyring_closed: {
    status: 503,
    message: 'The system’s keyring, which keeps the token, does not give it.',
    next: 'Unlock the keyring (log in to the desktop), or make a new token: `inlay token --new`.',
  },
  output_exists: {
    status: 409,
    message: 'The output would overwrite something it may not.',
    next: 'Choose another output; the input is never overwritten.',
  },
  file_unreadable: {
    status: 422,
    message: 'The file cannot be read.',
    next: 'Check the path and its permissions.',
  },
  file_unwritable: {
    status: 500,
    message: 'The file cannot be written.',
    next: 'Check the folder, its permissions and the free space.',
  },
  disk_full: {
    status: 507,
    message: 'There is not enough free space on the disk.',
    next: 'Free some space (`inlay history delete` helps) or choose another folder, then try again.',
  },
  model_unknown: {
    status: 404,
    message: 'There is no such model.',
    next: 'List them with `inlay models`; add your own with `inlay models add`.',
  },
  model_missing: {
    status: 409,
    message: 'The model is not on this machine.',
    next: 'Fetch it with `inlay models pull`, or give its files with --from.',
  },
  model_busy: {
    status: 409,
    message: 'The model is just being fetched, added or removed.',
    next: 'Wait for that to end, or cancel it.',
  },
  model_licence: {
    status: 409,
    message: 'The model’s licence has not been accepted.',
    next: 'Read it and accept it once: --accept-licence, or "acceptLicence" over HTTP.',
  },
  model_refused: {
    status: 415,
    message: 'This file is not taken as a model.',
    next: 'Use .onnx or .safetensors files; archives and pickles (.pt, .ckpt, .bin) are never opened.',
  },
  model_damaged: {
    status: 422,
    message: 'The model’s files are not what they should be.',
    next: 'Fetch it again with `inlay models pull`; if it happens twice, its publisher has changed it.',
  },
  model_download_failed: {
    status: 502,
    message: 'The model could not be fetched.',
    next: 'Try again: it goes on where it stopped. Without internet, `inlay models pull ... --from` takes files.',
  },
  contract_mismatch: {
    status: 422,
    message: 'The graph is not what its contract says.',
    next: 'Correct the contract; `inlay models inspect` shows what the graph has.',
  },
  state_damaged: {
    status: 500,
    message: 'The list of fills on disk is damaged.',
    next: 'Start the companion again: it sets the damaged list aside and keeps the results.',
  },
  state_too_new: {
    status: 500,
    message: 'The fills on disk were written by a newer companion.',
    next: 'Start the newer one, or move its folder of fills away.',
  },
  selection_missing: {
    status: 422,
    message: 'Nothing is selected.',
    next: 'Select what should change; or use Expand, or Select subject.',
  },
  layer_unusable: {
    status: 422,
    message: 'The active layer has nothing in it to work with.',
    next: 'Choose another layer, or sample from all visible layers.',
  },
  document_missing: {
    status: 409,
    message: 'No document is open.',
    next: 'Open one, then try again.',
  },
  document_closed: {
    status: 410,
    message: 'The document that this was asked for is closed.',
    next: 'Open it again and apply once more; the result is kept.',
  },
  document_changed: {
    status: 409,
    message: 'The document’s size has changed since this was asked for.',
    next: 'Undo the change of size and apply again, or apply it anyway at its old place.',
  },
  host_busy: {
    status: 409,
    message: 'The program is busy with another command.',
    next: 'Finish it or close its dialog, then try again; the result is kept.',
  },
  host_refused: {
    status: 500,
    message: 'The program did not do what it was asked for; nothing was changed.',
    next: 'Try again; the result is kept.',
  },
  scratch_disk_full: {
    status: 507,
    message: 'The program’s scratch disk is full; nothing was changed.',
    next: 'Free some space on it, or purge the clipboard and histories, then apply again.',
  },
  internal: {
    status: 500,
    message: 'Something went wrong inside the companion.',
    next: 'Try again; `inlay doctor` helps to find out why.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof ERRORS

export const ERROR_CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]

/** The one error class: a row of the table, a detail for this case, and its cause. */
export class InlayError extends Error {
  override readonly name = 'InlayError'
  readonly code: ErrorCode
  /** What exactly was wrong, e.g. "Expected 8 for mask width but received 9". Never a prompt, path or token. */
  readonly detail: string | undefined

  constructor(code: ErrorCode, detail?: string, options?: { readonly cause?: unknown }) {
    const message = ERRORS[code].message
    super(detail === undefined ? message : `${message} ${detail}`, options)
    this.code = code
    this.detail = detail
  }

  get status(): number {
    return ERRORS[this.code].status
  }

  get next(): string {
    return ERRORS[this.code].next
  }
}

/** sharp's validation voice: "Expected X for Y but received Z". */
export const expected = (what: string, name: string, received: unknown): string =>
  `Expected ${what} for ${name} but received ${describe(received)}`

const describe = (value: unknown): string => {
  if (typeof value === 'string')
    return value.length > 40 ? `${value.length} characters` : `"${value}"`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === undefined || value === null) return 'nothing'
  return Array.isArray(value) ? `a list of ${value.length}` : typeof value
}

/** What was thrown, as one of ours: "internal" for what nobody expected. */
export const knownError = (thrown: unknown): InlayError =>
  thrown instanceof InlayError ? thrown : new InlayError('internal', undefined, { cause: thrown })

/** True for errors that mean "the input was bad", as against "something of ours failed". */
export const isInputError = (error: InlayError): boolean =>
  error.status >= 400 && error.status < 500
