/** The Mersenne Twister (Matsumoto and Nishimura 1998), seeded as torch's CPU generator seeds it. */

const N = 624
const M = 397

/** 32 random bits a call, 0..2^32-1. @param seed 0..2^32-1 */
export const mt19937 = (seed: number): (() => number) => {
  const state = new Uint32Array(N)
  state[0] = seed
  for (let i = 1; i < N; i++) {
    const last = state[i - 1]!
    state[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i
  }
  let at = N
  return () => {
    if (at === N) {
      twist(state)
      at = 0
    }
    let y = state[at++]!
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }
}

const twist = (state: Uint32Array): void => {
  for (let k = 0; k < N; k++) {
    const y = (state[k]! & 0x80000000) | (state[(k + 1) % N]! & 0x7fffffff)
    state[k] = state[(k + M) % N]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
  }
}
