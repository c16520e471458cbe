/** A large picture as the stage draws it: its tiles are asked for as they come into sight. */
import { createListeners } from '@inlay/shared'
import type { Tiles } from '../contract.ts'
import type { TilePlace } from './tile-bounds.ts'

/** Tiles kept: twice what a 4K screen shows. */
const MOST = 128

/** @param ask gives a tile; what fails is asked for again when it is next in sight */
export const createTiles = (
  { width, height, base, smaller }: Pick<Tiles, 'width' | 'height' | 'base' | 'smaller'>,
  ask: (place: TilePlace) => Promise<ImageBitmap>,
): Tiles & { close(): void } => {
  /** The one looked at last is the last. */
  const there = new Map<string, ImageBitmap>()
  const asked = new Set<string>()
  const listeners = createListeners()
  let isClosed = false

  const fetch = async (key: string, place: TilePlace): Promise<void> => {
    asked.add(key)
    try {
      const tile = await ask(place)
      if (isClosed) {
        tile.close()
        return
      }
      there.set(key, tile)
      for (const [oldest, { close }] of [...there].slice(0, -MOST)) {
        close.call(there.get(oldest))
        there.delete(oldest)
      }
      listeners.tell()
    } catch (error) {
      // The worker has no memory for it just now, or was ended: the base is shown.
      if (!isClosed) console.warn(error)
    } finally {
      asked.delete(key)
    }
  }

  return {
    width,
    height,
    base,
    smaller,
    tile: (level, across, down) => {
      const key = `${level} ${across} ${down}`
      const tile = there.get(key)
      if (tile === undefined) {
        if (!asked.has(key) && !isClosed) void fetch(key, { level, across, down })
        return undefined
      }
      there.delete(key)
      there.set(key, tile)
      return tile
    },
    subscribe: listeners.subscribe,
    close: () => {
      isClosed = true
      for (const tile of there.values()) tile.close()
      there.clear()
      for (const one of [base, ...smaller]) one.close()
    },
  }
}
