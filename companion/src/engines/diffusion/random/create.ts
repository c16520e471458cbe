/** Generators by name, and several of them drawn from as one. */
import type { Noise, NoiseKind } from './noise.ts'
import { lengthOf } from './noise.ts'
import { philoxNoise } from './philox.ts'
import { torchCpuNoise } from './torch-cpu.ts'

/** @param seed 0..2^32-1 */
export const createNoise = (kind: NoiseKind, seed: number): Noise =>
  kind === 'philox' ? philoxNoise(seed) : torchCpuNoise(seed, kind === 'torch-cpu-half')

/**
 * A batch in which every picture has its own generator, as diffusers draws from a list of them and
 * AUTOMATIC1111 always: picture i is the same alone and among others.
 * @throws RangeError when the first side of a shape is not the count of generators
 */
export const batchNoise = (each: readonly Noise[]): Noise => ({
  normal(shape) {
    const [batch, ...rest] = shape
    if (batch !== each.length) {
      throw new RangeError(`${each.length} generators cannot fill a batch of ${batch}`)
    }
    const size = lengthOf(rest)
    const data = new Float32Array(batch * size)
    for (const [i, noise] of each.entries()) data.set(noise.normal([1, ...rest]), i * size)
    return data
  },
})
