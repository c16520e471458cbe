/** The floor to stand on: plain diffusion (Laplace) from the hole's edge, no texture at all. */
import { paste } from '../pixels.ts'
import type { BenchEngine, Rgb } from '../types.ts'

const SWEEPS = 200
const OVER_RELAXATION = 1.9

/** Starts from nearest-known averages, outside in, then relaxes; in place on a copy. */
const diffuse = (input: Rgb, hole: Uint8Array): Rgb => {
  const { width, height } = input
  const values = Float32Array.from(input.data)
  const known = Uint8Array.from(hole, (value) => (value > 0 ? 0 : 1))
  const neighbours = (i: number): number[] => {
    const x = i % width
    return [
      ...(x > 0 ? [i - 1] : []),
      ...(x < width - 1 ? [i + 1] : []),
      ...(i >= width ? [i - width] : []),
      ...(i < width * (height - 1) ? [i + width] : []),
    ]
  }
  const order: number[] = []
  let front = Array.from(hole.keys()).filter(
    (i) => hole[i]! > 0 && neighbours(i).some((n) => known[n] === 1),
  )
  while (front.length > 0) {
    const next = new Set<number>()
    for (const i of front) {
      const sources = neighbours(i).filter((n) => known[n] === 1)
      for (let c = 0; c < 3; c++) {
        values[i * 3 + c] = sources.reduce((sum, n) => sum + values[n * 3 + c]!, 0) / sources.length
      }
    }
    for (const i of front) known[i] = 1
    for (const i of front) for (const n of neighbours(i)) if (known[n] === 0) next.add(n)
    order.push(...front)
    front = [...next]
  }
  const around = order.map(neighbours)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let k = 0; k < order.length; k++) {
      const at = order[k]!
      const near = around[k]!
      for (let c = 0; c < 3; c++) {
        let sum = 0
        for (const n of near) sum += values[n * 3 + c]!
        const i = at * 3 + c
        values[i]! += OVER_RELAXATION * (sum / near.length - values[i]!)
      }
    }
  }
  return {
    ...input,
    data: Uint8Array.from(values, (v) => Math.max(0, Math.min(255, Math.round(v)))),
  }
}

export const smoothEngine: BenchEngine = {
  id: 'smooth',
  label: 'plain diffusion',
  version: `1 ${SWEEPS}`,
  peer: true,
  async fill(job) {
    const start = performance.now()
    const image = diffuse(job.input, job.hole.data)
    return { image: paste(job.original, image, job.hole), ms: performance.now() - start }
  },
}
