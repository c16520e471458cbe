import { describe, expect, it } from 'vitest'
import { parseSegmentRequest } from './segment-request.ts'

const image = { kind: 'encoded', part: 'picture' } as const

describe('a selection', () => {
  it('gets its defaults', () => {
    expect(parseSegmentRequest({ image, points: [{ x: 1.5, y: 2 }] })).toEqual({
      image,
      points: [{ x: 1.5, y: 2, label: 'in' }],
      subject: false,
      convert: false,
      model: 'auto',
      format: 'png',
    })
  })

  it.each([
    [{ image }, 'Expected a point in, a box or subject for what to select but received nothing'],
    [{ image, points: [{ x: 1, y: 1, label: 'out' }] }, /^Expected a point in/],
    [{ image, subject: true, box: { left: 0, top: 0, width: 1, height: 1 } }, /^Expected either/],
    [{ image, held: crypto.randomUUID(), subject: true }, /^Expected either image or held/],
    [{ image, points: [{ x: -1, y: 1 }] }, 'Expected 0 or more for points[0].x but received -1'],
    [{ image, points: [{ x: 1, y: 1, label: 'maybe' }] }, /^Expected one of "in", "out"/],
    [{ image, box: { left: 0, top: 0, width: 0, height: 1 } }, /box\.width/],
    [{ image, subject: true, mode: 1 }, /no other fields/],
    [{ image, points: Array(65).fill({ x: 1, y: 1 }) }, /64 entries or less/],
  ])('is refused: %j', (value, detail) => {
    expect(() => parseSegmentRequest(value)).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        detail: typeof detail === 'string' ? detail : expect.stringMatching(detail),
      }),
    )
  })

  it('needs a picture, or the id of one', () => {
    expect(() => parseSegmentRequest({ subject: true })).toThrow(
      expect.objectContaining({ code: 'image_missing' }),
    )
  })
})
