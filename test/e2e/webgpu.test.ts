/**
 * Nets on WebGPU agree with the CPU, on a machine without a graphics card too: Debian's chromium
 * carries a Vulkan driver in software (facts/diffusion.md, top).
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInference } from '@inlay/companion/inference/inference.ts'
import { tensor } from '@inlay/companion/inference/tensors.ts'
import { layers, writeGraph } from '@inlay/companion/inference/testing/graphs.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPart } from '../setup/system-parts.mjs'

const DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json'
const missing = findPart('vulkan') === undefined || !existsSync(DRIVER)
if (missing) console.warn('SKIPPED: nets on WebGPU need libvulkan1 and Debian’s chromium.')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-webgpu-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('WebGPU', () => {
  it.skipIf(missing)('computes what the CPU computes', async () => {
    const path = await writeGraph(folder, 'layers.onnx', layers(4))
    const values = Float32Array.from({ length: 4 * 24 * 24 }, (_, i) => Math.sin(i))
    const x = tensor('float32', [1, 4, 24, 24], values)
    const run = async (provider: 'cpu' | 'webgpu'): Promise<number[]> => {
      const environment = { VK_DRIVER_FILES: DRIVER }
      const inference = createInference({ providers: [provider], threads: 1, environment })
      try {
        const net = await inference.open({ path, external: [] })
        expect(net.provider).toBe(provider)
        const { y } = await net.run({ x }, ['y'], new AbortController().signal)
        return Array.from(y?.data ?? [], Number)
      } finally {
        await inference.dispose()
      }
    }
    const cpu = await run('cpu')
    const webgpu = await run('webgpu')
    const largest = Math.max(...cpu)
    expect(largest).toBeGreaterThan(1e-5)
    const apart = cpu.map((value, i) => Math.abs(value - webgpu[i]!))
    expect(Math.max(...apart)).toBeLessThan(1e-4 * largest)
  })

  it.skipIf(missing)('is warmed once for each shape, and not while a run waits', async () => {
    const path = await writeGraph(folder, 'warm.onnx', layers(1))
    const shaped = (side: number) =>
      tensor('float32', [1, 1, side, side], new Float32Array(side * side))
    const environment = { VK_DRIVER_FILES: DRIVER }
    const never = new AbortController().signal
    const inference = createInference({ providers: ['webgpu', 'cpu'], environment })
    try {
      const tensors = async () => (await inference.memory())?.tensors
      const net = await inference.open({ path, external: [] })
      expect(net.provider).toBe('webgpu')
      // A held tensor shows that a run has taken place.
      await net.warm({ x: inference.hold(shaped(4)) }, ['y'])
      expect(await tensors()).toBe(1)
      await net.warm({ x: inference.hold(shaped(4)) }, ['y'])
      expect(await tensors()).toBe(1)
      const real = net.run({ x: shaped(5) }, ['y'], never)
      await net.warm({ x: inference.hold(shaped(6)) }, ['y'])
      await real
      await net.warm({ x: inference.hold(shaped(5)) }, ['y'])
      expect(await tensors()).toBe(1)
      const onCpu = await inference.open({ path, external: [] }, { providers: ['cpu'] })
      await onCpu.warm({ x: inference.hold(shaped(7)) }, ['y'])
      expect(await tensors()).toBe(1)
    } finally {
      await inference.dispose()
    }
  })
})
