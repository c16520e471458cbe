import { describe, expect, it } from 'vitest'
import { closeLine, forgetLine, keepLine, MOST_LINES, readKept } from './kept.ts'
import type { EditLine } from './line.ts'
import { lineOf, storageOf } from './steps.fixture.ts'

describe('what the browser keeps of lines', () => {
  const extent = { width: 40, height: 30 }
  const line = lineOf(extent, [{ prompt: 'a secret boat' }, { variations: 2 }])
  const keptAs = ({ key, steps }: EditLine, changed: number) => ({
    ...{ key, changed, extent, name: 'photo.jpg', at: steps.length },
    steps: steps.map(({ id }) => ({ id, chosen: 0 })),
  })

  it('comes back, and holds neither prompts nor pictures', () => {
    const storage = storageOf()
    keepLine(storage, line, 5)
    expect(readKept(storage)).toEqual({ open: line.key, lines: [keptAs(line, 5)] })
    expect([...storage.all.values()].join()).not.toContain('secret')
  })

  it('has the one changed last first, once, and no more than it may', () => {
    const storage = storageOf()
    const lines = Array.from({ length: MOST_LINES + 2 }, () => lineOf(extent, [{}]))
    for (const [i, one] of [...lines, line, line].entries()) keepLine(storage, one, i)
    const { open, lines: kept } = readKept(storage)
    expect(open).toBe(line.key)
    expect(kept).toHaveLength(MOST_LINES)
    expect(kept[0]).toEqual(keptAs(line, lines.length + 1))
    expect(kept.map(({ key }) => key)).toEqual(
      [line, ...lines.slice(3).reverse()].map(({ key }) => key),
    )
  })

  it('is closed and forgotten line by line, and nothing is there when it is spoilt', () => {
    const storage = storageOf()
    const other = lineOf(extent, [{}])
    expect(readKept(storage)).toEqual({ open: null, lines: [] })
    keepLine(storage, other, 1)
    keepLine(storage, line, 2)
    closeLine(storage, other.key)
    expect(readKept(storage).open).toBe(line.key)
    closeLine(storage, line.key)
    expect(readKept(storage)).toEqual({ open: null, lines: [keptAs(line, 2), keptAs(other, 1)] })
    const [key = ''] = storage.all.keys()
    const whole = storage.getItem(key) ?? ''
    for (const spoilt of ['{', '[]', '{"open":1}', whole.replace('"at":2', '"at":-1')]) {
      storage.setItem(key, spoilt)
      expect([spoilt, readKept(storage).lines]).toEqual([spoilt, []])
    }
    storage.setItem(key, whole)
    forgetLine(storage, line.key)
    forgetLine(storage, other.key)
    expect(storage.length).toBe(0)
  })
})
