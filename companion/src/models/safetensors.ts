/**
 * Reads safetensors files (github.com/huggingface/safetensors, "Format"): a length, a JSON header, then
 * nothing but numbers. Nothing in such a file is ever run; what its header claims is checked against
 * the file before a byte is believed.
 */
import { type FileHandle, open } from 'node:fs/promises'
import { InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

/** Types that weights come in, and the bytes of one value. */
const SIZES = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
} as const

const Size = z.int().min(0)

const Entry = z.strictObject({
  dtype: z.enum([
    'F64',
    'F32',
    'F16',
    'BF16',
    'I64',
    'I32',
    'I16',
    'I8',
    'U8',
    'BOOL',
    'F8_E4M3',
    'F8_E5M2',
  ]),
  shape: z.array(Size).max(8),
  data_offsets: z.tuple([Size, Size]),
})
const Header = z.record(z.string().max(512), z.unknown())
const Metadata = z.record(z.string(), z.string())

export interface StoredTensor {
  readonly type: keyof typeof SIZES
  readonly shape: readonly number[]
  /** Byte of the file. */
  readonly from: number
  readonly length: number
}

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, StoredTensor>
  /** Words of its maker. */
  readonly metadata: Readonly<Record<string, string>>
  /** The bytes of one, little-endian, in the order of its shape. @throws InlayError model_refused */
  read(tensor: StoredTensor): Promise<Buffer>
  close(): Promise<void>
}

/** The format's own limit. */
const LONGEST_HEADER = 100_000_000
const MOST_TENSORS = 100_000

const refuse = (what: string, cause?: unknown): InlayError =>
  new InlayError('model_refused', `It is not a whole safetensors file: ${what}`, { cause })

/** @throws InlayError model_refused | file_unreadable */
export const openSafetensors = async (path: string): Promise<Safetensors> => {
  const file = await open(path).catch((cause: unknown) => {
    throw new InlayError('file_unreadable', 'It is a file of weights.', { cause })
  })
  try {
    const { size } = await file.stat()
    const { tensors, metadata } = await readHeader(file, size)
    return {
      tensors,
      metadata,
      read: ({ from, length }) => bytesAt(file, from, length),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

const bytesAt = async (file: FileHandle, from: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(length)
  let got = 0
  while (got < length) {
    const { bytesRead } = await file.read(bytes, got, length - got, from + got)
    if (bytesRead === 0) throw refuse('it ends too early.')
    got += bytesRead
  }
  return bytes
}

const readHeader = async (
  file: FileHandle,
  size: number,
): Promise<Pick<Safetensors, 'tensors' | 'metadata'>> => {
  if (size < 8) throw refuse('it is too short.')
  const length = Number((await bytesAt(file, 0, 8)).readBigUInt64LE())
  if (length > LONGEST_HEADER) throw refuse('its header is longer than the format allows.')
  if (length > size - 8) throw refuse('its header is longer than the file.')
  const { __metadata__: words, ...entries } = parseHeader(await bytesAt(file, 8, length))
  const metadata = words === undefined ? { success: true, data: {} } : Metadata.safeParse(words)
  if (!metadata.success || metadata.data === undefined) throw refuse('its metadata is not words.')
  const names = Object.keys(entries)
  if (names.length > MOST_TENSORS) throw refuse('it names too many tensors.')
  const first = 8 + length
  const tensors = new Map(names.map((name) => [name, entryOf(entries[name], first)] as const))
  assertTiled([...tensors.values()], first, size)
  return { tensors, metadata: metadata.data }
}

const parseHeader = (bytes: Buffer): Record<string, unknown> => {
  // The format wants the brace first: what else JSON allows there is a way to hide something.
  if (bytes[0] !== 0x7b) throw refuse('its header is not an object.')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return Header.parse(JSON.parse(text))
  } catch (cause) {
    throw refuse('its header is not JSON.', cause)
  }
}

const entryOf = (value: unknown, first: number): StoredTensor => {
  const entry = Entry.safeParse(value)
  if (!entry.success) throw refuse('a tensor is described in no way we know.', entry.error)
  const { dtype, shape, data_offsets: offsets } = entry.data
  const [from, end] = offsets
  const count = shape.reduce((product, side) => product * side, 1)
  if (!Number.isSafeInteger(count) || count * SIZES[dtype] !== end - from) {
    throw refuse('a tensor has another length than its shape says.')
  }
  return { type: dtype, shape, from: first + from, length: end - from }
}

/** Tensors cover the file from the header to its end, without gap or overlap, as the format demands. */
const assertTiled = (tensors: StoredTensor[], first: number, size: number): void => {
  let at = first
  for (const { from, length } of tensors.sort((a, b) => a.from - b.from || a.length - b.length)) {
    if (from !== at) throw refuse('its tensors overlap or leave gaps.')
    at += length
  }
  if (at !== size) throw refuse('its tensors do not end where the file does.')
}
