/** What the page and the worker that holds a mask tell each other. */
import type { Bounds, BrushStroke, Extent, Mask, Outline } from '@inlay/shared'
import type { MaskLook } from '../contract.ts'

/** One change of a mask. */
export type Step =
  /** Points `painted`.. of a stroke; the one before leads to them. */
  | { readonly kind: 'stroke'; readonly stroke: BrushStroke; readonly painted: number }
  | { readonly kind: 'outline'; readonly outline: Outline }
  | { readonly kind: 'invert' }
  | { readonly kind: 'uniform'; readonly value: 0 | 255 }
  | { readonly kind: 'unite'; readonly mask: Uint8Array<ArrayBuffer>; readonly erase: boolean }

/** A part of a state as it would be filled. */
export interface Look extends MaskLook {
  readonly state: number
  /** Pixels of the whole mask. */
  readonly grow: number
  readonly feather: number
}

export type Question =
  /** State 0: empty, or what a PNG holds. */
  | { readonly ask: 'open'; readonly extent: Extent; readonly png?: Blob }
  | { readonly ask: 'look'; readonly look: Look }
  | { readonly ask: 'png'; readonly state: number }
  /** What a mask's file holds. */
  | { readonly ask: 'read'; readonly file: Blob }

/** What has no answer. */
export type ToMask =
  /** `from` with a step is `to`, which may be there already: a stroke that goes on. */
  | { readonly type: 'step'; readonly from: number; readonly to: number; readonly step: Step }
  | { readonly type: 'forget'; readonly states: readonly number[] }

export type Answer = ImageBitmap | Blob | Mask | null

/** Where a state is above 0. */
export interface Made {
  readonly type: 'made'
  readonly state: number
  readonly bounds: Bounds | null
}
