import { describe, expect, it } from 'vitest'
import { createProgress, createStopwatch } from './progress.ts'

describe('createProgress', () => {
  it('never falls, whatever the parts report', () => {
    const told: [number, string][] = []
    const progress = createProgress((fraction, stage) => told.push([fraction, stage]))
    const first = progress.span(0, 0.5)
    const second = progress.span(0.5, 1)
    first.report(0, 'a')
    first.report(0.5, 'a')
    first.report(0.2, 'a')
    first.span(0.5, 1).report(0.5, 'b')
    first.report(0.1, 'c')
    second.report(2, 'c')
    expect(told).toEqual([
      [0, 'a'],
      [0.25, 'a'],
      [0.375, 'b'],
      [0.375, 'c'],
      [1, 'c'],
    ])
  })

  it('does not flood: small steps with the same words are left out', () => {
    const told: number[] = []
    const progress = createProgress((fraction) => told.push(fraction))
    for (let i = 0; i <= 100000; i++) progress.report(i / 100000, 'a')
    expect(told.length).toBeLessThan(210)
    expect(told.at(-1)).toBe(1)
  })
})

describe('createStopwatch', () => {
  it('adds up each stage, promises until they settle, failures too', async () => {
    let time = 0
    const watch = createStopwatch(() => time)
    watch.measure('mask', () => {
      time += 3
    })
    await watch.measure('engine', async () => {
      await Promise.resolve()
      time += 5
    })
    const failing = watch.measure('engine', async () => {
      time += 7
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(() =>
      watch.measure('mask', () => {
        time += 1
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(watch.times).toEqual({ mask: 4, engine: 12 })
    expect(watch.total()).toBe(16)
  })
})
