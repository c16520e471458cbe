import { describe, expect, it } from 'vitest'
import { keepLine, readKept } from './kept.ts'
import { createShelf } from './shelf.ts'
import { lineOf, stepOn, storageOf } from './steps.fixture.ts'

const extent = { width: 40, height: 30 }

describe('lines put aside', () => {
  const [first, second] = [lineOf(extent, [{}, {}]), lineOf(extent, [{}])]
  const shelfOf = () => {
    const storage = storageOf()
    let time = 10
    return { storage, shelf: createShelf(storage, () => time++) }
  }
  const blob = new Blob(['a picture'])

  it('are listed newest first, without the one that is shown', () => {
    const { storage, shelf } = shelfOf()
    keepLine(storage, first, 1)
    keepLine(storage, second, 2)
    const untouched = lineOf(extent, [])
    shelf.put({ line: untouched, blob, painted: undefined })
    const keys = (shown?: string) => shelf.recents(shown, new Set()).map(({ key }) => key)
    expect(keys()).toEqual([untouched.key, second.key, first.key])
    expect(keys(second.key)).toEqual([untouched.key, first.key])
    expect(shelf.recents(undefined, new Set([first.key])).at(-1)).toEqual({
      ...{ key: first.key, name: 'photo.jpg', count: 2, changed: 1, blob: undefined },
      ...{ shown: { id: first.steps[1]?.id, chosen: 0 }, isFilling: true },
    })
    shelf.drop(untouched.key)
    shelf.drop(first.key)
    expect(keys()).toEqual([second.key])
    expect(shelf.held(untouched.key)).toBeUndefined()
  })

  it('take in a fill that comes late, once, and only where nothing has to be asked', () => {
    const { storage, shelf } = shelfOf()
    keepLine(storage, first, 1)
    shelf.put({ line: first, blob, painted: { png: blob, grow: 1, feather: 2 } })
    const ids = () => readKept(storage).lines[0]?.steps.map(({ id }) => id)
    const [one, two] = first.steps.map(({ id }) => id)
    const [step, again, late] = [stepOn(extent), stepOn(extent), stepOn(extent)]
    for (let i = 0; i < 2; i++) {
      shelf.arrived(first.key, step, { index: 2, isAgain: false })
      expect(ids()).toEqual([one, two, step.id])
      expect(shelf.held(first.key)).toMatchObject({ painted: undefined, line: { at: 3 } })
    }
    shelf.arrived(first.key, again, { index: 2, isAgain: true })
    expect(ids()).toEqual([one, two, again.id])
    // Those after it would have to be made again first, which a person is asked for.
    shelf.arrived(first.key, late, { index: 0, isAgain: true })
    expect(ids()).toEqual([one, two, again.id])
    expect(shelf.held(first.key)?.line.steps.map(({ id }) => id)).toEqual([one, two, again.id])
  })
})
