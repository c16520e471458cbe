/** Unit tests beside their files in `shared`, `companion` and `plugins`; whole-path tests in `test`. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'shared/src/**/*.test.ts',
      'companion/src/**/*.test.ts',
      'plugins/*/src/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', 'test/long/**'],
    globalSetup: ['test/setup/build-once.ts'],
    testTimeout: 60_000,
    // As patient as the rest: a second is short on a machine that does other things as well.
    expect: { poll: { timeout: 15_000 } },
    // Some hooks wait for their turn at the companion's ports (test/setup/fixed-ports.ts).
    hookTimeout: 300_000,
    // Most of our tests wait for processes, clocks and ports of their own: on two cores two workers
    // left a third of the machine idle.
    maxWorkers: 2 * availableParallelism(),
  },
})
