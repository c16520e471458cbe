/** Takes named files out of a wheel, which is a zip archive; its hash has been checked before. */
import { createWriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { expected, InlayError } from '@inlay/shared'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { writeError } from '../../models/disk.ts'
import { PRIVATE_FILE } from '../../system/private-files.ts'

const openZip = promisify<string, { lazyEntries: true; autoClose: false }, ZipFile>(yauzl.open)

/**
 * Writes the members flat into `folder`, whatever their folders in the archive.
 * @throws InlayError model_damaged when one is missing | disk_full | file_unwritable
 */
export const unpack = async (
  archive: string,
  members: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<void> => {
  const zip = await openZip(archive, { lazyEntries: true, autoClose: false })
  try {
    const found = await findEntries(zip, new Set(members))
    for (const member of members) {
      const entry = found.get(member)
      if (entry === undefined) {
        throw new InlayError('model_damaged', expected(`"${member}"`, 'the archive', undefined))
      }
      const source = await promisify<Entry, NodeJS.ReadableStream>((one, done) =>
        zip.openReadStream(one, (error, stream) => done(error, stream)),
      )(entry)
      const target = createWriteStream(join(folder, basename(member)), { mode: PRIVATE_FILE })
      await pipeline(source, target, { signal }).catch((cause: unknown) => {
        signal.throwIfAborted()
        throw writeError(cause)
      })
    }
  } finally {
    zip.close()
  }
}

const findEntries = (zip: ZipFile, wanted: ReadonlySet<string>): Promise<Map<string, Entry>> =>
  new Promise((resolve, reject) => {
    const found = new Map<string, Entry>()
    zip.on('entry', (entry: Entry) => {
      if (wanted.has(entry.fileName)) found.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.once('end', () => resolve(found))
    zip.once('error', reject)
    zip.readEntry()
  })
