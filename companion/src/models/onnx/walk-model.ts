/** Reads something out of a model's file: opens it, walks it, and says in our words what is wrong with it. */
import { open } from 'node:fs/promises'
import { InlayError } from '@inlay/shared'
import { type Cursor, type Walk, WireProblem, walkFile } from './cursor.ts'

/**
 * @param read walks a ModelProto from its start
 * @throws InlayError model_refused when it is no ONNX model; file_unreadable
 */
export const walkModel = async <T>(path: string, read: (cursor: Cursor) => Walk<T>): Promise<T> => {
  const file = await open(path).catch((cause: unknown) => {
    throw new InlayError('file_unreadable', 'It is the model’s graph.', { cause })
  })
  try {
    const { size } = await file.stat()
    return await walkFile(file, size, read)
  } catch (cause) {
    if (!(cause instanceof WireProblem)) throw cause
    throw new InlayError('model_refused', `It is not a whole ONNX graph: ${cause.message}`, {
      cause,
    })
  } finally {
    await file.close()
  }
}
