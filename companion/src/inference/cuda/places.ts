/** Where the CUDA runtime lies, and what the inference process must be told to use it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Folders } from '../../system/folders.ts'
import { CUDA_RUNTIME } from './wheels.ts'

export interface CudaPlaces {
  readonly folder: string
  /** Downloads on their way. */
  readonly partial: string
  /** A copy of onnxruntime-node with the provider beside its library. */
  readonly runtime: string
  /** NVIDIA's libraries. */
  readonly libraries: string
  /** Written last: what it names is whole. */
  readonly ready: string
}

export const cudaPlaces = ({ state }: Folders): CudaPlaces => {
  const folder = join(state, 'gpu', `cuda-${CUDA_RUNTIME}`)
  return {
    folder,
    partial: join(state, 'gpu', 'partial'),
    runtime: join(folder, 'node_modules', 'onnxruntime-node'),
    libraries: join(folder, 'lib'),
    ready: join(folder, 'ready.json'),
  }
}

/** Name of the variable that tells the inference process which runtime to load. */
export const RUNTIME_VARIABLE = 'INLAY_RUNTIME'

/** Environment for the inference process; undefined where CUDA was not installed by us. */
export const cudaEnvironment = (
  folders: Folders,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> | undefined => {
  const { runtime, libraries, ready } = cudaPlaces(folders)
  if (!existsSync(ready)) return undefined
  const path = env.LD_LIBRARY_PATH
  return {
    [RUNTIME_VARIABLE]: runtime,
    // The loader reads it when a process starts, so it cannot be set from inside.
    LD_LIBRARY_PATH: path ? `${libraries}:${path}` : libraries,
  }
}
