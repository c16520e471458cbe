/** The shared memory as the lead works on it. */
import { ARGS } from './constants.ts'

export interface Workbench {
  readonly buffer: ArrayBufferLike
  readonly bytes: Uint8Array
  readonly words: Int32Array
  /** Sets a phase argument. */
  readonly put: (offset: number, value: number) => void
  /** Reads one back. */
  readonly get: (offset: number) => number
}

export const workbenchOn = (buffer: ArrayBufferLike): Workbench => {
  const words = new Int32Array(buffer)
  return {
    buffer,
    bytes: new Uint8Array(buffer),
    words,
    put: (offset, value) => {
      words[(ARGS + offset) >> 2] = value
    },
    get: (offset) => words[(ARGS + offset) >> 2]!,
  }
}
