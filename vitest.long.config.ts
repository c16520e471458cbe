/** `npm run test:long`: what takes minutes; each file says how many. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    globalSetup: ['test/setup/build-once.ts'],
    testTimeout: 60 * 60_000,
    hookTimeout: 60_000,
    // One after the other: they would disturb each other's figures.
    fileParallelism: false,
  },
})
