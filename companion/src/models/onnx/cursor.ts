/**
 * Reads protobuf's wire format from a file of any size: a window at a time, skipping what nobody
 * wants, within bounds that no file can talk it out of (protobuf.dev/programming-guides/encoding).
 *
 * Readers are generators that yield when they need the next window, so that one reader serves files
 * (without blocking the daemon) and buffers (for fuzzing).
 */
import type { FileHandle } from 'node:fs/promises'

/** Yields whenever the cursor's window has to be loaded at `cursor.at`. */
export type Walk<T> = Generator<void, T, void>

export interface Cursor {
  /** Where the next byte is read. */
  at: number
  /** Bytes of the file from `from` on. */
  window: Uint8Array
  from: number
  /** Bytes of the whole file. */
  readonly size: number
  /** Fields met so far. */
  fields: number
}

/** What is wrong with the bytes; the caller makes an error of the table of it. */
export class WireProblem extends Error {}

const WINDOW = 64 * 1024

/** A graph of 100,000 nodes has about two million fields. */
const MOST_FIELDS = 20_000_000

/** Longest text that is read: names and file names. */
const LONGEST_TEXT = 4096

/** Runs a walk over an open file. */
export const walkFile = async <T>(
  file: FileHandle,
  size: number,
  walk: (cursor: Cursor) => Walk<T>,
): Promise<T> => {
  const cursor = cursorOf(size)
  const steps = walk(cursor)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    const buffer = new Uint8Array(Math.min(WINDOW, size - cursor.at))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, cursor.at)
    if (bytesRead === 0) throw new WireProblem('It ends too early.')
    cursor.window = buffer.subarray(0, bytesRead)
    cursor.from = cursor.at
  }
}

/** Runs a walk over bytes in memory, a window of `windowSize` (above LONGEST_TEXT) at a time. */
export const walkBytes = <T>(
  bytes: Uint8Array,
  walk: (cursor: Cursor) => Walk<T>,
  windowSize = WINDOW,
): T => {
  const cursor = cursorOf(bytes.length)
  const steps = walk(cursor)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    cursor.window = bytes.subarray(cursor.at, cursor.at + windowSize)
    cursor.from = cursor.at
  }
}

const cursorOf = (size: number): Cursor => ({
  at: 0,
  window: new Uint8Array(0),
  from: 0,
  size,
  fields: 0,
})

/** Longest number on the wire, in bytes. */
const LONGEST_NUMBER = 10

/**
 * Makes sure that `count` bytes from the cursor on are in the window, or all there are.
 * @throws WireProblem where the file ends
 */
function* load(cursor: Cursor, count: number): Walk<void> {
  if (cursor.at >= cursor.size) throw new WireProblem('It ends too early.')
  const wanted = Math.min(cursor.at + count, cursor.size)
  if (wanted > cursor.from + cursor.window.length) yield
}

/** An unsigned 64-bit number; above 2^53 only roughly, which is above anything that counts here. */
export function* varint(cursor: Cursor): Walk<number> {
  yield* load(cursor, LONGEST_NUMBER)
  let value = 0
  let scale = 1
  for (let count = 0; count < LONGEST_NUMBER; count++) {
    const next = cursor.window[cursor.at - cursor.from]
    if (next === undefined) throw new WireProblem('It ends too early.')
    cursor.at++
    value += (next & 0x7f) * scale
    if (next < 0x80) return value
    scale *= 128
  }
  throw new WireProblem('A number in it has no end.')
}

function* float32(cursor: Cursor): Walk<number> {
  yield* load(cursor, 4)
  const start = cursor.at - cursor.from
  const bytes = cursor.window.subarray(start, start + 4)
  if (bytes.length < 4) throw new WireProblem('It ends too early.')
  cursor.at += 4
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true)
}

export interface Field {
  readonly number: number
  /** The value of a whole number; undefined for a field of other kind. */
  readonly value?: number
  /** The value of a 32-bit float. */
  readonly float?: number
  /** Where a message, a text or bytes end; they begin at the cursor. Undefined for numbers. */
  readonly end?: number
}

/**
 * Hands every field up to `end` to `take`. What it does not read of a message, text or bytes is
 * skipped without being loaded.
 * @throws WireProblem
 */
export function* eachField(
  cursor: Cursor,
  end: number,
  take: (field: Field) => Walk<void> | undefined,
): Walk<void> {
  while (cursor.at < end) {
    if (++cursor.fields > MOST_FIELDS) throw new WireProblem('It has too many fields.')
    const key = yield* varint(cursor)
    const [number, wire] = [Math.floor(key / 8), key % 8]
    if (number === 0 || number > 0x1fffffff) throw new WireProblem('A field in it has no number.')
    if (wire === 0) {
      const value = yield* varint(cursor)
      const steps = take({ number, value })
      if (steps !== undefined) yield* steps
    } else if (wire === 5) {
      const float = yield* float32(cursor)
      const steps = take({ number, float })
      if (steps !== undefined) yield* steps
    } else if (wire === 1) {
      cursor.at += 8
    } else if (wire === 2) {
      const length = yield* varint(cursor)
      const fieldEnd = cursor.at + length
      if (fieldEnd > end) throw new WireProblem('A part of it is longer than the whole.')
      const steps = take({ number, end: fieldEnd })
      if (steps !== undefined) yield* steps
      cursor.at = fieldEnd
    } else {
      throw new WireProblem('It has a field of unknown kind.')
    }
    if (cursor.at > end) throw new WireProblem('A part of it is longer than the whole.')
  }
}

/** What could make a terminal show something else than what it says, or end a name early. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu

/**
 * A name, with a mark in place of whatever cannot be shown: it then equals no name of ours, and is
 * safe to print.
 * @throws WireProblem when it is longer than any name or not UTF-8
 */
export function* text(cursor: Cursor, end: number): Walk<string> {
  const length = end - cursor.at
  if (length > LONGEST_TEXT) throw new WireProblem('A name in it is too long.')
  if (length === 0) return ''
  yield* load(cursor, length)
  const start = cursor.at - cursor.from
  const bytes = cursor.window.subarray(start, start + length)
  if (bytes.length < length) throw new WireProblem('It ends too early.')
  cursor.at = end
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      .decode(bytes)
      .replace(UNSEEN, '\ufffd')
  } catch {
    throw new WireProblem('A name in it is not UTF-8.')
  }
}

/** StringStringEntryProto: a key and its text, each '' where it is missing. */
export function* keyAndText(cursor: Cursor, end: number): Walk<readonly [string, string]> {
  let key = ''
  let content = ''
  yield* eachField(cursor, end, ({ number, end: partEnd }) =>
    partEnd === undefined
      ? undefined
      : (function* (): Walk<void> {
          if (number === 1) key = yield* text(cursor, partEnd)
          if (number === 2) content = yield* text(cursor, partEnd)
        })(),
  )
  return [key, content]
}
