import { MAX_SEED, RANGES, seedOfVariation } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { explorationOf, firstSeedOf, SEED_ROUNDS } from './seed-rounds.ts'

describe('rounds of seeds', () => {
  it('begin with the best and hold as many others as a request may have variations', () => {
    const most = RANGES.variations[1]
    for (const round of [0, 1, 12345, SEED_ROUNDS - 1]) {
      const seed = firstSeedOf(round)
      expect(seed).toBeLessThanOrEqual(MAX_SEED)
      const explorations = Array.from({ length: most }, (_, k) =>
        explorationOf(seedOfVariation(seed, k)),
      )
      expect(explorations).toEqual(Array.from({ length: most }, (_, k) => k))
    }
  })

  it('go on past the largest seed without a break', () => {
    expect([MAX_SEED, 0, 1, 2].map(explorationOf)).toEqual([6, 7, 0, 1])
  })
})
