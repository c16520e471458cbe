/** CUDA's generator (Salmon et al. 2011, Philox 4x32-10), as curand and AUTOMATIC1111 use it. */
import { lengthOf, type Noise } from './noise.ts'

/**
 * Number i of call k depends on seed, k and i alone, so it is what torch draws on a GPU as long as a
 * draw needs no more numbers than the GPU has threads (latents up to about 1024 x 1024 do not), and
 * what AUTOMATIC1111 draws with noise source "GPU" and "NV", on every machine.
 * @param seed 0..2^53-1
 */
export const philoxNoise = (seed: number): Noise => {
  const low = seed >>> 0
  const high = Math.floor(seed / 2 ** 32)
  /** Where `philox` leaves its first two words: nothing is made for each number. */
  const words = new Uint32Array(2)
  let call = 0
  return {
    normal(shape) {
      const data = new Float32Array(lengthOf(shape))
      for (let i = 0; i < data.length; i++) {
        philox(words, call, i, low, high)
        const radius = Math.sqrt(-2 * Math.log((words[0]! + 0.5) * 2 ** -32))
        data[i] = radius * Math.sin((words[1]! + 0.5) * 2 ** -32 * 2 * Math.PI)
      }
      call += 1
      return data
    },
  }
}

/** Ten rounds on the counter (call, 0, index, 0). */
const philox = (
  words: Uint32Array,
  call: number,
  index: number,
  low: number,
  high: number,
): void => {
  let [c0, c1, c2, c3] = [call >>> 0, 0, index >>> 0, 0]
  let k0 = low
  let k1 = high
  for (let round = 0; round < 10; round++) {
    const a0 = Math.imul(c0, 0xd2511f53)
    const a1 = highWord(c0, 0xd2511f53)
    const b0 = Math.imul(c2, 0xcd9e8d57)
    const b1 = highWord(c2, 0xcd9e8d57)
    c0 = (b1 ^ c1 ^ k0) >>> 0
    c1 = b0 >>> 0
    c2 = (a1 ^ c3 ^ k1) >>> 0
    c3 = a0 >>> 0
    k0 = (k0 + 0x9e3779b9) >>> 0
    k1 = (k1 + 0xbb67ae85) >>> 0
  }
  words[0] = c0
  words[1] = c1
}

/** Upper 32 bits of the product of two words. */
const highWord = (a: number, b: number): number => {
  const [aLow, aHigh] = [a & 0xffff, a >>> 16]
  const [bLow, bHigh] = [b & 0xffff, b >>> 16]
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16)
  const other = aLow * bHigh + (middle & 0xffff)
  return aHigh * bHigh + Math.floor(middle / 0x10000) + (other >>> 16)
}
