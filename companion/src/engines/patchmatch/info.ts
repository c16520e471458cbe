/** What the embedded engine says of itself; light enough to be asked at any time. */
import { availableParallelism } from 'node:os'
import type { EngineInfo } from '@inlay/shared'
import type { Tuning } from './tuning.ts'

export interface PatchMatchOptions {
  /** 1 to 64; default: the machine's cores, at most 8. 0 works on the caller's own thread, in turns. */
  readonly threads?: number
  /** `plain` does without WASM; `auto` takes SIMD where the machine has it. */
  readonly kernel?: 'auto' | 'plain'
  /** Milliseconds without a fill after which threads and memory are given back. */
  readonly idle?: number
  /** Knobs to measure with; the defaults are the best known. */
  readonly tuning?: Partial<Tuning>
}

/** More threads gain little: the bands of the coarse levels are few. */
const MOST_THREADS = 8

export const threadsOf = (options: PatchMatchOptions): number =>
  options.threads ?? Math.min(availableParallelism(), MOST_THREADS)

/** The smallest module that needs SIMD: a function that drops one v128 constant's lane. */
const SIMD_PROBE = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  5,
  1,
  96,
  0,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  10,
  1,
  8,
  0,
  65,
  0,
  253,
  15,
  253,
  98,
  11,
)

const hasSimd = (): boolean => WebAssembly.validate(SIMD_PROBE)

export const patchMatchInfo = (options: PatchMatchOptions = {}): EngineInfo => {
  const threads = Math.max(threadsOf(options), 1)
  const simd = options.kernel !== 'plain' && hasSimd()
  return {
    id: 'patchmatch',
    name: 'PatchMatch',
    description:
      'Content-aware fill from the picture’s own patches; needs no download and no prompt.',
    operations: ['remove', 'fill', 'expand'],
    takesPrompt: false,
    takesSample: true,
    available: true,
    device: `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}${simd ? ', SIMD' : ''}`,
  }
}
