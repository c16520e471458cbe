import { expect, test } from 'vitest'
import { netTable } from './table.ts'

test('a row a net and device, a failure in words', () => {
  const row = {
    name: 'layers | six',
    provider: 'cuda',
    load: 12,
    first: 2345,
    run: { least: 3, median: 4 },
    gflop: 8,
    resident: 300 * 2 ** 20,
    card: 700 * 2 ** 20,
  } as const
  expect(
    netTable([row, { ...row, provider: 'webgpu', failed: 'No adapter.' }]).split('\n'),
  ).toEqual([
    '| net | on | load | first run | run | GFLOP/s | process memory | card memory |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    '| layers six | CUDA | 12 ms | 2.3 s | 3.0 ms | 2667 | 300 MB | 700 MB |',
    '| layers six | WebGPU | does not run: No adapter. |  |  |  |  |  |',
  ])
})
