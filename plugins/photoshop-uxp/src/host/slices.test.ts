/** Long loops let others in, whatever a row costs. */
import type { Timers } from '@inlay/shared'
import { describe, expect, it } from 'vitest'
import { bandsOf, eachRow } from './slices.ts'

describe('eachRow', () => {
  it('never goes on for more than a slice and one row', async () => {
    let now = 0
    let began = 0
    let longest = 0
    let pauses = 0
    const timers: Timers = {
      now: () => now,
      after: (_ms, run) => {
        longest = Math.max(longest, now - began)
        pauses++
        queueMicrotask(() => {
          began = now
          run()
        })
        return () => {}
      },
    }
    const rows: number[] = []
    await eachRow(timers, 500, (y) => {
      rows.push(y)
      now += 5
    })
    expect(rows).toEqual(Array.from({ length: 500 }, (_, y) => y))
    expect(longest).toBeLessThanOrEqual(17)
    expect(pauses).toBeGreaterThan(100)
  })

  it('looks after each pause whether it was called off', async () => {
    let now = 0
    const timers: Timers = {
      now: () => now,
      after: (_ms, run) => {
        queueMicrotask(run)
        return () => {}
      },
    }
    let rows = 0
    const row = (): void => {
      now += 20
      rows++
    }
    const check = (): void => {
      if (rows >= 3) throw new Error('called off')
    }
    await expect(eachRow(timers, 100, row, check)).rejects.toThrow('called off')
    expect(rows).toBe(3)
  })
})

describe('bandsOf', () => {
  it('covers every row once, a row at least at a time', () => {
    for (const [width, height, pixels] of [
      [10, 7, 20],
      [5000, 3, 100],
      [4, 1, 4e6],
      [12_000, 8500, 4e6],
    ] as const) {
      const bands = bandsOf(width, height, pixels)
      expect(bands[0]?.from).toBe(0)
      expect(bands.at(-1)?.to).toBe(height)
      bands.slice(1).forEach(({ from }, i) => {
        expect(from).toBe(bands[i]?.to)
      })
      for (const { from, to } of bands) {
        expect(to).toBeGreaterThan(from)
        expect((to - from) * width <= pixels || to - from === 1).toBe(true)
      }
    }
  })
})
