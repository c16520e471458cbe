/** What files are saved as: kinds with their endings, and names made from the original's. */
import type { FileFormat } from '@inlay/shared'

/** Kinds offered for saving; AVIF is read, and written by the command line alone. */
export const SAVED_AS = ['png', 'jpeg', 'webp', 'tiff'] as const satisfies readonly FileFormat[]
export type SavedAs = (typeof SAVED_AS)[number]

export const KINDS: Readonly<
  Record<
    SavedAs,
    {
      readonly name: string
      readonly type: `image/${string}`
      readonly endings: readonly `.${string}`[]
    }
  >
> = {
  png: { name: 'PNG', type: 'image/png', endings: ['.png'] },
  jpeg: { name: 'JPEG', type: 'image/jpeg', endings: ['.jpg', '.jpeg'] },
  webp: { name: 'WebP', type: 'image/webp', endings: ['.webp'] },
  tiff: { name: 'TIFF', type: 'image/tiff', endings: ['.tif', '.tiff'] },
}

/** True where a quality means something. */
export const takesQuality = (format: SavedAs): boolean => format === 'jpeg' || format === 'webp'

const MARK = '-inlay'

const stemOf = (name: string): string => {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

/** "photo.jpg" becomes "photo-inlay.png": the original is never written over. */
export const nameFor = (original: string, format: SavedAs): string => {
  const stem = stemOf(original)
  const [ending = ''] = KINDS[format].endings
  return `${stem.endsWith(MARK) ? stem : stem + MARK}${ending}`
}

/** "photo.jpg" has its mask in "photo_mask.png", where a batch looks for it. */
export const maskName = (original: string): string => `${stemOf(original)}_mask.png`

/** The original's own kind where it is one we save as, else PNG. */
export const kindOfName = (name: string): SavedAs => {
  const lower = name.toLowerCase()
  return SAVED_AS.find((kind) => KINDS[kind].endings.some((one) => lower.endsWith(one))) ?? 'png'
}
