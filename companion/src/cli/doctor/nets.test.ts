import type { RuntimeInfo } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { readCards } from '../../inference/nvidia.ts'
import { judgeRuntime } from './nets.ts'

const GB = 2 ** 30
const cuda = { id: 'cuda', name: 'CUDA', usable: true, ms: 3 }
const noCuda = {
  id: 'cuda',
  name: 'CUDA',
  usable: false,
  reason: 'its libraries are not installed',
}
const cpu = { id: 'cpu', name: 'CPU', usable: true, ms: 1 }
const card = { name: 'NVIDIA T4', driver: '550.54.14', total: 15 * GB, free: 14 * GB }

const runtime = (more: Partial<RuntimeInfo>): RuntimeInfo => ({
  as_of: 'today',
  providers: [cpu],
  notes: [],
  cards: [],
  memory: { total: 16 * GB, free: 8 * GB },
  ...more,
})

describe('judgeRuntime', () => {
  it.each([
    [
      'on a card',
      { providers: [cuda, cpu], cards: [card] },
      'ok nets_on_card',
      /CUDA.*14\.0 of 15\.0 GB/,
    ],
    ['without a card', { providers: [noCuda, cpu] }, 'ok nets_on_cpu', /CUDA: its libraries/],
    [
      'beside a card',
      { providers: [noCuda, cpu], cards: [card] },
      'warning nets_not_on_card',
      /CUDA: its/,
    ],
    ['nowhere', { providers: [{ ...cpu, usable: false }] }, 'warning nets_unavailable', /cannot/],
    [
      'with nets open',
      { memory: { total: GB, free: GB, resident: 2 * GB, nets: 1 } },
      'ok nets_on_cpu',
      /hold 2\.0 GB/,
    ],
  ] satisfies [string, Partial<RuntimeInfo>, string, RegExp][])(
    '%s',
    (_, facts, verdict, finding) => {
      const check = judgeRuntime(runtime(facts))
      expect(`${check.state} ${check.code}`).toBe(verdict)
      expect(check.finding).toMatch(finding)
      expect(check.next === undefined).toBe(check.state === 'ok')
    },
  )
})

describe('readCards', () => {
  it('reads every card, also one that shares the machine’s memory', () => {
    expect(readCards('NVIDIA T4, 550.54.14, 15360, 15101\nGB10, 580.1, [N/A], [N/A]\n\n')).toEqual([
      { name: 'NVIDIA T4', driver: '550.54.14', total: 15360 * 2 ** 20, free: 15101 * 2 ** 20 },
      { name: 'GB10', driver: '580.1', total: 0, free: 0 },
    ])
    expect(readCards('NVIDIA-SMI has failed\n')).toEqual([])
  })
})
