/** What a person does on a picture while it is read anew, or while its selection comes, is kept. */
import { type Client, createClient, type SegmentReport } from '@inlay/shared'
import { DEFAULT_SETTINGS, type Link } from '@inlay/shared/panel'
import { NO_MARGINS } from '@inlay/shared/studio'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Capture, Source } from '../../../plugins/figma/src/messages.ts'
import type { Host } from '../../../plugins/figma/src/ui/host.ts'
import { createMaskDoc } from '../../../plugins/figma/src/ui/mask-doc.ts'
import { createPictures } from '../../../plugins/figma/src/ui/panel/pictures.ts'
import { createSelecting } from '../../../plugins/figma/src/ui/panel/select.ts'
import { createStore, type Store } from '../../../plugins/figma/src/ui/panel/state.ts'
import type { Work } from '../../../plugins/figma/src/ui/works.ts'

/** Pictures that are being read, in order; each comes when the test says so. */
const readings = vi.hoisted((): ((work: Work) => void)[] => [])
vi.mock('../../../plugins/figma/src/ui/works.ts', async (original) => ({
  ...(await original<object>()),
  readWork: () => new Promise((resolve) => readings.push(resolve)),
}))

const [WIDTH, HEIGHT] = [8, 4]
const extent = { width: WIDTH, height: HEIGHT }

const sourceOf = (id: string): Source => ({
  ...{ id, name: id, kind: 'image', ...extent, shapes: 0, maskGroup: false, notes: [] },
})

/** The picture as it is read: another each time, and the same picture while its fingerprint is. */
const workOf = (id: string, fingerprint = 'as it was'): Work => {
  const target: Capture['target'] = {
    ...{ version: 1, documentId: 'd', pageId: '0:1', nodeId: id, name: id, shapes: [], ...extent },
    ...{ toNode: [1, 0, 0, 1, 0, 0], nodeToPage: [1, 0, 0, 1, 0, 0], fingerprint },
    seen: { left: 0, top: 0, ...extent },
  }
  return {
    source: sourceOf(id),
    capture: {
      ...{ image: new Uint8Array(), kind: 'original', profile: 'srgb', ...extent, target },
      ...{ mask: [], over: [], clip: [], notes: [] },
    },
    shown: { ...extent, bitmap: { ...extent, close: () => {} } },
    doc: createMaskDoc(WIDTH, HEIGHT),
    ...{ isHoley: false, given: null, margins: NO_MARGINS, points: [], without: [] },
  }
}

const notAsked = (): never => {
  throw new Error('Not asked for here')
}
const host: Host = {
  start: new Promise(() => {}),
  ...{ onSelection: notAsked, onShown: notAsked, capture: notAsked, apply: notAsked },
  ...{ switchTo: notAsked, store: notAsked, tell: notAsked },
}

const REPORT: SegmentReport = {
  ...{ held: 'h', ...extent, model: 'graph-cut', selected_fraction: 0.5, reused: false },
  ...{ bounds: { left: 0, top: 0, ...extent }, times: {}, total: 1, notes: [] },
}

const stroke = {
  ...{ erase: false, size: 4, hardness: 1 },
  points: [{ x: 2, y: 2, pressure: 1 }],
}

let store: Store
let pictures: ReturnType<typeof createPictures>

const show = (id: string): void =>
  store.change({ selection: { sources: [sourceOf(id)] }, current: 0, work: null })

/** Reads the picture in hand; the answer lets it come. */
const begin = (): ((work: Work) => Promise<void>) => {
  const read = pictures.read()
  const come = readings.pop()
  return async (work) => {
    come?.(work)
    await read
  }
}

beforeEach(() => {
  readings.length = 0
  store = createStore({
    start: {
      ...{ type: 'start', command: 'open', quick: false, parameters: {}, stored: {} },
      ...{ documentId: 'd', canEdit: true, profile: 'srgb', selection: { sources: [] } },
    },
    ...{ language: 'en', languageChoice: null },
    settings: { ...DEFAULT_SETTINGS, mask: 'brush' },
    selection: { sources: [] },
    view: { at: 'edit' },
    link: { at: 'looking' },
    ...{ placed: undefined, current: 0, work: null, jobs: [], painted: 0, isSelecting: false },
    ...{ results: new Map(), refusals: new Map(), paintedIds: new Set() },
    ...{ applying: undefined, misplaced: undefined, toast: undefined },
  })
  pictures = createPictures(store, host, undefined)
  show('a')
})

describe('while the picture is read anew', () => {
  it('a stroke that has begun is painted on, and counts', async () => {
    await begin()(workOf('a'))
    pictures.isStale('a')
    const come = begin()
    const { doc } = pictures.inHand() ?? workOf('none')
    doc.paint(stroke, 0)
    await come(workOf('a'))
    doc.add({ kind: 'stroke', stroke })
    pictures.touched()
    expect(pictures.inHand()?.doc.steps).toHaveLength(1)
    expect([...store.state.paintedIds]).toEqual(['a'])
    // Where it looks another by now, its mask would be another as well.
    pictures.isStale('a')
    await begin()(workOf('a', 'filled otherwise'))
    expect(pictures.inHand()?.doc.steps).toEqual([])
  })

  it('margins that are set stay, and those of before go', async () => {
    await begin()(workOf('a'))
    const set = (margins: typeof NO_MARGINS): void => {
      const work = pictures.inHand()
      if (work !== undefined) pictures.replace({ ...work, margins })
    }
    set({ ...NO_MARGINS, left: 5 })
    pictures.isStale('a')
    const come = begin()
    set({ ...NO_MARGINS, right: 7 })
    const anew = workOf('a')
    await come(anew)
    expect(pictures.inHand()).toMatchObject({ margins: { left: 0, right: 7 } })
    expect(pictures.inHand()?.capture).toBe(anew.capture)
    pictures.isStale('a')
    await begin()(workOf('a'))
    expect(pictures.inHand()).toMatchObject({ margins: NO_MARGINS })
  })
})

describe('while a selection is on its way', () => {
  /** Clicks, and gives what lets the answer of the companion come. */
  const click = async () => {
    store.change({ settings: { ...DEFAULT_SETTINGS, mask: 'click' } })
    await begin()(workOf('a'))
    let answer = (): void => {}
    const selected = new Promise<{ mask: Uint8Array }>((resolve) => {
      answer = () => resolve({ mask: new Uint8Array(WIDTH * HEIGHT).fill(255, 3, 9) })
    })
    const client: Client<AbortSignal> = {
      ...createClient<AbortSignal>({ baseUrl: 'localhost', fetch, randomBytes: notAsked }),
      selector: () => ({ select: () => selected.then((one) => ({ ...one, report: REPORT })) }),
    }
    const link: Link<AbortSignal> = {
      ...{ state: { at: 'looking' }, subscribe: notAsked, client: () => client, look: notAsked },
      ...{ pair: notAsked, type: notAsked, leave: notAsked, openWindow: notAsked },
      ...{ report: notAsked, close: notAsked },
    }
    const { click: press } = createSelecting(store, pictures, link)
    const done = press(1, 1, 'in')
    return async () => {
      answer()
      await done
    }
  }

  it('another picture is looked at: it keeps the stage, the mask goes where it was clicked', async () => {
    const come = await click()
    const first = pictures.inHand()
    show('b')
    await begin()(workOf('b'))
    await come()
    expect(pictures.inHand()?.source.id).toBe('b')
    expect(pictures.inHand()?.doc.isEmpty).toBe(true)
    expect(first?.doc.isEmpty).toBe(false)
    expect([...store.state.paintedIds]).toEqual(['a'])
    expect(store.state.isSelecting).toBe(false)
  })

  it('the picture changes: its old mask is not put on it', async () => {
    const come = await click()
    pictures.isStale('a')
    await begin()(workOf('a', 'filled otherwise'))
    await come()
    expect(pictures.inHand()?.doc.isEmpty).toBe(true)
    expect([...store.state.paintedIds]).toEqual([])
  })
})
