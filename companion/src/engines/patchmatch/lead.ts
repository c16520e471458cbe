/** Runs one job to its end on the thread at hand, and says how it went. */
import type { Job, RunEvent } from './job.ts'
import { NoSource } from './job.ts'
import { bindKernel, type Kernel } from './kernel.ts'
import type { SharedMemory, Verdict } from './messages.ts'
import { plainKernel } from './plain/kernel.ts'
import { runFill } from './run.ts'
import { Cancelled, createTeam, dismiss } from './team.ts'

export const bufferOf = (memory: SharedMemory): ArrayBufferLike =>
  memory instanceof WebAssembly.Memory ? memory.buffer : memory

export const kernelFor = (memory: SharedMemory, module: WebAssembly.Module | undefined): Kernel =>
  module !== undefined && memory instanceof WebAssembly.Memory
    ? bindKernel(module, memory)
    : plainKernel(bufferOf(memory))

/** The last word of a run that ended early. */
export const verdictOf = (error: unknown): Verdict => {
  if (error instanceof Cancelled) return { type: 'cancelled' }
  if (error instanceof NoSource) return { type: 'no-source' }
  return {
    type: 'failed',
    reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}

/** The run as a sequence of events; helpers, if any, are sent home at its end. */
export function* leadRun(
  memory: SharedMemory,
  module: WebAssembly.Module | undefined,
  job: Job,
  helpers: number,
): Generator<RunEvent, void> {
  const buffer = bufferOf(memory)
  const words = new Int32Array(buffer)
  try {
    yield* runFill(buffer, createTeam(kernelFor(memory, module), words, helpers), job)
  } finally {
    dismiss(words)
  }
}
