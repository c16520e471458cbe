/** What the panel and the commands know of Photoshop: plain data and async functions. */
import type {
  Bounds,
  Expansion,
  FillRequestInput,
  InlayError,
  PixelImage,
  ResultPixels,
  Signal,
} from '@inlay/shared'
import type { Note } from './notes.ts'

/** What the panel shows of the document in front. Read without a modal scope, so at any time. */
export interface DocumentLook {
  readonly id: number
  readonly title: string
  readonly width: number
  readonly height: number
  /** Pixels per inch; says nothing of where things are. */
  readonly resolution: number
  readonly mode: 'rgb' | 'grey' | 'lab' | 'cmyk' | 'other'
  readonly bitDepth: 8 | 16 | 32
  /** In words: "Adobe RGB (1998)"; empty when the document is not colour managed. */
  readonly profile: string
  /** Why a fill cannot be asked for here; a duplicate in RGB can (`convertDuplicate`). */
  readonly problem: InlayError | null
  /** Box of the selection, which may reach beyond the canvas. */
  readonly selection: Bounds | null
  readonly quickMask: boolean
  readonly activeLayer: { readonly id: number; readonly name: string } | null
  /** Artboards are expanded in Photoshop itself, so the panel offers only what is inside one. */
  readonly artboards: number
}

export interface CaptureAsk {
  readonly operation: 'remove' | 'fill' | 'expand'
  /** Where pixels are taken from. */
  readonly from: 'all visible' | 'active layer'
  /**
   * For expand: pixels to add by side. Absent, the empty area inside the canvas is filled (inside
   * the selection, where there is one).
   */
  readonly expand?: Expansion
  /** As in the request: the crop reaches further by them. */
  readonly grow?: number
  readonly feather?: number
  readonly padding?: number
  /** Numbers as the document has them (default), or converted to sRGB and back. */
  readonly colours?: 'document' | 'sRGB'
  /** A mask in place of the selection, in pixels of the document: what Select subject found. */
  readonly mask?: { readonly bounds: Bounds; readonly data: Uint8Array }
}

/** Where a result belongs: plain data, fit for JSON. */
export interface Target {
  /** Of the plugin that asked; empty in what was kept by an older version. */
  readonly life: string
  readonly documentId: number
  readonly documentTitle: string
  /** Of the document's file; empty when it had none. Stays on this machine. */
  readonly path: string
  /** Of the canvas when it was captured. */
  readonly width: number
  readonly height: number
  /** The layer it goes above; null for the top. */
  readonly layerId: number | null
  /** Groups around that layer, innermost first: where it goes when the layer is gone. */
  readonly groupIds: readonly number[]
  /** What was sent, in pixels of the document. */
  readonly area: Bounds
  /** Canvas to add when it is placed. */
  readonly expand: Expansion | null
  readonly bitDepth: 8 | 16
  /** Profile of the pixels sent and expected back. */
  readonly profile: string
  /** What was done on the way that the user should know. */
  readonly notes: readonly Note[]
}

export interface Capture {
  readonly target: Target
  /** Merge prompt, seed and so on into it, and hand it with `parts` to `client.fill`. */
  readonly request: FillRequestInput
  readonly parts: Readonly<Record<string, Uint8Array>>
  /** The pixels in `parts.image`, for previews. */
  readonly image: PixelImage
  /** Selection samples at full depth where they are finer than the 8 bits sent; null otherwise. */
  readonly fineMask: { readonly bounds: Bounds; readonly data: Uint16Array } | null
}

export interface PlaceOptions {
  /** The layer's or group's name: the prompt, or what was done. */
  readonly name: string
  /** Default 'layer': opaque pixels beneath a layer mask. */
  readonly as?: 'layer' | 'smart object' | 'raster'
  /** Which of several variations is visible. */
  readonly chosen?: number
  /** Place although the document's size has changed (document_changed). */
  readonly anyway?: boolean
  /** Another open document in place of its own: above the layer that is active there. */
  readonly documentId?: number
}

export interface Placed {
  readonly documentId: number
  /** The group when there are several variations, else the layer. */
  readonly layerId: number
  /** One layer a variation, first to last. */
  readonly layerIds: readonly number[]
  readonly chosen: number
  /** What the user should know. */
  readonly notes: readonly Note[]
}

/** A picture of which one pixel may stand for a square of the document's. */
export interface SeenPicture {
  readonly image: PixelImage
  /** What it shows, in pixels of the document. */
  readonly bounds: Bounds
  /** Pixels of the document along the side of one of the picture's; those at the edges may be cut. */
  readonly step: number
  readonly documentId: number
}

export interface SeenMask {
  readonly bounds: Bounds
  /** 0..255 */
  readonly data: Uint8Array
  readonly step?: number
}

/** What an enlargement needs of the document: the box of the selection, or all of it. */
export interface UpscaleCapture {
  /** For `client.upscalePixels({ image, scale }, parts)`. */
  readonly image: FillRequestInput['image']
  readonly parts: Readonly<Record<string, Uint8Array>>
  readonly title: string
  readonly bounds: Bounds
  readonly resolution: number
  readonly profile: string
  readonly bitDepth: 8 | 16
  /** Of the selection, the size of `bounds`; null when all of that is selected. */
  readonly mask: Uint8Array | null
}

export interface RunOptions<S extends Signal = Signal> {
  readonly signal?: S | undefined
  /** 0..1 */
  readonly onProgress?: ((fraction: number) => void) | undefined
}

/** Every async method throws InlayError and leaves the document as it was when it does. */
export interface PhotoshopHost {
  /** The document in front; null when none is open. Cheap, never waits. */
  look(): DocumentLook | null
  /** The open document that a result was asked for in; null when there is none. Never waits. */
  documentFor(target: Target): number | null
  /**
   * What is seen now where a result belongs, as `capture` would read it: for previews of what an
   * earlier life of the panel has asked for.
   * @throws InlayError document_closed, document_changed, colour_mode_unsupported, host_busy, cancelled
   */
  recall(target: Target, options?: RunOptions): Promise<PixelImage>
  /** Calls back (once per burst) whenever what `look` says may have changed; the answer ends it. */
  watch(onChange: () => void): Promise<() => Promise<void>>
  /**
   * Reads what a fill needs. The modal scope is over when it returns.
   * @throws InlayError document_missing, selection_missing, mask_empty, mask_covers_everything,
   *   colour_mode_unsupported, layer_unusable, host_busy, cancelled
   */
  capture(ask: CaptureAsk, options?: RunOptions): Promise<Capture>
  /**
   * Places one or more variations as one history state.
   * @throws InlayError document_closed, document_changed, colour_mode_unsupported, host_busy,
   *   scratch_disk_full, host_refused, cancelled
   */
  place(
    capture: Pick<Capture, 'target' | 'fineMask'>,
    results: readonly ResultPixels[],
    placing: PlaceOptions,
    options?: RunOptions,
  ): Promise<Placed>
  /** Shows another variation of what was placed (prev/next); one history state. */
  showVariation(placed: Placed, index: number): Promise<Placed>
  /**
   * A duplicate in RGB, at most 16 bits, with the same selection: what CMYK, 32 bit, Indexed... need.
   * It becomes the document in front. The answer is its id.
   */
  convertDuplicate(documentId: number): Promise<number>
  /** A box of Photoshop's own with a sentence: for commands, which have no panel to say it in. */
  alert(message: string): Promise<void>
  /**
   * Puts a mask in place of the selection (Select subject); one history state.
   * @param mask samples of `bounds`, each for a square of `step` (1) pixels
   */
  select(documentId: number, mask: SeenMask): Promise<void>
  /**
   * What is seen of the document in front, 8 bits, for Select subject.
   * @throws InlayError document_missing, colour_mode_unsupported, nothing_found, host_busy, cancelled
   */
  picture(options?: RunOptions): Promise<SeenPicture>
  /**
   * Reads what is selected, or the whole canvas, to be enlarged.
   * @throws InlayError document_missing, mask_empty, colour_mode_unsupported, host_busy, cancelled
   */
  captureForUpscale(options?: RunOptions): Promise<UpscaleCapture>
  /**
   * A new document with the enlargement as its one layer, beneath the selection's mask where that
   * was no plain box, as large in print as before. The answer is its id.
   */
  placeUpscaled(capture: UpscaleCapture, pixels: PixelImage, options?: RunOptions): Promise<number>
  /**
   * Pictures for the panel (on plain grey, without an `image`), `data:` URLs that an <img> in UXP shows, longest side `side`: a result
   * in its surroundings, what was there before, or that on the canvas as it will be.
   */
  preview(
    capture: { readonly target: Target; readonly image: PixelImage | null },
    what: ResultPixels | 'before' | 'ground',
    side: number,
  ): Promise<string>
}
