/** Finds the mask that belongs to an image in --mask-dir: same stem, any ending we read. */
import { readdir } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { InlayError } from '@inlay/shared'
import { kindOfName } from './output-names.ts'

const stemOf = (path: string): string => basename(path, extname(path))

/** Endings a mask's stem may add to its image's, in order of preference. */
const SUFFIXES = ['', '_mask', '-mask']

/**
 * Reads the folder once; the function it resolves to is then asked for each image.
 * @throws InlayError file_unreadable when the folder cannot be read
 */
export const openMaskFolder = async (folder: string): Promise<(image: string) => string> => {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new InlayError('file_unreadable', 'It is the folder given with --mask-dir.', { cause })
  })
  const byStem = new Map<string, string[]>()
  for (const name of names.sort()) {
    if (kindOfName(name) === undefined) continue
    byStem.set(stemOf(name), [...(byStem.get(stemOf(name)) ?? []), name])
  }
  return (image) => {
    for (const suffix of SUFFIXES) {
      // Images and masks may share a folder: a picture is never its own mask.
      const found = (byStem.get(stemOf(image) + suffix) ?? []).filter(
        (name) => resolve(folder, name) !== resolve(image),
      )
      if (found.length > 1) {
        throw new InlayError('mask_unreadable', `Several files could be it: ${found.join(', ')}.`)
      }
      if (found[0] !== undefined) return join(folder, found[0])
    }
    throw new InlayError(
      'mask_missing',
      `No file called ${stemOf(image)} with an ending we read is in --mask-dir.`,
    )
  }
}
