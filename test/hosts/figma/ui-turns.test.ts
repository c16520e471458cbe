/**
 * The panel never stands still for 50 ms: no loop over a whole picture or mask goes on without a
 * breath. Time is not measured but made: every look at the clock says that a slice is over, and what
 * is read of the pixels between two breaths is counted.
 */
import { boundsOf } from '@inlay/shared'
import { gridOf } from '@inlay/shared/studio'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Capture } from '../../../plugins/figma/src/messages.ts'
import { createMaskDoc } from '../../../plugins/figma/src/ui/mask-doc.ts'
import { cutPng } from '../../../plugins/figma/src/ui/pixels/cut-png.ts'
import { encodePng } from '../../../plugins/figma/src/ui/pixels/png.ts'
import { maskOf } from '../../../plugins/figma/src/ui/prepare.ts'

const WIDTH = 700
const HEIGHT = 400

const reads = { now: 0, most: 0, breaths: 0 }
const breath = (): void => {
  reads.breaths += 1
  reads.most = Math.max(reads.most, reads.now)
  reads.now = 0
}

/** The same bytes; every one that is read or written is counted. */
const counted = <T extends Uint8Array>(bytes: T): T =>
  new Proxy(bytes, {
    get: (target, key) => {
      if (typeof key === 'string' && /^\d/.test(key)) reads.now += 1
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set: (target, key, value) => {
      reads.now += 1
      return Reflect.set(target, key, value, target)
    },
  })

beforeAll(() => {
  let time = 0
  vi.spyOn(performance, 'now').mockImplementation(() => {
    time += 1000
    return time
  })
  const Channel = globalThis.MessageChannel
  vi.stubGlobal(
    'MessageChannel',
    class extends Channel {
      constructor() {
        super()
        breath()
      }
    },
  )
})
afterAll(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
beforeEach(() => {
  Object.assign(reads, { now: 0, most: 0, breaths: 0 })
})

/** What does not compress (xorshift). */
const noise = (length: number): Uint8Array => {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 24
  })
}

/** Half a mebibyte of pixels takes a few milliseconds. */
const SOME = 1 << 19

const most = (): number => {
  breath()
  return reads.most
}

describe('between two breaths', () => {
  const whole = WIDTH * HEIGHT

  it('a mask is laid on the picture, and turned over, row by row', async () => {
    const doc = createMaskDoc(WIDTH, HEIGHT)
    const mask = new Uint8Array(whole).fill(200, 5000, 9000)
    doc.add({ kind: 'select', mask })
    doc.add({ kind: 'invert' })
    reads.now = 0
    const steps = [{ kind: 'select' as const, mask: counted(mask) }, doc.steps[1]!]
    const { data } = await doc.full(undefined, steps)
    expect([data[0], data[6000]]).toEqual([255, 55])
    expect(most()).toBeLessThanOrEqual(2 * WIDTH)
  })

  it('a mask is kept to what is seen of the picture row by row', async () => {
    const data = new Uint8Array(whole).fill(255)
    const cleared = vi.spyOn(data, 'fill')
    const grid = { ...gridOf(WIDTH, HEIGHT), data }
    const target = { seen: { left: 3, top: 2, width: 50, height: 40 } }
    const capture = lend({ width: WIDTH, height: HEIGHT, clip: [], target })
    await maskOf(capture, { kind: 'brush', painted: async () => grid })
    expect(data.filter((value) => value === 255)).toHaveLength(50 * 40)
    const lengths = cleared.mock.calls.map(([, from = 0, to = whole]) => to - from)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(WIDTH)
    expect(reads.breaths).toBeGreaterThanOrEqual(HEIGHT)
  })

  it('a PNG is written in bands', async () => {
    const data = noise(whole * 4)
    const png = await encodePng({ data: counted(data), width: WIDTH, height: HEIGHT })
    expect(most()).toBeLessThanOrEqual(2 * SOME)
    // And its checksums are made piece by piece.
    expect(longestChunk(png)).toBeLessThan(SOME)
    expect(Buffer.compare(await sharp(png).raw().toBuffer(), data)).toBe(0)
  })

  it('a PNG is cut row by row', async () => {
    const data = noise(whole * 4)
    const png = await encodePng({ data, width: WIDTH, height: HEIGHT })
    reads.breaths = 0
    const cut = await cutPng(png, boundsOf({ width: WIDTH, height: HEIGHT }))
    expect(cut?.bytes.length).toBeGreaterThan(whole)
    expect(reads.breaths).toBeGreaterThanOrEqual(HEIGHT)
  })
})

const longestChunk = (png: Uint8Array): number => {
  const view = new DataView(png.buffer, png.byteOffset, png.length)
  let longest = 0
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    longest = Math.max(longest, view.getUint32(at))
  }
  return longest
}

/** A capture of which only these are asked. */
const lend = (
  part: Pick<Capture, 'width' | 'height' | 'clip'> & { target: Pick<Capture['target'], 'seen'> },
): Capture => ({
  ...{ image: new Uint8Array(), kind: 'export', profile: 'srgb', mask: [], over: [], notes: [] },
  ...part,
  target: {
    ...{ version: 1, documentId: 'd', pageId: '0:1', nodeId: 'p', name: 'Photo', shapes: [] },
    ...{ width: part.width, height: part.height, fingerprint: '' },
    ...{ toNode: [1, 0, 0, 1, 0, 0], nodeToPage: [1, 0, 0, 1, 0, 0], ...part.target },
  },
})
