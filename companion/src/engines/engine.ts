/** What every engine is to the pipeline: one crop in, one filled crop out. */
import type {
  DiffusionOptions,
  EngineInfo,
  Mask,
  Operation,
  PixelImage,
  Scheduler,
} from '@inlay/shared'

/** One context crop, at the pixels the engine works on. */
export interface EngineInput {
  readonly operation: Operation
  /**
   * The crop, 8 or 16 bits, any channel count; what lies under the hole is the original. Pixels with
   * alpha 0 are neither source nor guide: their colour means nothing.
   */
  readonly image: PixelImage
  /** Above 0: to be made. Every other pixel is context and is never changed. */
  readonly hole: Mask
  /** 0: never a source, though its colour still guides. Absent: all known pixels may serve. */
  readonly source?: Mask
  /**
   * 0: transparent, its colour means nothing: neither source nor guide, like alpha 0 in `image`.
   * Absent: every colour outside the hole is real.
   */
  readonly known?: Mask
  /**
   * Set when the colours under the hole are a rough answer to keep to, as a net's: how many pixels
   * of the crop one pixel of its detail covers, 1 or more. Absent: they mean nothing.
   */
  readonly guide?: number
  /**
   * The hole is a few pixels thick everywhere (scratches, dust, text), so its surroundings say nearly
   * all: an engine may take a short cut. Absent: false.
   */
  readonly thin?: boolean
  /**
   * 0..2^32-1; the same input and seed give the same output, whatever the machine. Every eighth seed
   * asks for the best, those between for something else: see `seed-rounds.ts`.
   */
  readonly seed: number
  /** Seeds that will be asked for next, all else being the same: they may be made together. */
  readonly upcoming?: readonly number[]
  readonly prompt: string
  readonly negativePrompt: string
  /** 0..1. */
  readonly strength: number
  readonly guidanceScale?: number
  readonly steps?: number
  readonly scheduler?: Scheduler
  readonly diffusion?: DiffusionOptions
  /** The colours of the fill are to stay as they are made. Absent: false. */
  readonly keepColours?: boolean
  /**
   * The hole's size: 0..255, how much each pixel is to change where the mask is soft. Absent: `hole`
   * says all there is.
   */
  readonly soft?: Mask
  /** RGB, 8 bits, the crop's size: what `diffusion.control` is made of instead of the crop. */
  readonly guidePicture?: PixelImage
  /** RGB, 8 bits, any size: what the fill is to be like. */
  readonly reference?: PixelImage
}

export interface EngineHooks {
  /** Aborting makes `fill` reject with InlayError `cancelled` within 100 ms. */
  readonly signal: AbortSignal
  /** `fraction` 0..1, never falling; `stage` is words for people ("Coarse structure, level 2 of 5"). */
  readonly onProgress: (fraction: number, stage: string) => void
  /** A coarse look at the crop, any size, 8-bit; only called when someone listens. */
  readonly onPreview?: (image: PixelImage) => void
  /** How many of its own pixels the engine worked at for one of the crop's, along a side; 1 if untold. */
  readonly onScale?: (scale: number) => void
  /** A sentence the user should read beside the result: "Ran on CPU because ...". */
  readonly onNote?: (note: string) => void
}

export interface Engine {
  readonly info: EngineInfo
  /**
   * Least sides of the crops it wants, in pixels, as far as the picture has them: what it was
   * trained on. Absent: as much as the hole needs.
   */
  readonly leastCrop?: number
  /**
   * Fills the hole. The result has the size, depth and channels of `input.image`; bytes where
   * `hole` is 0 are those of the input, alpha too; inside it alpha comes with the fill.
   * @throws InlayError mask_covers_everything | engine_failed | cancelled
   */
  fill(input: EngineInput, hooks: EngineHooks): Promise<PixelImage>
  /**
   * Fills many small crops that know nothing of each other, as `fill` would one by one, byte for
   * byte; absent where that is no faster. `hooks.onPreview` is not called.
   * @throws InlayError as `fill`, for the first of them that fails
   */
  fillAll?(inputs: readonly EngineInput[], hooks: EngineHooks): Promise<PixelImage[]>
  /** A fill is about to come: threads may start while its picture is still being read. */
  warmUp?(): void
  /** Gives back every thread and buffer; the engine may be used again and then starts afresh. */
  dispose(): Promise<void>
}
