import { describe, expect, it } from 'vitest'
import { keepLine, readKept } from './kept.ts'
import { lineOf } from './steps.fixture.ts'

const storageOf = (): Storage & { readonly all: Map<string, string> } => {
  const all = new Map<string, string>()
  return {
    all,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
    clear: () => all.clear(),
    key: () => null,
    get length() {
      return all.size
    },
  }
}

describe('what the browser keeps of a line', () => {
  const line = lineOf({ width: 40, height: 30 }, [{ prompt: 'a secret boat' }, { variations: 2 }])

  it('comes back, and holds neither prompts nor pictures', () => {
    const storage = storageOf()
    keepLine(storage, line)
    expect(readKept(storage)).toEqual({
      name: 'photo.jpg',
      extent: { width: 40, height: 30 },
      steps: line.steps.map(({ id }) => ({ id, chosen: 0 })),
      at: 2,
    })
    expect([...storage.all.values()].join()).not.toContain('secret')
  })

  it('is forgotten when told, and nothing when spoilt', () => {
    const storage = storageOf()
    expect(readKept(storage)).toBeUndefined()
    keepLine(storage, line)
    const [key = ''] = storage.all.keys()
    for (const spoilt of ['{', '[]', '{"name":1}', JSON.stringify({ ...line, at: -1 })]) {
      storage.setItem(key, spoilt)
      expect([spoilt, readKept(storage)]).toEqual([spoilt, undefined])
    }
    keepLine(storage, undefined)
    expect(storage.length).toBe(0)
  })
})
