import { describe, expect, it } from 'vitest'
import type { RepairRow } from '../run-repair.ts'
import { repairVerdicts } from './speed-verdicts.ts'

const row = (more: Partial<RepairRow>): RepairRow => ({
  name: '4 MP scratches',
  group: '4 MP',
  holePixels: 1,
  engine: 80,
  pipeline: 95,
  telea: 250,
  distance: 0.3,
  teleaDistance: 0.5,
  ...more,
})

describe('repairVerdicts', () => {
  it('asks every size for its time, and the worst row for its distance', () => {
    const rows = [
      row({ group: '512x512', name: '512x512 scratches', engine: 20 }),
      row({ engine: 130 }),
      row({ name: '4 MP text', engine: 900, distance: 0.6 }),
    ]
    const verdicts = repairVerdicts(rows)
    expect(verdicts.map(({ met }) => met)).toEqual([true, false, false])
    expect(verdicts[2]?.measured).toBe('1.20×')
  })

  it('says nothing of what was not measured', () => {
    const [, distance] = repairVerdicts([row({ distance: undefined })])
    expect(distance?.met).toBeUndefined()
  })
})
