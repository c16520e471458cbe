/** Loads sharp on first need, with every loader but the five formats of this project switched off. */
import type { Sharp, SharpOptions } from 'sharp'

declare module 'sharp' {
  interface Sharp {
    /** sharp takes typed arrays and input options here too (input.mjs); its types do not say so. */
    boolean(
      operand: Uint8Array | Uint16Array,
      operator: 'or',
      options: { raw: Raw; limitInputPixels: false },
    ): Sharp
  }
}

export type SharpModule = typeof import('sharp')['default']

/** libvips loaders that may run; SVG, PDF, GIF, ImageMagick's and the rest stay blocked. */
const LOADERS = ['Png', 'Jpeg', 'Webp', 'Tiff', 'Heif'].flatMap((kind) => [
  `VipsForeignLoad${kind}File`,
  `VipsForeignLoad${kind}Buffer`,
])

let loading: Promise<SharpModule> | undefined

/**
 * The one sharp of this process. Locked down before anyone sees it: by default it opens SVG
 * (lovell/sharp docs, "block"), which is a parser that strangers' bytes have no business reaching.
 * No operation cache (every picture is seen once), one libvips thread: decoding and encoding run
 * on a single thread anyway, and each further one costs tile buffers.
 */
export const loadSharp = (): Promise<SharpModule> => {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({ operation: LOADERS })
    sharp.cache(false)
    sharp.concurrency(1)
    return sharp
  })
  return loading
}

export type { Sharp, SharpOptions }
