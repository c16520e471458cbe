/** What the page and the worker that holds a picture tell each other. */
import type { Colour } from '@inlay/shared/studio'

export type Question =
  | { readonly ask: 'open'; readonly blob: Blob }
  | { readonly ask: 'tile'; readonly level: number; readonly across: number; readonly down: number }
  | { readonly ask: 'holes' }

/** A picture as the browser reads it, upright. */
export interface Opened {
  readonly width: number
  readonly height: number
  /** The whole, as small as a screen is. */
  readonly base: ImageBitmap
  /** It halved, again and again. */
  readonly smaller: readonly ImageBitmap[]
  readonly hasHoles: boolean
  readonly veil: Colour
}

export type Answer = Opened | ImageBitmap | Uint8Array<ArrayBuffer>
