/** Messages are checked at the border, by both sides alike. */
import { describe, expect, it } from 'vitest'
import { parseToHost, parseToPanel, type ToHostInput } from './messages.ts'

const target = {
  version: 1 as const,
  documentId: 'd',
  pageId: '0:1',
  nodeId: '1:2',
  name: 'Photo',
  width: 4,
  height: 3,
  toNode: [1, 0, 0, 1, 0, 0] as [number, number, number, number, number, number],
  nodeToPage: [1, 0, 0, 1, 10, 20] as [number, number, number, number, number, number],
  seen: { left: 0, top: 0.5, width: 4, height: 2 },
  fingerprint: 'f',
}

const apply: ToHostInput = {
  type: 'apply',
  call: 1,
  target,
  tiles: [{ bounds: { left: -1, top: 0, width: 2, height: 2 }, images: [Uint8Array.of(1)] }],
  chosen: 0,
  name: 'a red boat',
  record: { prompt: 'a red boat', seed: 7 },
  as: 'rectangle',
}

describe('messages', () => {
  it('come through as they are, defaults filled in', () => {
    expect(parseToHost(apply)).toEqual({
      ...apply,
      target: { ...target, shapes: [] },
      beyond: false,
      hideShapes: true,
      onPage: false,
    })
    expect(parseToPanel({ type: 'stored', call: 3 })).toEqual({ type: 'stored', call: 3 })
  })

  it.each([
    [{ type: 'apply' }, 'call'],
    [{ ...apply, tiles: [] }, 'tiles'],
    [{ ...apply, tiles: [{ ...apply.tiles[0], images: ['data:'] }] }, 'tiles[0].images[0]'],
    [{ ...apply, target: { ...target, toNode: [1, 0, 0, 1, 0] } }, 'target.toNode'],
    [{ type: 'store', call: 0, key: 'other', value: null }, 'key'],
    [null, 'the message to the host'],
  ])('are refused otherwise, and the field is named', (message, field) => {
    expect(() => parseToHost(message)).toThrow(field)
  })

  it('know no other types', () => {
    expect(() => parseToHost({ type: 'eval' })).toThrow('type')
    expect(() => parseToPanel({ type: 'ready' })).toThrow('type')
  })
})
