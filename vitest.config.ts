/** Unit tests beside their files in `shared`, `companion` and `plugins`; whole-path tests in `test`. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { HOOK_PATIENCE, PATIENCE, TEST_PATIENCE } from './test/setup/patience.ts'
import { seeded } from './test/setup/seeded.ts'

/**
 * Arithmetic on plain data, mostly: these files share a process with each other, which saves half a
 * second of processor time a file. What mocks, starts threads or processes, or sets environment
 * variables belongs to the others, each in a process of its own.
 */
const SHARED_PROCESS = [
  'shared/src/**/*.test.ts',
  'companion/src/cli/**/*.test.ts',
  'companion/src/engines/diffusion/{hints,image,loop,lora,prompt,random,schedulers,tiles}/**/*.test.ts',
  'companion/src/models/onnx/*.test.ts',
  'companion/src/pages/**/*.test.ts',
  'companion/src/pipeline/**/*.test.ts',
  'companion/src/tray/{icon,words}/*.test.ts',
  'plugins/figma/src/**/*.test.ts',
  'plugins/photoshop-uxp/src/host/*.test.ts',
  'test/bench/quality/{measures,report}/*.test.ts',
]

const EXCLUDED = ['**/node_modules/**', 'test/long/**']

export default defineConfig({
  plugins: [seeded()],
  test: {
    globalSetup: ['test/setup/build-once.ts', 'test/setup/reserve-ports.ts'],
    testTimeout: TEST_PATIENCE,
    hookTimeout: HOOK_PATIENCE,
    expect: { poll: { timeout: PATIENCE } },
    // Most of our tests wait for processes, clocks and ports of their own: on two cores two workers
    // left a third of the machine idle.
    maxWorkers: 2 * availableParallelism(),
    projects: [
      {
        extends: true,
        // They run by name: what takes long begins first, and the small ones fill the gaps.
        test: {
          name: 'apart',
          include: [
            'companion/src/**/*.test.ts',
            'plugins/*/src/**/*.test.ts',
            'test/**/*.test.ts',
          ],
          exclude: [...EXCLUDED, ...SHARED_PROCESS],
        },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: SHARED_PROCESS,
          exclude: EXCLUDED,
          isolate: false,
        },
      },
    ],
  },
})
