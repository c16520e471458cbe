/** What a seed asks of an engine: the best it finds, or something else worth seeing. */

/** Seeds come in rounds of this many, as many as a request may have variations. */
const ROUND = 8

/** Number of rounds in the 2^32 seeds there are. */
export const SEED_ROUNDS = 2 ** 32 / ROUND

/**
 * 0 for the seed of each round that takes the best an engine finds (1, 9, 17, ...); 1 to 7 for those
 * after it, which may explore. It depends on the seed alone, so that a variation asked for by its
 * seed comes out as it did among others.
 */
export const explorationOf = (seed: number): number => (seed + ROUND - 1) % ROUND

/** The first seed of a round, 0 to SEED_ROUNDS - 1. */
export const firstSeedOf = (round: number): number => round * ROUND + 1
