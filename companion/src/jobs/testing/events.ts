/** Jobs, events and reports for tests of the job machinery. */
import { type FillReport, FillRequest } from '@inlay/shared'
import type { EventBody } from '../events.ts'
import type { NewJob } from '../job.ts'

/** The same UUID for the same name. */
export const idOf = (name: string): string =>
  `00000000-0000-4000-8000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(-12)}`

export const newJob = (id: string): NewJob => ({
  id,
  owner: 'owner',
  request: FillRequest.parse({
    image: { kind: 'encoded', part: 'image' },
    mask: { kind: 'encoded', part: 'mask' },
  }),
  bytes: 100,
})

export const report: FillReport = {
  engine: 'patchmatch',
  seed: 7,
  image: { width: 10, height: 10, channels: 3, bitDepth: 8 },
  canvas: { width: 10, height: 10 },
  changed_fraction: 0.1,
  crops: [],
  variations: [{ index: 0, seed: 7, bounds: { left: 1, top: 2, width: 3, height: 4 } }],
  times: {},
  total: 1,
  peak_memory: 1,
  notes: [],
}

export const queued = (position: number): EventBody => ({ type: 'queued', position })
export const started: EventBody = { type: 'started', seed: 7, engine: 'patchmatch' }
export const progress = (fraction: number, stage = 'Working'): EventBody => ({
  type: 'progress',
  fraction,
  stage,
})
export const done: EventBody = { type: 'done', report }
export const failed: EventBody = {
  type: 'failed',
  error: { code: 'engine_failed', message: 'No.', next: 'Try.' },
}
export const cancelled: EventBody = { type: 'cancelled' }
export const variation: EventBody = {
  type: 'variation',
  variation: { index: 0, seed: 7, bounds: { left: 1, top: 2, width: 3, height: 4 } },
}
