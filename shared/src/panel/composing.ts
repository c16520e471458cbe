/** Keys that an input method takes, as for Japanese: they choose words and run nothing. */

/** The number of whatever key an input method has taken (UI Events, 8.3.1 "keyCode"). */
const TAKEN = 229

/**
 * Safari says only after `compositionend` which key has ended it, with `isComposing` false
 * (WebKit bug 165004); the key's number still tells.
 */
export const isComposing = (event: {
  readonly isComposing: boolean
  readonly keyCode: number
}): boolean => event.isComposing || event.keyCode === TAKEN
