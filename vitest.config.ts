/** Unit tests beside their files in `shared`, `companion` and `plugins`; whole-path tests in `test`. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { HOOK_PATIENCE, PATIENCE, TEST_PATIENCE } from './test/setup/patience.ts'
import { seeded } from './test/setup/seeded.ts'

export default defineConfig({
  plugins: [seeded()],
  test: {
    include: [
      'shared/src/**/*.test.ts',
      'companion/src/**/*.test.ts',
      'plugins/*/src/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', 'test/long/**'],
    globalSetup: ['test/setup/build-once.ts', 'test/setup/reserve-ports.ts'],
    testTimeout: TEST_PATIENCE,
    hookTimeout: HOOK_PATIENCE,
    expect: { poll: { timeout: PATIENCE } },
    // Most of our tests wait for processes, clocks and ports of their own: on two cores two workers
    // left a third of the machine idle.
    maxWorkers: 2 * availableParallelism(),
  },
})
