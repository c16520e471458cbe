/**
 * Sends files of a model to the companion, straight from disk and with progress: `fetch` tells
 * nothing of a body on its way, and the client would hold all of it in memory.
 */
import { InlayError, ModelInfo, parseJson, readProblem, readReply } from '@inlay/shared'
import { withWord } from '../../session.ts'

export interface Upload {
  readonly path: string
  /** Named like the files they are. */
  readonly files: readonly File[]
  /** What the companion is told of them. */
  readonly about: object
  readonly signal?: AbortSignal
  readonly onProgress: (sent: number, total: number) => void
}

/** @throws InlayError the companion's own; companion_unreachable; reply_invalid; cancelled */
export const uploadModel = ({
  path,
  files,
  about,
  signal,
  onProgress,
}: Upload): Promise<ModelInfo> =>
  new Promise((resolve, reject) => {
    const form = new FormData()
    form.append('model', JSON.stringify(about))
    for (const file of files) form.append(file.name, file, file.name)
    const request = new XMLHttpRequest()
    request.open('POST', path)
    for (const [name, value] of new Headers(withWord())) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total)
    request.onload = () => {
      try {
        resolve(readAnswer(request))
      } catch (error) {
        reject(error)
      }
    }
    request.onerror = () => reject(new InlayError('companion_unreachable'))
    request.onabort = () => reject(new InlayError('cancelled'))
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })

const readAnswer = ({ status, responseText }: XMLHttpRequest): ModelInfo => {
  if (status < 200 || status >= 300) throw readProblem(status, responseText)
  return readReply(ModelInfo, parseJson(responseText))
}
