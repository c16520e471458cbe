import { describe, expect, it } from 'vitest'
import { judgeClock } from './clock.ts'

const NOW = Date.UTC(2026, 10, 23)

describe('judgeClock', () => {
  it('is content where files are from before', () => {
    expect(judgeClock(NOW, 0).state).toBe('ok')
    expect(judgeClock(NOW, NOW + 60_000).state).toBe('ok')
  })

  it('minds a day before Inlay, and files from the future', () => {
    expect(judgeClock(0, 0)).toMatchObject({ code: 'clock_odd', state: 'warning' })
    expect(judgeClock(NOW, NOW + 3600_000)).toMatchObject({ code: 'clock_odd' })
  })
})
