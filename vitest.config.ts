/** Unit tests beside their files in `shared` and `companion`; whole-path tests in `test`. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['shared/src/**/*.test.ts', 'companion/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/long/**'],
    globalSetup: ['test/setup/build-once.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
