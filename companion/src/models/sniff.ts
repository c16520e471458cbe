/** What a file that is no model really is, by its first bytes, so that the refusal can say so. */
import { open } from 'node:fs/promises'
import { InlayError } from '@inlay/shared'

interface Signature {
  /** Latin-1. */
  readonly bytes: string
  readonly at?: number
  readonly words: string
}

const SIGNATURES: readonly Signature[] = [
  { bytes: 'PK\x03\x04', words: 'a zip archive (PyTorch’s .pt, .pth and .ckpt are such archives)' },
  { bytes: 'PK\x05\x06', words: 'an empty zip archive' },
  { bytes: '\x1f\x8b\x08', words: 'a gzip archive' },
  { bytes: '7z\xbc\xaf\x27\x1c', words: 'a 7z archive' },
  { bytes: 'Rar!\x1a\x07', words: 'a rar archive' },
  { bytes: '\xfd7zXZ\x00', words: 'an xz archive' },
  { bytes: '\x28\xb5\x2f\xfd', words: 'a zstd archive' },
  { bytes: 'ustar', at: 257, words: 'a tar archive' },
  { bytes: 'GGUF', words: 'a GGUF file' },
  { bytes: '\x89HDF\r\n', words: 'an HDF5 file' },
  { bytes: 'TFL3', at: 4, words: 'a TensorFlow Lite model' },
  { bytes: 'ORTM', at: 4, words: 'a model in ONNX Runtime’s own format' },
  {
    bytes: 'version https://git-lfs',
    words: 'a Git LFS pointer: the file itself has not been fetched',
  },
]

/** Protocols 2 to 5, then an opcode that pickles begin with (pickletools). */
const PICKLE_OPCODES = '(c]}.\x8a\x95KX'

const wordsFor = (start: string): string | undefined => {
  const found = SIGNATURES.find(({ bytes, at = 0 }) => start.startsWith(bytes, at))
  if (found !== undefined) return found.words
  const [first, protocol] = [start.charCodeAt(0), start.charCodeAt(1)]
  if (
    first === 0x80 &&
    protocol >= 2 &&
    protocol <= 5 &&
    PICKLE_OPCODES.includes(start[2] ?? '?')
  ) {
    return 'a Python pickle, which can run code when it is opened'
  }
  return /^\s*<(!doctype|html)/i.test(start) ? 'a web page' : undefined
}

const LOOK = 512

/**
 * @param path a file whose name is already right
 * @throws InlayError model_refused | file_unreadable
 */
export const refuseForeign = async (path: string): Promise<void> => {
  const file = await open(path).catch((cause: unknown) => {
    throw new InlayError('file_unreadable', 'It is a file of a model.', { cause })
  })
  try {
    const head = Buffer.alloc(LOOK)
    const { bytesRead } = await file.read(head, 0, LOOK, 0)
    const start = head.toString('latin1', 0, bytesRead)
    const words = wordsFor(start)
    if (words !== undefined) throw new InlayError('model_refused', `It is ${words}.`)
  } finally {
    await file.close()
  }
}
