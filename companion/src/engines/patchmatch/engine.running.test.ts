/** The engine while it works and after: progress, previews, cancelling, and the threads it holds. */
import type { PixelImage } from '@inlay/shared'
import { z } from '@inlay/shared/zod'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../engine.ts'
import { createPatchMatchEngine } from './engine.ts'
import { box, fillWith, inputOf, maskOf, noise, picture, quietHooks } from './testing/pictures.ts'

const Report = z.object({ workers: z.array(z.unknown()) })

const engine = createPatchMatchEngine({ threads: 2 })
afterAll(() => engine.dispose())

describe('while it works', () => {
  const image = picture(700, 700, 3, (x, y, c) => noise(x >> 3, y >> 3, c))
  const hole = maskOf(700, 700, box(150, 150, 400, 400))

  it('reports progress that never falls and ends at 1', async () => {
    const fractions: number[] = []
    await engine.fill(
      inputOf(image, hole),
      quietHooks({ onProgress: (fraction) => fractions.push(fraction) }),
    )
    expect(fractions.length).toBeGreaterThan(5)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
    expect(fractions[0]).toBe(0)
  })

  it('shows the coarse levels to those who listen', async () => {
    const previews: PixelImage[] = []
    await engine.fill(inputOf(image, hole), quietHooks({ onPreview: (p) => previews.push(p) }))
    expect(previews.length).toBeGreaterThan(1)
    for (const preview of previews) {
      expect(preview.data.length).toBe(preview.width * preview.height * preview.channels)
    }
    expect(previews.at(-1)!.width).toBeGreaterThan(previews[0]!.width)
  })

  it.each([0, 1, 20, 60])('stops when cancelled after %i ms, and works again', async (after) => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), after)
    // So large that it takes seconds, however fast the machine.
    const wide = inputOf(
      picture(1600, 1600, 3, noise),
      maskOf(1600, 1600, box(200, 200, 1200, 1200)),
    )
    const cancelled = engine.fill(wide, quietHooks({ signal: stop.signal }))
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    const small = picture(40, 40, 3, () => 9)
    const filled = await fillWith(engine, small, maskOf(40, 40, box(9, 9, 9, 9)))
    expect(filled.data).toEqual(small.data)
  })

  it('refuses at once when cancelled before', async () => {
    const failure = engine.fill(inputOf(image, hole), quietHooks({ signal: AbortSignal.abort() }))
    await expect(failure).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('takes fills in turn', async () => {
    const pictures = [10, 20, 30].map((v) => picture(64, 64, 1, () => v))
    const small = maskOf(64, 64, box(20, 20, 20, 20))
    const filled = await Promise.all(pictures.map((p) => fillWith(engine, p, small)))
    expect(filled.map((p) => p.data)).toEqual(pictures.map((p) => p.data))
  })
})

describe('what it holds', () => {
  // Its own would go when idle, in the middle of the counting.
  beforeAll(() => engine.dispose())

  /**
   * Living worker threads, as Node's own diagnostic report lists them. Asked again until it fits: on
   * a busy machine a small fill is over before its last thread has come up.
   */
  const threads = (): number => {
    const report: unknown = process.report.getReport()
    return Report.parse(report).workers.length
  }

  const IDLE = 60_000
  // It rests until the test says so: a machine too busy to look in time would miss a short rest.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const laterThreads = (): number => {
    vi.advanceTimersByTime(IDLE)
    return threads()
  }

  const once = async (other: Engine): Promise<void> => {
    await fillWith(other, picture(64, 64, 3, noise), maskOf(64, 64, box(20, 20, 20, 20)))
  }

  it('gives back its threads when disposed, and works again after', async () => {
    const before = threads()
    const other = createPatchMatchEngine({ threads: 3 })
    await once(other)
    await expect.poll(threads).toBe(before + 3)
    await other.dispose()
    await expect.poll(threads).toBe(before)
    await once(other)
    await other.dispose()
    await expect.poll(threads).toBe(before)
  })

  it('starts its threads when warmed up, and gives them back when no fill comes', async () => {
    const before = threads()
    const other = createPatchMatchEngine({ threads: 2, idle: IDLE })
    other.warmUp?.()
    await expect.poll(threads).toBe(before + 2)
    await expect.poll(laterThreads).toBe(before)
    await once(other)
    await other.dispose()
  })

  it('gives back its threads after a cancelled fill too', async () => {
    const before = threads()
    const other = createPatchMatchEngine({ threads: 2, idle: IDLE })
    const stop = new AbortController()
    const wide = inputOf(picture(400, 400, 3, noise), maskOf(400, 400, box(50, 50, 300, 300)))
    const hooks = quietHooks({ signal: stop.signal, onProgress: () => stop.abort() })
    await expect(other.fill(wide, hooks)).rejects.toMatchObject({ code: 'cancelled' })
    await expect.poll(laterThreads).toBe(before)
  })

  it('gives back its threads when idle', async () => {
    const before = threads()
    const other = createPatchMatchEngine({ threads: 2, idle: IDLE })
    await once(other)
    await expect.poll(threads).toBe(before + 2)
    await expect.poll(laterThreads).toBe(before)
  })
})
