/**
 * When two names are one file: Windows and macOS do not tell "A.png" from "a.png", nor macOS the two
 * ways Unicode writes an "ü"; Linux tells both apart. The disk decides, not the system: an SD card
 * under Linux folds case as well.
 */
import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** One spelling for names that a disk without case takes for one. */
export const foldedName = (name: string): string => name.normalize('NFC').toLowerCase()

type Look = (path: string) => Promise<Pick<BigIntStats, 'dev' | 'ino'> | undefined>

const lookAt: Look = (path) => stat(path, { bigint: true }).catch(() => undefined)

/** Each letter in its other case. */
const flipped = (text: string): string =>
  [...text]
    .map((letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    )
    .join('')

/**
 * Whether the disk that holds `folder`, or will, takes names of another case for the same: told by
 * the folder itself, found again under its name in the other case.
 */
export const foldsCase = async (
  folder: string,
  platform: NodeJS.Platform = process.platform,
  look: Look = lookAt,
): Promise<boolean> => {
  for (let path = resolve(folder); ; path = dirname(path)) {
    const there = await look(path)
    const other = flipped(path)
    if (there !== undefined && other !== path) {
      const found = await look(other)
      return found !== undefined && found.dev === there.dev && found.ino === there.ino
    }
    // Nothing on the way has a letter, or is there: what the system's own disks do.
    if (path === dirname(path)) return platform === 'win32' || platform === 'darwin'
  }
}
