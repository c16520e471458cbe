/**
 * Reads a diffusion model's folder in the usual layout (model_index.json, scheduler/, tokenizer/,
 * unet/model.onnx...): which files there are, and that they are what they should be.
 *
 * A folder may come from anywhere, so only the names below are opened, each a regular file of a
 * plain folder, never through a link; weights outside a graph are files beside it.
 */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { InlayError } from '@inlay/shared'
import type { GraphFiles } from '../../../inference/messages.ts'
import { readGraphFile } from '../../../models/onnx/read-graph.ts'
import { refuseForeign } from '../../../models/sniff.ts'
import type { TensorInfo } from '../../../models/tensor-info.ts'

/** Folders that hold one graph each. */
export const PARTS = [
  'text_encoder',
  'text_encoder_2',
  'unet',
  'transformer',
  'vae_encoder',
  'vae_decoder',
  'vae_decoder_tiny',
  'controlnet',
  'image_encoder',
  'safety_checker',
  'depth',
] as const
export type PartName = (typeof PARTS)[number]

/** One graph of the model. */
export interface PartFiles {
  readonly graph: GraphFiles
  readonly inputs: readonly TensorInfo[]
  readonly outputs: readonly TensorInfo[]
  /** Of the graph and the weights beside it. */
  readonly bytes: number
  /** Text of its config.json. */
  readonly config?: string
}

/** Texts of a tokenizer's files; the real ones take 2 MB (T5's tokenizer.json). */
export interface TokenizerFiles {
  readonly vocab?: string
  readonly merges?: string
  readonly tokenizerJson?: string
  readonly config?: string
  readonly specialTokens?: string
}

export interface ModelFolder {
  /** The folder's own name. */
  readonly name: string
  /** Changes when any file of it does: a key for what is kept between fills. */
  readonly key: string
  /** Text of model_index.json. */
  readonly index?: string
  /** Text of scheduler/scheduler_config.json. */
  readonly scheduler?: string
  readonly tokenizers: readonly (TokenizerFiles | undefined)[]
  readonly parts: Readonly<Partial<Record<PartName, PartFiles>>>
}

const GRAPH = 'model.onnx'

/** Configurations are a few kilobytes, tokenizers a few megabytes. */
const MOST_TEXT = 32 * 1024 * 1024

/**
 * @param path the folder
 * @throws InlayError file_unreadable | model_refused | model_damaged
 */
export const readModelFolder = async (path: string): Promise<ModelFolder> => {
  const root = resolve(path)
  const stats = await lstat(root).catch((cause: unknown) => {
    throw new InlayError('file_unreadable', 'It is the model’s folder.', { cause })
  })
  if (!stats.isDirectory()) {
    throw new InlayError('model_refused', 'Expected a folder for the model but received a file.')
  }
  const seal = createHash('sha256')
  const text = async (...names: string[]): Promise<string | undefined> => {
    const found = await readText(root, names)
    if (found !== undefined) seal.update(found)
    return found
  }
  const parts: Partial<Record<PartName, PartFiles>> = {}
  for (const name of PARTS) {
    const part = await readPart(root, name, seal)
    if (part === undefined) continue
    const config = await text(name, 'config.json')
    parts[name] = { ...part, ...(config !== undefined && { config }) }
  }
  const tokenizer = async (folder: string): Promise<TokenizerFiles | undefined> => {
    const vocab = await text(folder, 'vocab.json')
    const merges = await text(folder, 'merges.txt')
    const tokenizerJson = await text(folder, 'tokenizer.json')
    const config = await text(folder, 'tokenizer_config.json')
    const specialTokens = await text(folder, 'special_tokens_map.json')
    if (tokenizerJson === undefined && (vocab === undefined || merges === undefined)) {
      return undefined
    }
    return {
      ...(vocab !== undefined && { vocab }),
      ...(merges !== undefined && { merges }),
      ...(tokenizerJson !== undefined && { tokenizerJson }),
      ...(config !== undefined && { config }),
      ...(specialTokens !== undefined && { specialTokens }),
    }
  }
  const index = await text('model_index.json')
  const scheduler = await text('scheduler', 'scheduler_config.json')
  return {
    name: basename(root),
    tokenizers: [await tokenizer('tokenizer'), await tokenizer('tokenizer_2')],
    ...(index !== undefined && { index }),
    ...(scheduler !== undefined && { scheduler }),
    parts,
    key: seal.digest('hex'),
  }
}

interface Sealed {
  update(text: string): unknown
}

const readPart = async (
  root: string,
  name: PartName,
  seal: Sealed,
): Promise<Omit<PartFiles, 'config'> | undefined> => {
  if (!(await isPlainFolder(join(root, name)))) return undefined
  const path = join(root, name, GRAPH)
  const size = await sizeOf(path, `${name}/${GRAPH}`, seal)
  if (size === undefined) return undefined
  await refuseForeign(path)
  const graph = await readGraphFile(path)
  let bytes = size
  const external: { name: string; path: string }[] = []
  for (const file of graph.externalFiles) {
    if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,199}$/.test(file)) {
      throw refused(`${name}/${GRAPH}`, `keeps weights in "${file}", which is no plain name`)
    }
    const data = join(root, name, file)
    const more = await sizeOf(data, `${name}/${file}`, seal)
    if (more === undefined) {
      throw new InlayError('model_damaged', `${name}/${file} is not there; the graph needs it.`)
    }
    bytes += more
    external.push({ name: file, path: data })
  }
  const { inputs, outputs } = graph
  return { graph: { path, external }, inputs, outputs, bytes }
}

const refused = (file: string, why: string): InlayError =>
  new InlayError('model_refused', `${file} ${why}.`)

/** False when it is not there. @throws InlayError model_refused for a link or a file */
const isPlainFolder = async (path: string): Promise<boolean> => {
  const stats = await lstat(path).catch(absent)
  if (stats === undefined) return false
  if (!stats.isDirectory()) throw refused(basename(path), 'is no folder of its own, or a link')
  return true
}

/** Undefined when it is not there. @throws InlayError model_refused for anything but a plain file */
const sizeOf = async (path: string, shown: string, seal: Sealed): Promise<number | undefined> => {
  const stats = await lstat(path, { bigint: true }).catch(absent)
  if (stats === undefined) return undefined
  if (!stats.isFile()) {
    throw refused(
      shown,
      stats.isSymbolicLink()
        ? 'is a link; copy the model with its files (huggingface-cli download --local-dir)'
        : 'is not a regular file',
    )
  }
  seal.update(`${shown} ${stats.size} ${stats.mtimeNs} ${stats.ino}`)
  return Number(stats.size)
}

const absent = (error: unknown): undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
  throw new InlayError('file_unreadable', 'It is a file of a model.', { cause: error })
}

const readText = async (root: string, names: readonly string[]): Promise<string | undefined> => {
  const shown = names.join('/')
  for (let depth = 1; depth < names.length; depth++) {
    if (!(await isPlainFolder(join(root, ...names.slice(0, depth))))) return undefined
  }
  const path = join(root, ...names)
  const size = await sizeOf(path, shown, { update: () => undefined })
  if (size === undefined) return undefined
  if (size > MOST_TEXT) throw refused(shown, 'is larger than such a file ever is')
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(
    (cause: unknown) => {
      throw new InlayError('file_unreadable', `It is ${shown}.`, { cause })
    },
  )
  try {
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

/** True when a folder looks like one of these at all, so that it is not taken for something else. */
export const looksLikeModelFolder = async (path: string): Promise<boolean> => {
  const names: readonly string[] = await readdir(path).catch(() => [])
  return (
    names.includes('model_index.json') || names.includes('unet') || names.includes('transformer')
  )
}
