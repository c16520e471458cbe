/** What a selection is asked with, and what every segmenter is to whoever asks. */
import type { Bounds, PixelImage, PointLabel } from '@inlay/shared'
import type { Plane } from '../neural/planes.ts'

/** In pixels of the picture, from its top left corner. */
export interface PromptPoint {
  readonly x: number
  readonly y: number
  readonly label: PointLabel
}

export interface Prompt {
  readonly points: readonly PromptPoint[]
  readonly box?: Bounds | undefined
  /** True: neither points nor box, but what the picture is of. */
  readonly subject: boolean
}

/** A selection before its edges are made clean. */
export interface CoarseMask {
  /** 0..1, over the whole picture, at whatever size the segmenter works. */
  readonly plane: Plane
  /** How sure the segmenter is, 0..1, where it knows. */
  readonly score?: number
  readonly notes: readonly string[]
}

/** A picture that was looked at once, so that each selection in it is quick. */
export interface Look {
  /** What it holds in memory, in bytes. */
  readonly bytes: number
  /** @throws InlayError nothing_found | cancelled | out_of_memory | engine_failed */
  select(prompt: Prompt, signal: AbortSignal): Promise<CoarseMask>
}

export interface Segmenter {
  /** A model's id, or `graph-cut`. */
  readonly id: string
  /** @throws InlayError cancelled | out_of_memory | engine_failed | contract_mismatch */
  look(image: PixelImage, signal: AbortSignal): Promise<Look>
  dispose(): Promise<void>
}
