/** `npm run test:long`: what takes minutes; each file says how many. */
import { defineConfig } from 'vitest/config'
import { HOOK_PATIENCE, PATIENCE } from './test/setup/patience.ts'

export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    globalSetup: ['test/setup/build-once.ts', 'test/setup/reserve-ports.ts'],
    testTimeout: 60 * 60_000,
    hookTimeout: HOOK_PATIENCE,
    expect: { poll: { timeout: PATIENCE } },
    // One after the other: they would disturb each other's figures.
    fileParallelism: false,
  },
})
