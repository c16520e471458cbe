/** The registry: what it lists, what it opens, what it refuses. */
import { EngineInfo } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { createEngines } from './registry.ts'

describe('list', () => {
  it('describes every engine by the shared schema', () => {
    const list = createEngines().list()
    expect(list.map(({ id }) => id)).toContain('patchmatch')
    for (const info of list) expect(EngineInfo.parse(info)).toEqual(info)
  })

  it('says where it runs', () => {
    const device = (threads: number): string | undefined =>
      createEngines({ patchmatch: { threads } }).list()[0]?.device
    expect(device(1)).toBe('CPU, 1 thread, SIMD')
    expect(device(5)).toBe('CPU, 5 threads, SIMD')
    expect(createEngines({ patchmatch: { threads: 2, kernel: 'plain' } }).list()[0]?.device).toBe(
      'CPU, 2 threads',
    )
  })
})

describe('open', () => {
  it('opens one instance for all callers, by id and by auto', async () => {
    const engines = createEngines()
    const [one, two, auto] = await Promise.all([
      engines.open('patchmatch'),
      engines.open('patchmatch'),
      engines.open('auto'),
    ])
    expect(two).toBe(one)
    expect(auto).toBe(one)
    await engines.dispose()
    expect(await engines.open('auto')).not.toBe(one)
    await engines.dispose()
  })

  it('lists the choices when it does not know the id', async () => {
    await expect(createEngines().open('lama')).rejects.toMatchObject({
      code: 'engine_unavailable',
      detail: expect.stringMatching(/"lama".*auto, patchmatch/),
    })
  })
})
