/** torch.randn with a CPU generator: which numbers a seed gives depends on how many are drawn at once. */
import { fromHalf, toHalf } from '../../neural/float16.ts'
import { mt19937 } from './mt19937.ts'
import { lengthOf, type Noise } from './noise.ts'

const TWO_PI = Math.fround(2 * Math.PI)
const roundHalf = (value: number): number => fromHalf(toHalf(value))

/** Draws of this many and more go through blocks; smaller ones one by one, in double precision. */
const BLOCK = 16

/**
 * As torch 2.x's kernels (aten/src/ATen/native/cpu/DistributionTemplates.h); a last bit may differ
 * from builds with vector instructions, whose logarithm and cosine are their own.
 * @param seed 0..2^32-1
 * @param half draws of a float16 tensor, which are other numbers: fewer random bits each
 */
export const torchCpuNoise = (seed: number, half = false): Noise => {
  const bits = mt19937(seed)
  const round = half ? roundHalf : Math.fround
  const mask = half ? 0x7ff : 0xff_ffff
  const uniform = (): number => (bits() & mask) / (mask + 1)
  /** The second number of the last pair, kept by the generator from call to call. */
  let spare: number | null = null

  const single = (): number => {
    if (spare !== null) {
      const kept = spare
      spare = null
      return kept
    }
    const turn = 2 * Math.PI * uniform53(bits)
    const radius = Math.sqrt(-2 * Math.log1p(-uniform53(bits)))
    spare = radius * Math.sin(turn)
    return radius * Math.cos(turn)
  }

  /** Sixteen uniform numbers at `from` become normal ones, the i-th and the one eight on in pairs. */
  const pairUp = (data: Float32Array, from: number): void => {
    for (let i = from; i < from + 8; i++) {
      const log = round(Math.log(round(1 - data[i]!)))
      const radius = round(Math.sqrt(round(-2 * log)))
      const turn = round(TWO_PI * data[i + 8]!)
      data[i] = round(radius * round(Math.cos(turn)))
      data[i + 8] = round(radius * round(Math.sin(turn)))
    }
  }

  return {
    normal(shape) {
      const data = new Float32Array(lengthOf(shape))
      if (data.length < BLOCK) return data.map(() => round(single()))
      for (let i = 0; i < data.length; i++) data[i] = uniform()
      for (let from = 0; from + BLOCK <= data.length; from += BLOCK) pairUp(data, from)
      if (data.length % BLOCK !== 0) {
        // The last sixteen are drawn afresh, over what the block before had made of some of them.
        const from = data.length - BLOCK
        for (let i = from; i < data.length; i++) data[i] = uniform()
        pairUp(data, from)
      }
      return data
    },
  }
}

/** 53 random bits as 0..1, from two words, the higher first. */
const uniform53 = (bits: () => number): number => {
  const high = bits() & 0x1f_ffff
  return (high * 2 ** 32 + bits()) / 2 ** 53
}
