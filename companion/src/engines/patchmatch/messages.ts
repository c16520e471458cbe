/** What the engine and its threads say to each other. */
import type { Job, RunEvent } from './job.ts'
import type { Share } from './many/share.ts'

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
  | (Share & { readonly type: 'share' })

/** How a run ended. */
export type Verdict =
  | { readonly type: 'done' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'no-source' }
  | { readonly type: 'failed'; readonly reason: string }

/** How many of many crops have been begun. */
export interface Begun {
  readonly type: 'begun'
  readonly count: number
}

export type FromWorker = RunEvent | Begun | Verdict
