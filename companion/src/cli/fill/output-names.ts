/** Where results go: file names from --out or --out-dir, one for each variation, and their kind. */
import { basename, extname, join } from 'node:path'
import { expected, type Form, InlayError } from '@inlay/shared'
import type { Format } from '../../pipeline/source-image.ts'

const KINDS: ReadonlyMap<string, Format> = new Map([
  ['.png', 'png'],
  ['.jpg', 'jpeg'],
  ['.jpeg', 'jpeg'],
  ['.webp', 'webp'],
  ['.tif', 'tiff'],
  ['.tiff', 'tiff'],
  ['.avif', 'avif'],
])

/** Every ending read and written, as people type them. */
const EXTENSIONS: readonly string[] = [...KINDS.keys()]

/** The kind a file's ending stands for; undefined for any other ending or none. */
export const kindOfName = (path: string): Format | undefined =>
  KINDS.get(extname(path).toLowerCase())

/**
 * The kind to write for a name the person chose.
 * @throws InlayError invalid_request when its ending is not a kind we write, or not PNG for patches
 */
export const kindToWrite = (path: string, form: Form): Format => {
  const kind = kindOfName(path)
  if (kind === undefined) {
    throw new InlayError(
      'invalid_request',
      expected(`a name ending in ${EXTENSIONS.join(', ')}`, '--out', basename(path)),
    )
  }
  if (form === 'patch' && kind !== 'png') {
    throw new InlayError(
      'invalid_request',
      expected('a name ending in .png', '--out with --form patch', basename(path)),
    )
  }
  return kind
}

/** `count` names: "out.png" alone, or "out-1.png", "out-2.png", ... */
export const variationNames = (path: string, count: number): string[] => {
  if (count === 1) return [path]
  const extension = extname(path)
  const stem = path.slice(0, path.length - extension.length)
  return Array.from({ length: count }, (_, index) => `${stem}-${index + 1}${extension}`)
}

/** In --out-dir a result is called as its image; patches, and kinds we do not write, become PNG. */
export const nameInFolder = (folder: string, image: string, form: Form): string => {
  const extension = extname(image)
  const keeps = form === 'composite' && kindOfName(image) !== undefined
  return join(folder, keeps ? basename(image) : `${basename(image, extension)}.png`)
}
