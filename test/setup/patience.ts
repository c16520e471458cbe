/**
 * How long tests wait for what must come. Only a failure ever waits so long, so it is enough for a
 * machine many times slower than ours, with everything else running on it as well. INLAY_PATIENCE, a
 * part of it, is for runs that expect failures (`npm run test:mutants`).
 */

const share = Number(process.env.INLAY_PATIENCE ?? 1)

/** Milliseconds for one thing to be seen. */
export const PATIENCE = 60_000 * share

/** For a whole test. */
export const TEST_PATIENCE = 300_000 * share

/** For a hook: some wait for their turn at the companion's ports (fixed-ports.ts). */
export const HOOK_PATIENCE = 900_000
