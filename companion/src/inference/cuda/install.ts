/** `inlay gpu install`: fetches CUDA's libraries with pinned hashes, or takes them from files. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, open, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { expected, InlayError } from '@inlay/shared'
import { assertSpace, writeError } from '../../models/disk.ts'
import { fetchFile } from '../../models/download/fetch-file.ts'
import { partPath, removePart } from '../../models/download/part-file.ts'
import { openWeb } from '../../models/download/web.ts'
import { hashFile } from '../../models/hash.ts'
import { parseMirror, readSettings } from '../../models/settings.ts'
import type { Folders } from '../../system/folders.ts'
import { makePrivateFolder, writePrivateFile } from '../../system/private-files.ts'
import { type CudaPlaces, cudaPlaces } from './places.ts'
import { unpack } from './unpack.ts'
import { CUDA_RUNTIME, WHEELS, type Wheel } from './wheels.ts'

export interface CudaInstallOptions {
  readonly folders: Folders
  readonly signal: AbortSignal
  /** Paths of the wheels on this machine; fetched when there are none. */
  readonly from?: readonly string[]
  /** `fraction` 0..1, never falling. */
  readonly onProgress: (fraction: number, stage: string) => void
  /** For tests; the real ones are a gigabyte and a half. */
  readonly wheels?: readonly Wheel[]
}

/** The fetching's share of the progress; unpacking has the rest. */
const FETCH_SHARE = 0.8

/**
 * Brings the CUDA runtime into the companion's own folder; one that is whole already is replaced.
 * @throws InlayError engine_unavailable where CUDA cannot be | model_download_failed |
 *   model_damaged | file_unreadable | disk_full | file_unwritable; the signal's reason
 */
export const installCuda = async (options: CudaInstallOptions): Promise<void> => {
  const { folders, signal, onProgress, from = [], wheels = WHEELS } = options
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new InlayError(
      'engine_unavailable',
      'CUDA comes to Node on Linux x64 only; Windows uses DirectML and macOS Core ML, built in.',
    )
  }
  const source = runtimePackage()
  const places = cudaPlaces(folders)
  await makePrivateFolder(places.partial)
  const bytes = (pick: (wheel: Wheel) => number): number =>
    wheels.reduce((sum, wheel) => sum + pick(wheel), 0)
  const fetched = from.length > 0 ? 0 : bytes((wheel) => wheel.bytes)
  await assertSpace(places.partial, fetched + bytes((wheel) => wheel.unpacked) + RUNTIME_BYTES)

  const progress = (fraction: number, stage: string): void =>
    onProgress(FETCH_SHARE * fraction, stage)
  const archives =
    from.length > 0
      ? await matchFiles(from, wheels, signal, progress)
      : await fetchAll(wheels, folders, places, signal, progress)

  // Built beside its place and moved in whole, so that no half of it is ever used.
  const draft = `${places.folder}.new`
  await rm(draft, { recursive: true, force: true })
  try {
    const built = draftPlaces(places, draft)
    await copyRuntime(source, built)
    await makePrivateFolder(built.libraries)
    for (const [i, wheel] of wheels.entries()) {
      onProgress(FETCH_SHARE + ((1 - FETCH_SHARE) * i) / wheels.length, `Unpacking ${wheel.what}`)
      const folder = wheel.beside ? binaries(built) : built.libraries
      await unpack(archives.get(wheel.name)!, wheel.libraries, folder, signal)
    }
    await writePrivateFile(built.ready, `${JSON.stringify({ runtime: CUDA_RUNTIME })}\n`)
    await rm(places.folder, { recursive: true, force: true })
    await rename(draft, places.folder)
  } catch (cause) {
    await rm(draft, { recursive: true, force: true })
    signal.throwIfAborted()
    throw writeError(cause)
  }
  if (from.length === 0) {
    await Promise.all(wheels.map(({ sha256 }) => removePart(partPath(places.partial, sha256))))
  }
  onProgress(1, 'Done')
}

/** Takes all of it away again. @returns false when there was nothing */
export const removeCuda = async (folders: Folders): Promise<boolean> => {
  const { folder } = cudaPlaces(folders)
  const parent = dirname(folder)
  const isThere = await stat(parent).then(
    () => true,
    () => false,
  )
  await rm(parent, { recursive: true, force: true })
  return isThere
}

/** onnxruntime-node as npm brought it, its common part beside it. */
interface RuntimePackage {
  readonly node: string
  readonly common: string
}

const RUNTIME_BYTES = 60_000_000

/** @throws InlayError engine_unavailable when it is not here, or of another version */
const runtimePackage = (): RuntimePackage => {
  try {
    const require = createRequire(import.meta.url)
    const manifest = require.resolve('onnxruntime-node/package.json')
    const version: unknown = require(manifest).version
    if (version !== CUDA_RUNTIME) {
      throw new InlayError(
        'engine_unavailable',
        expected(`onnxruntime-node ${CUDA_RUNTIME}`, 'the inference runtime', version),
      )
    }
    const common = packageFolder(createRequire(manifest).resolve('onnxruntime-common'))
    return { node: dirname(manifest), common }
  } catch (cause) {
    if (cause instanceof InlayError) throw cause
    throw new InlayError('engine_unavailable', 'The inference runtime is not installed.', { cause })
  }
}

/** From a package's main file to its folder; onnxruntime-common does not export its package.json. */
const packageFolder = (main: string): string => {
  let folder = dirname(main)
  while (!existsSync(join(folder, 'package.json')) || basename(folder) !== 'onnxruntime-common') {
    if (folder === dirname(folder)) throw new Error('Expected a package around its main file')
    folder = dirname(folder)
  }
  return folder
}

const binaries = ({ runtime }: CudaPlaces): string =>
  join(runtime, 'bin', 'napi-v6', 'linux', 'x64')

const draftPlaces = (places: CudaPlaces, draft: string): CudaPlaces => {
  const moved = (path: string): string => draft + path.slice(places.folder.length)
  return {
    ...places,
    folder: draft,
    runtime: moved(places.runtime),
    libraries: moved(places.libraries),
    ready: moved(places.ready),
  }
}

/** Only what Linux x64 loads: the whole package is five platforms and 290 MB. */
const copyRuntime = async ({ node, common }: RuntimePackage, places: CudaPlaces): Promise<void> => {
  await makePrivateFolder(places.runtime)
  for (const part of ['package.json', 'dist', join('bin', 'napi-v6', 'linux', 'x64')]) {
    await cp(join(node, part), join(places.runtime, part), { recursive: true })
  }
  const beside = join(dirname(places.runtime), 'onnxruntime-common')
  for (const part of ['package.json', 'dist']) {
    await cp(join(common, part), join(beside, part), { recursive: true })
  }
}

type Progress = (fraction: number, stage: string) => void

const fetchAll = async (
  wheels: readonly Wheel[],
  folders: Folders,
  { partial }: CudaPlaces,
  signal: AbortSignal,
  onProgress: Progress,
): Promise<Map<string, string>> => {
  const { mirror: address } = await readSettings(folders)
  const mirror = address === undefined ? undefined : parseMirror(address)
  const web = await openWeb({ mirror })
  const total = wheels.reduce((sum, { bytes }) => sum + bytes, 0)
  const archives = new Map<string, string>()
  let before = 0
  try {
    for (const wheel of wheels) {
      const onBytes = (received: number): void =>
        onProgress((before + received) / total, `Fetching ${wheel.what}`)
      const path = await fetchFile(wheel, { web, mirror, folder: partial, signal, onBytes })
      archives.set(wheel.name, path)
      before += wheel.bytes
    }
  } finally {
    await web.close()
  }
  return archives
}

/** The owner's own files by their hashes, whatever they are called. */
const matchFiles = async (
  paths: readonly string[],
  wheels: readonly Wheel[],
  signal: AbortSignal,
  onProgress: Progress,
): Promise<Map<string, string>> => {
  const archives = new Map<string, string>()
  for (const [i, path] of paths.entries()) {
    onProgress(i / paths.length, `Checking ${basename(path)}`)
    const sha256 = await hashOf(path, signal)
    const wheel = wheels.find((one) => one.sha256 === sha256)
    if (wheel !== undefined) archives.set(wheel.name, path)
  }
  const missing = wheels.filter(({ name }) => !archives.has(name)).map(({ name }) => name)
  if (missing.length > 0) {
    throw new InlayError(
      'model_damaged',
      `Not among the files, or not what they should be: ${missing.join(', ')}.`,
    )
  }
  return archives
}

const hashOf = async (path: string, signal: AbortSignal): Promise<string> => {
  const file = await open(path).catch((cause: unknown) => {
    throw new InlayError('file_unreadable', 'It is one of the given files.', { cause })
  })
  try {
    const { size } = await file.stat()
    const hash = createHash('sha256')
    await hashFile(file, hash, size, signal)
    return hash.digest('hex')
  } finally {
    await file.close()
  }
}
