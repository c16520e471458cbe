/** A peer known only by its results: MI-GAN's fills, which came with their set. */
import { paste, readRgb } from '../pixels.ts'
import type { BenchEngine } from '../types.ts'

export const storedEngine = (id: string, label: string): BenchEngine => ({
  id,
  label,
  version: 'as stored',
  peer: true,
  async fill(job) {
    const path = job.stored[id]
    if (path === undefined) return undefined
    return { image: paste(job.original, await readRgb(path), job.hole) }
  },
})
