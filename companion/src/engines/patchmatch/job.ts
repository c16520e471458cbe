/** What a run needs to know beside the memory it works in. */
import type { MemoryPlan } from './layout.ts'
import type { Tuning } from './tuning.ts'

export interface Job {
  readonly plan: MemoryPlan
  readonly width: number
  readonly height: number
  readonly channels: number
  /** 1 or 2. */
  readonly sampleBytes: number
  /** Some pixels outside the hole may have no colour to trust. */
  readonly hasBlank: boolean
  /** The caller allows less than half of what is known to serve. */
  readonly held: boolean
  readonly seed: number
  /** Crop pixels per detail of the answer under the hole; absent: there is none. */
  readonly guide?: number
  readonly wantPreview: boolean
  readonly tuning: Tuning
}

/** 8-bit RGB. */
export interface PreviewPixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export type RunEvent =
  | { readonly type: 'progress'; readonly fraction: number; readonly stage: string }
  | { readonly type: 'preview'; readonly preview: PreviewPixels }

/** Raised when not one pixel may serve as source. */
export class NoSource extends Error {
  override readonly name = 'NoSource'
}
