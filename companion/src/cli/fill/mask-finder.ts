/** Finds the mask that belongs to an image in --mask-dir or --sample-dir: same stem, any ending we read. */
import { readdir } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { InlayError } from '@inlay/shared'
import { kindOfName } from './output-names.ts'

/** In one of Unicode's two ways to write an umlaut: a Mac's archives have the other one. */
const stemOf = (path: string): string => basename(path, extname(path)).normalize('NFC')

/** How a folder of masks is named and read. */
export interface MaskFolder {
  readonly flag: string
  /** Endings a mask's stem may add to its image's, in order of preference. */
  readonly suffixes: readonly string[]
}

const MASK_FOLDER: MaskFolder = { flag: '--mask-dir', suffixes: ['', '_mask', '-mask'] }

/** The bare name comes last: a folder shared with masks has those under it. */
export const SAMPLE_FOLDER: MaskFolder = {
  flag: '--sample-dir',
  suffixes: ['_sample', '-sample', ''],
}

/**
 * Reads the folder once; the function it resolves to is then asked for each image.
 * @throws InlayError file_unreadable when the folder cannot be read
 */
export const openMaskFolder = async (
  folder: string,
  { flag, suffixes }: MaskFolder = MASK_FOLDER,
): Promise<(image: string) => string> => {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new InlayError('file_unreadable', `It is the folder given with ${flag}.`, { cause })
  })
  const byStem = new Map<string, string[]>()
  for (const name of names.sort()) {
    if (kindOfName(name) === undefined) continue
    byStem.set(stemOf(name), [...(byStem.get(stemOf(name)) ?? []), name])
  }
  return (image) => {
    for (const suffix of suffixes) {
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
      `No file called ${stemOf(image)} with an ending we read is in ${flag}.`,
    )
  }
}
