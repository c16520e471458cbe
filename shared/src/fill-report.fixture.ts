/** What a small fill reports, for tests that hand reports on. */
import type { FillReport } from './fill-report.ts'

export const report: FillReport = {
  engine: 'patchmatch',
  seed: 1,
  image: { width: 4, height: 3, channels: 3, bitDepth: 8 },
  canvas: { width: 4, height: 3 },
  changed_fraction: 0.25,
  crops: [{ bounds: { left: -1, top: 0, width: 2, height: 2 }, scale: 1 }],
  variations: [{ index: 0, seed: 1, bounds: { left: 0, top: 0, width: 1, height: 1 } }],
  times: { decode: 1.5, engine: 20 },
  total: 30,
  peak_memory: 1e8,
  notes: [],
}
