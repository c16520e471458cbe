/** Results out of the companion: into a folder as they come, or one by one as downloads. */
import { type Client, type FileFormat, InlayError } from '@inlay/shared'
import { download } from '../../download.ts'
import type { Keep, Source } from './batch.ts'

/** `same`: as the picture itself. */
export type KeepFormat = 'same' | FileFormat

export interface KeepOptions {
  readonly client: Pick<Client<AbortSignal>, 'resultFile'>
  readonly format: KeepFormat
  /** 1..100, for kinds that lose something; absent, as little as they can. */
  readonly quality?: number | undefined
}

const ENDINGS: Readonly<Record<string, FileFormat>> = {
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  webp: 'webp',
  tif: 'tiff',
  tiff: 'tiff',
  avif: 'avif',
}

const MIME = (format: FileFormat): string => `image/${format}`

/** What a result is called: never what the picture is called, so that no picture is written over. */
export const resultName = (
  path: string,
  format: KeepFormat,
  count = 1,
): { readonly folders: readonly string[]; readonly name: string; readonly kind: FileFormat } => {
  const folders = path.split('/')
  const file = folders.pop() ?? ''
  const [, stem = file, ending = ''] = /^(.*)\.([^.]+)$/.exec(file) ?? []
  const own = ENDINGS[ending.toLowerCase()] ?? 'png'
  const kind = format === 'same' ? own : format
  const suffix = count === 1 ? '-filled' : `-filled-${count}`
  const kindsEnding = kind === own ? ending : kind === 'jpeg' ? 'jpg' : kind
  return { folders, name: `${stem}${suffix}.${kindsEnding === '' ? 'png' : kindsEnding}`, kind }
}

const bytesOf = async (
  { client, format, quality }: KeepOptions,
  path: string,
  fill: string,
  signal: AbortSignal | undefined,
): Promise<Blob> => {
  const { kind } = resultName(path, format)
  const bytes = await client.resultFile(fill, 0, { format: kind, quality, signal })
  return new Blob([bytes], { type: MIME(kind) })
}

/** True where the browser lets a page write into a folder the person chose. */
export const canKeepInFolder = (): boolean => 'showDirectoryPicker' in window

/** Undefined when the person thought better of it. */
export const chooseFolder = async (): Promise<FileSystemDirectoryHandle | undefined> => {
  const picker: unknown = Reflect.get(window, 'showDirectoryPicker')
  if (typeof picker !== 'function') return undefined
  try {
    const folder: unknown = await picker.call(window, { id: 'inlay-batch', mode: 'readwrite' })
    return folder instanceof FileSystemDirectoryHandle ? folder : undefined
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    throw new InlayError('file_unwritable', undefined, { cause: error })
  }
}

/**
 * Into `folder`, in the same folders below it as the pictures have; a name that is taken gets a
 * number, and a file only stands there once it is whole.
 */
export const keepInFolder = (folder: FileSystemDirectoryHandle, options: KeepOptions): Keep => {
  /** One name after the other: two pictures of one name would both find it free. */
  let turn: Promise<unknown> = Promise.resolve()
  return async (picture, fill, signal) => {
    const blob = await bytesOf(options, picture.path, fill, signal)
    try {
      const naming = turn.then(() => claim(folder, picture.path, options.format))
      turn = naming.catch(() => undefined)
      const { file, path } = await naming
      const stream = await file.createWritable()
      await stream.write(blob)
      await stream.close()
      return path
    } catch (cause) {
      throw new InlayError('file_unwritable', undefined, { cause })
    }
  }
}

/** An empty file of a name that was free. */
const claim = async (root: FileSystemDirectoryHandle, path: string, format: KeepFormat) => {
  const { folders } = resultName(path, format)
  let folder = root
  for (const name of folders) folder = await folder.getDirectoryHandle(name, { create: true })
  let count = 1
  while (await isTaken(folder, resultName(path, format, count).name)) count++
  const { name } = resultName(path, format, count)
  const file = await folder.getFileHandle(name, { create: true })
  return { file, path: [...folders, name].join('/') }
}

const isTaken = (folder: FileSystemDirectoryHandle, name: string): Promise<boolean> =>
  folder.getFileHandle(name).then(
    () => true,
    () => false,
  )

/** Hands one result to the browser's downloads. */
export const downloadResult = async (
  options: KeepOptions,
  { path }: Pick<Source, 'path'>,
  fill: string,
): Promise<void> => {
  download(resultName(path, options.format).name, await bytesOf(options, path, fill, undefined))
}
