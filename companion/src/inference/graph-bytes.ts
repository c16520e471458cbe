/** A graph as the runtime takes it: by path where it can, from memory where bytes are patched or moved. */
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { expected, InlayError } from '@inlay/shared'
import type { GraphFiles, Patch } from './messages.ts'

export interface GraphSource {
  readonly model: string | Uint8Array
  readonly externalData: { path: string; data: Uint8Array }[]
}

/**
 * @throws InlayError model_damaged when a piece lies outside its file
 * @throws Error when a file cannot be read
 */
export const readGraphSource = async ({
  path,
  patch,
  external,
}: GraphFiles): Promise<GraphSource> => {
  const inMemory = patch !== undefined
  // onnxruntime-node 1.30.0 takes external files from memory only; by itself it maps those that lie
  // beside a graph it was given by path, which costs no memory twice.
  const carried = external.filter(
    (file) =>
      inMemory ||
      file.patch !== undefined ||
      resolve(file.path) !== resolve(join(dirname(path), file.name)),
  )
  return {
    model: inMemory ? await readPatched(path, patch) : path,
    externalData: await Promise.all(
      carried.map(async (file) => ({
        path: file.name,
        data: await readPatched(file.path, file.patch),
      })),
    ),
  }
}

const readPatched = async (path: string, patch: Patch | undefined): Promise<Uint8Array> => {
  const bytes = await withFile(path, async (file) => {
    const { size } = await file.stat()
    const all = new Uint8Array(size)
    await readInto(file, all, 0)
    return all
  })
  if (patch === undefined) return bytes
  await withFile(patch.path, async (file) => {
    for (const { at, from, length } of patch.pieces) {
      if (at + length > bytes.length) {
        throw new InlayError(
          'model_damaged',
          expected(`${bytes.length} bytes or less`, 'the end of a patch', at + length),
        )
      }
      await readInto(file, bytes.subarray(at, at + length), from)
    }
  })
  return bytes
}

const withFile = async <T>(path: string, work: (file: FileHandle) => Promise<T>): Promise<T> => {
  const file = await open(path, 'r')
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

/** No system reads more than 2 GiB at once. */
const MOST = 1 << 30

const readInto = async (file: FileHandle, bytes: Uint8Array, from: number): Promise<void> => {
  for (let done = 0; done < bytes.length; ) {
    const length = Math.min(MOST, bytes.length - done)
    const { bytesRead } = await file.read(bytes, done, length, from + done)
    if (bytesRead === 0) {
      throw new InlayError('model_damaged', 'A file of weights is shorter than it should be.')
    }
    done += bytesRead
  }
}
