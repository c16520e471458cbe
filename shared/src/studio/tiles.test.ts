/** A mask in tiles is the same mask, whatever was done to it, and its earlier states stay. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskBounds } from '../mask/bounds.ts'
import { paintStroke } from '../mask/brush.ts'
import { unionMasks } from '../mask/values.ts'
import {
  createHalved,
  cropHalved,
  cropTiles,
  halvedExtent,
  invertTiles,
  paintTiles,
  rowsOf,
  TILE,
  tiledBounds,
  tilesIn,
  uniformTiles,
  uniteTiles,
} from './tiles.ts'

const flat = (width: number, height: number) => ({
  width,
  height,
  data: new Uint8Array(width * height),
})
/** How many values differ; comparing by `toEqual` takes seconds. */
const differing = (a: Uint8Array, b: Uint8Array): number =>
  a.length === b.length ? a.reduce((sum, value, i) => sum + Number(value !== b[i]), 0) : Infinity
const whole = { left: 0, top: 0 }
const side = fc.integer({ min: 1, max: 600 })
const dot = fc.record({
  x: fc.integer({ min: -20, max: 620 }),
  y: fc.integer({ min: -20, max: 620 }),
  size: fc.integer({ min: 1, max: 90 }),
  erase: fc.boolean(),
})

const strokeOf = ({
  x,
  y,
  size,
  erase,
}: {
  x: number
  y: number
  size: number
  erase: boolean
}) => ({
  ...{ erase, size, hardness: 0.5 },
  points: [
    { x, y, pressure: 1 },
    { x: x + 40, y: y + 9, pressure: 0.5 },
  ],
})
const reach = ({ x, y, size }: { x: number; y: number; size: number }) => ({
  left: x - size - 2,
  top: y - size - 2,
  width: 44 + 2 * size,
  height: 14 + 2 * size,
})

describe('a mask in tiles', () => {
  it('is painted, united, inverted and cut as a whole one is', () => {
    fc.assert(
      fc.property(
        side,
        side,
        fc.array(dot, { minLength: 1, maxLength: 4 }),
        (width, height, dots) => {
          const plain = flat(width, height)
          let tiled = uniformTiles({ width, height })
          const states = [tiled]
          for (const one of dots) {
            paintStroke({ ...plain, scale: 1 }, strokeOf(one))
            tiled = paintTiles(tiled, reach(one), (part) => void paintStroke(part, strokeOf(one)))
            states.push(tiled)
          }
          const box = { ...whole, width, height }
          expect(differing(cropTiles(tiled, box).data, plain.data)).toBe(0)
          expect(tiledBounds(tiled)).toEqual(maskBounds(plain))
          expect(tiledBounds(states[0]!)).toBeNull()
          const inverted = plain.data.map((value) => 255 - value)
          expect(differing(cropTiles(invertTiles(tiled), box).data, inverted)).toBe(0)
          const other = { width, height, data: plain.data.map((_, i) => (i * 7919) & 255) }
          const united = cropTiles(uniteTiles(tiled, other), box).data
          expect(differing(united, unionMasks(plain, other).data)).toBe(0)
          const rows = rowsOf(tiled, height >> 1, 1)
          expect(rows).toEqual(
            plain.data.subarray((height >> 1) * width, ((height >> 1) + 1) * width),
          )
        },
      ),
      { numRuns: 25 },
    )
  })

  it('holds tiles that nothing happened to once', () => {
    const before = uniformTiles({ width: 4 * TILE, height: 3 * TILE + 5 })
    const after = paintTiles(before, { left: 300, top: 10, width: 9, height: 9 }, ({ data }) => {
      data[0] = 9
    })
    expect(after.tiles.filter((tile, i) => tile !== before.tiles[i])).toHaveLength(1)
    expect(new Set(invertTiles(before).tiles).size).toBe(2)
    expect(tilesIn(before, { left: -50, top: -50, width: 51, height: 51 })).toEqual([0])
    expect(tilesIn(before, { left: -50, top: -50, width: 50, height: 50 })).toEqual([])
  })

  it('is smaller by halves, its mean kept, and cut from there as well', () => {
    const level = fc.integer({ min: 0, max: 4 })
    fc.assert(
      fc.property(side, side, dot, level, (width, height, one, times) => {
        const extent = { width, height }
        const tiled = paintTiles(uniformTiles(extent), reach(one), (part) => {
          paintStroke(part, strokeOf({ ...one, erase: false }))
        })
        const small = halvedExtent(extent, times)
        const halved = createHalved()
        const all = cropHalved(tiled, { ...whole, ...small }, times, halved)
        if (times === 0) {
          expect(differing(all.data, cropTiles(tiled, { ...whole, ...extent }).data)).toBe(0)
        }
        const box = { left: -3, top: 2, width: small.width, height: small.height }
        const part = cropHalved(tiled, box, times, halved)
        const there = part.data.map((_, i) => {
          const [x, y] = [(i % box.width) - 3, Math.floor(i / box.width) + 2]
          return x >= 0 && y < small.height ? all.data[y * small.width + x]! : 0
        })
        expect(differing(part.data, there)).toBe(0)
        const full = uniformTiles(extent, 255)
        const { data } = cropHalved(full, { ...whole, ...small }, times, halved)
        expect(data.filter((value) => value !== 255)).toHaveLength(0)
      }),
      { numRuns: 20 },
    )
  })
})
