/** What fetching CUDA's libraries would bring here, before anybody asks for it. */
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { GpuLibraries } from '@inlay/shared'
import { freeBytes } from '../../models/disk.ts'
import { partPath } from '../../models/download/part-file.ts'
import type { Folders } from '../../system/folders.ts'
import { mayHaveNvidia } from '../nvidia.ts'
import { cudaPlaces } from './places.ts'
import { WHEELS, type Wheel } from './wheels.ts'

/** Of NVIDIA's libraries; ONNX Runtime's own part is MIT. */
const CUDA_LICENCE = {
  name: 'NVIDIA CUDA EULA',
  url: 'https://docs.nvidia.com/cuda/eula/index.html',
  use: 'NVIDIA’s terms apply to its libraries: any use on your own machine, paid work included.',
} as const

export interface DescribeCudaOptions {
  readonly folders: Folders
  readonly wheels?: readonly Wheel[] | undefined
  /** For tests; default: whether there is one. */
  readonly hasCard?: boolean | undefined
  readonly platform?: string
}

export const describeCuda = async ({
  folders,
  wheels = WHEELS,
  hasCard,
  platform = `${process.platform}-${process.arch}`,
}: DescribeCudaOptions): Promise<Omit<GpuLibraries, 'busy'>> => {
  const places = cudaPlaces(folders)
  const here = await Promise.all(
    wheels.map(({ sha256 }) => sizeOf(partPath(places.partial, sha256))),
  )
  const why = await reasonAgainst(platform, hasCard)
  const free = await freeBytes(places.partial)
  return {
    possible: why === undefined,
    ...(why !== undefined && { reason: why }),
    installed: existsSync(places.ready),
    bytes: sum(wheels.map(({ bytes }) => bytes)),
    unpacked: sum(wheels.map(({ unpacked }) => unpacked)),
    parts: wheels.map(({ what, bytes }) => ({ what, bytes })),
    have: sum(here),
    ...(free !== undefined && { free }),
    licence: CUDA_LICENCE,
  }
}

const reasonAgainst = async (
  platform: string,
  hasCard: boolean | undefined,
): Promise<string | undefined> => {
  if (platform.startsWith('win32')) return 'Windows uses DirectML, which is built in.'
  if (platform.startsWith('darwin')) return 'macOS uses Core ML, which is built in.'
  if (platform !== 'linux-x64') return 'CUDA comes to Node on Linux x64 only.'
  return (hasCard ?? (await mayHaveNvidia()))
    ? undefined
    : 'There is no NVIDIA graphics card with its driver here.'
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )
