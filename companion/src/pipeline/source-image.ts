/** A decoded picture with what its file said of itself, so that it can be written back the same way. */
import type { FileFormat, PixelImage } from '@inlay/shared'

/** Kinds of files read and written. */
export type Format = FileFormat

/** What travels with the pixels from the file read to the file written. */
export interface Metadata {
  /** ICC profile, byte for byte. */
  readonly icc?: Uint8Array
  /** EXIF as a bare TIFF structure, without the "Exif\0\0" of JPEG and without a thumbnail. */
  readonly exif?: Uint8Array
  /** XMP packet in UTF-8. */
  readonly xmp?: Uint8Array
  /** Pixels per inch. */
  readonly density?: number
}

/**
 * An upright picture: EXIF orientation is already applied to `pixels`. The numbers are the file's
 * own; no profile was applied, unless conversion was asked for.
 *
 * `pixels.data` belongs to the pipeline: `encodeComposite` writes into it for the time of one
 * encoding and puts the original back, so that a large document is never held twice.
 */
export interface SourceImage {
  readonly pixels: PixelImage
  /** `raw` when bare pixels came in; those are written as PNG. */
  readonly format: Format | 'raw'
  readonly metadata: Metadata
  /** Significant bits per sample in the file: 10 or 12 for deep AVIF, else that of `pixels`. */
  readonly sampleBits: number
  /** For JPEG, the quality its quantisation tables stand for, 1..100. */
  readonly jpegQuality?: number
  /** Things the user should know about how it was read, in plain sentences. */
  readonly notes: readonly string[]
}
