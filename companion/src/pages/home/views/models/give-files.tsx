/** The files of a model that nobody could publish a hash for: given by the person. */
import type { ModelInfo } from '@inlay/shared'
import type { RefObject } from 'preact'
import { uploadModel } from './upload.ts'

/** What a model's files may be called. */
export const MODEL_FILES = '.onnx,.onnx_data,.data,.safetensors,.json,.txt'

/** Its licence was taken before. Throws as `uploadModel`. */
export const giveFiles = (
  id: string,
  files: readonly File[],
  onProgress: (sent: number, total: number) => void,
): Promise<ModelInfo> =>
  uploadModel({
    path: `/v1/models/${encodeURIComponent(id)}/files`,
    files,
    about: { acceptLicence: true },
    onProgress,
  })

/** The browser's own window for choosing files, opened by a button elsewhere. */
export const FileChooser = ({
  field,
  onChoose,
}: {
  readonly field: RefObject<HTMLInputElement | null>
  readonly onChoose: (files: readonly File[]) => void
}) => (
  <input
    ref={field}
    type="file"
    multiple
    hidden
    accept={MODEL_FILES}
    onChange={({ currentTarget }) => {
      const files = [...(currentTarget.files ?? [])]
      currentTarget.value = ''
      if (files.length > 0) onChoose(files)
    }}
  />
)
