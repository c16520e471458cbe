/** What the engine and its threads say to each other. */
import type { Job, RunEvent } from './job.ts'

/** A memory both sides can see: WASM's for the SIMD kernel, a plain shared buffer otherwise. */
export type SharedMemory = WebAssembly.Memory | SharedArrayBuffer

interface Common {
  readonly memory: SharedMemory
  /** The compiled SIMD kernel; absent: the plain one. */
  readonly module: WebAssembly.Module | undefined
}

export type ToWorker =
  | (Common & { readonly type: 'lead'; readonly job: Job; readonly helpers: number })
  | (Common & { readonly type: 'help' })

/** How a run ended. */
export type Verdict =
  | { readonly type: 'done' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'no-source' }
  | { readonly type: 'failed'; readonly reason: string }

export type FromWorker = RunEvent | Verdict
