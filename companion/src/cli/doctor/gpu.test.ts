import { describe, expect, it } from 'vitest'
import { checkGpu, type GpuFacts, judgeGpu } from './gpu.ts'

const linux = { platform: 'linux', architecture: 'x64', nvidia: { kind: 'absent' } } as const
const card = { name: 'NVIDIA H200', driver: '570.10', total: 143_771 * 2 ** 20, free: 2 ** 30 }
const withDriver = (driver: string) => ({ kind: 'cards', cards: [{ ...card, driver }] }) as const

describe('judgeGpu', () => {
  it.each([
    ['none', { ...linux, vendors: [] }, 'ok gpu_none'],
    ['a card and a driver', { ...linux, nvidia: withDriver('570.10') }, 'ok gpu_idle'],
    ['an old driver', { ...linux, nvidia: withDriver('470.2') }, 'warning gpu_driver_too_old'],
    ['a driver that fails', { ...linux, nvidia: { kind: 'broken' } }, 'warning gpu_driver_broken'],
    ['a card without driver', { ...linux, vendors: ['NVIDIA'] }, 'warning gpu_no_driver'],
    [
      'a closed device',
      { ...linux, vendors: ['AMD'], render: 'closed', vulkan: true },
      'warning gpu_no_access',
    ],
    [
      'no Vulkan',
      { ...linux, vendors: ['Intel'], render: 'open', vulkan: false },
      'warning gpu_no_vulkan',
    ],
    ['Vulkan', { ...linux, vendors: ['AMD'], render: 'open', vulkan: true }, 'ok gpu_idle'],
    [
      'a Mac',
      { platform: 'darwin', architecture: 'arm64', nvidia: { kind: 'absent' } },
      'ok gpu_idle',
    ],
    [
      'Windows',
      { platform: 'win32', architecture: 'x64', nvidia: { kind: 'absent' } },
      'warning gpu_unknown',
    ],
  ] satisfies [string, GpuFacts, string][])('%s', (_, facts, expected) => {
    const { state, code, next } = judgeGpu(facts)
    expect(`${state} ${code}`).toBe(expected)
    expect(next === undefined).toBe(state === 'ok')
  })

  it('says something of this machine', async () => {
    expect((await checkGpu()).code).toMatch(/^gpu_/)
  })
})
