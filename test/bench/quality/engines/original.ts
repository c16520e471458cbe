/** The truth as an engine: what the measures say of a perfect fill, to read the others by. */
import type { BenchEngine } from '../types.ts'

export const originalEngine: BenchEngine = {
  id: 'original',
  label: 'the original',
  version: '',
  peer: false,
  fill: (job) => Promise.resolve(job.truth ? { image: job.original } : undefined),
}
