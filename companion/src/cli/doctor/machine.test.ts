import { describe, expect, it } from 'vitest'
import { checkMemory, checkNode, checkProcessor, checkWasm } from './machine.ts'

const GB = 2 ** 30

describe('checkNode', () => {
  it.each([
    ['18.20.0', 'problem'],
    ['20.8.1', 'problem'],
    ['20.9.0', 'warning'],
    ['20.20.2', 'warning'],
    ['22.0.0', 'ok'],
    ['24.21.0', 'ok'],
  ])('Node %s is %s', (version, state) => {
    expect(checkNode(version).state).toBe(state)
  })
})

describe('checkProcessor', () => {
  it('minds a single core', () => {
    expect(checkProcessor(1).state).toBe('warning')
    expect(checkProcessor(2).state).toBe('ok')
  })
})

describe('checkMemory', () => {
  it('counts what a container allows, not what the machine has', () => {
    expect(checkMemory(64 * GB, 32 * GB, 0.5 * GB)).toMatchObject({ state: 'warning' })
    expect(checkMemory(64 * GB, 32 * GB, 0.5 * GB).finding).toContain('0.5 GB of memory')
    expect(checkMemory(64 * GB, 32 * GB, 0)).toMatchObject({ state: 'ok' })
    expect(checkMemory(64 * GB, 32 * GB, 2 ** 63)).toMatchObject({ state: 'ok' })
  })
})

describe('checkWasm', () => {
  it('finds both on this machine, so the probes are modules that are right', () => {
    expect(checkWasm().state).toBe('ok')
  })

  it('names what is missing', () => {
    expect(checkWasm(() => false).finding).toContain('no SIMD and no threads')
    expect(checkWasm((bytes) => bytes.length > 20).finding).toContain('no threads')
  })
})
