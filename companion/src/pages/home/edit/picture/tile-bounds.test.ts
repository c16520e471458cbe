/** Tiles cover what is looked at, once, and no pixel that is not there. */
import { boundsIntersect, boundsOf } from '@inlay/shared'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TILE_SIDE, tileBounds, tilesOver } from './tile-bounds.ts'

it('cover a part of a picture once and whole', () => {
  const side = fc.integer({ min: 1, max: 9000 })
  const from = fc.integer({ min: -3000, max: 9000 })
  const part = fc.record({ left: from, top: from, width: side, height: side })
  fc.assert(
    fc.property(side, side, part, fc.integer({ min: 0, max: 4 }), (width, height, seen, level) => {
      const inside = boundsIntersect(seen, boundsOf({ width, height }))
      const places = tilesOver({ width, height }, seen, level)
      const covered = places.map((place) => {
        const tile = tileBounds({ width, height }, place)
        expect(boundsIntersect(tile.source, boundsOf({ width, height }))).toEqual(tile.source)
        expect(Math.max(tile.width, tile.height)).toBeLessThanOrEqual(TILE_SIDE)
        expect(Math.min(tile.width, tile.height)).toBeGreaterThan(0)
        const shown = boundsIntersect(tile.source, seen)
        return shown === null ? 0 : shown.width * shown.height
      })
      const area = covered.reduce((sum, one) => sum + one, 0)
      expect(area).toBe(inside === null ? 0 : inside.width * inside.height)
      expect(covered).not.toContain(0)
    }),
  )
})
