/** Turns what was typed after an option into a checked value, or says what was expected there. */
import {
  ANCHORS,
  type Anchor,
  ASPECT,
  expected,
  InlayError,
  LORA_NAME,
  MAX_LORAS,
  type Margins,
} from '@inlay/shared'

const refuse = (what: string, flag: string, text: string): never => {
  throw new InlayError('invalid_request', expected(what, flag, text))
}

/** Decimal notation only: Number() would also take "", " ", "0x10" and "Infinity". */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** @throws InlayError invalid_request unless `text` is an integer from `min` to `max` */
export const integer =
  (flag: string, min: number, max: number) =>
  (text: string): number => {
    const value = NUMBER.test(text) ? Number(text) : Number.NaN
    if (Number.isSafeInteger(value) && value >= min && value <= max) return value
    return refuse(`an integer from ${min} to ${max}`, flag, text)
  }

/** @throws InlayError invalid_request unless `text` is a number from `min` to `max` */
export const number =
  (flag: string, min: number, max: number) =>
  (text: string): number => {
    const value = NUMBER.test(text) ? Number(text) : Number.NaN
    if (value >= min && value <= max) return value
    return refuse(`a number from ${min} to ${max}`, flag, text)
  }

/** @throws InlayError invalid_request unless `text` is one of `choices` */
export const oneOf =
  <T extends string>(flag: string, choices: readonly T[]) =>
  (text: string): T =>
    choices.find((choice) => choice === text) ?? refuse(`one of ${choices.join(', ')}`, flag, text)

/** @throws InlayError invalid_request unless `text` is one of the numbers */
export const oneOfNumbers =
  (flag: string, choices: readonly number[]) =>
  (text: string): number =>
    choices.find((choice) => String(choice) === text) ??
    refuse(`one of ${choices.join(', ')}`, flag, text)

/** Half of the world writes "center". @throws InlayError invalid_request unless one of ANCHORS */
export const anchor = (flag: string): ((text: string) => Anchor) => {
  const read = oneOf(flag, ANCHORS)
  return (text) => read(text === 'center' ? 'centre' : text)
}

/** @throws InlayError invalid_request unless `text` is at most `max` characters */
export const words =
  (flag: string, max: number) =>
  (text: string): string =>
    text.length <= max ? text : refuse(`at most ${max} characters`, flag, text)

/** A LoRA's name and how strong it is. */
export interface LoraOption {
  readonly name: string
  readonly strength: number
}

/**
 * "name" or "name:0.8"; given several times they add up.
 * @throws InlayError invalid_request
 */
export const lora =
  (flag: string, [least, most]: readonly [number, number]) =>
  (text: string, before: readonly LoraOption[] = []): readonly LoraOption[] => {
    const [, name = text, strength = '1'] = /^(.*):([^:]*)$/.exec(text) ?? []
    if (!LORA_NAME.test(name)) return refuse('a name, as in style or style:0.8,', flag, text)
    if (before.length >= MAX_LORAS) return refuse(`at most ${MAX_LORAS} LoRAs`, flag, text)
    return [...before, { name, strength: number(flag, least, most)(strength) }]
  }

/** Pixels of canvas to add on each side, or the shape to add them for. */
export type Expand = Margins | { readonly aspect: string }

/**
 * "L,T,R,B" in pixels, or a shape such as "16:9".
 * @throws InlayError invalid_request for anything else, or when all are 0
 */
export const expand =
  (flag: string, max: number) =>
  (text: string): Expand => {
    if (ASPECT.test(text)) return { aspect: text }
    const parts = text.split(',').map((part) => part.trim())
    const [left, top, right, bottom] = parts.map(Number)
    const isEach = parts.every((part) => /^\d+$/.test(part) && Number(part) <= max)
    if (
      parts.length !== 4 ||
      !isEach ||
      left === undefined ||
      top === undefined ||
      right === undefined ||
      bottom === undefined ||
      left + top + right + bottom === 0
    ) {
      return refuse(
        `left,top,right,bottom in pixels (each 0 to ${max}, not all 0), or a shape such as 16:9,`,
        flag,
        text,
      )
    }
    return { left, top, right, bottom }
  }

/**
 * So many numbers with commas between them, each from 0.
 * @param words what they are, e.g. "x,y"
 * @throws InlayError invalid_request for anything else
 */
export const numbers =
  (flag: string, words: string, count: number, max: number) =>
  (text: string): readonly number[] => {
    const parts = text.split(',').map((part) => part.trim())
    const values = parts.map((part) => (NUMBER.test(part) ? Number(part) : Number.NaN))
    const isEach = values.every((value) => value >= 0 && value <= max)
    if (parts.length !== count || !isEach) {
      return refuse(`${words} in pixels (each 0 to ${max})`, flag, text)
    }
    return values
  }
