/**
 * First colours for a hole, layer by layer from its rim (Newson 2014, section 2.4): the patches of a
 * layer are searched by their known pixels only, and the layer is coloured before the next begins.
 */
import { A_PARTIAL, A_SELECT, ACTIVE, FRESH, PENDING, TARGET } from './constants.ts'
import type { LevelPlan } from './layout.ts'
import type { Tuning } from './tuning.ts'

export interface OnionTools {
  readonly bytes: Uint8Array
  /** Sets a phase argument. */
  put(offset: number, value: number): void
  /** Search passes over the pixels selected by A_SELECT. */
  search(passes: number): void
  /** Colours the pixels selected by A_SELECT. */
  vote(): void
}

/** Indices (y * stride + x) of the level's hole pixels that have no colour yet. */
const freshPixels = (bytes: Uint8Array, level: LevelPlan): Int32Array => {
  const found: number[] = []
  for (let y = level.top; y < level.top + level.boxHeight; y++) {
    const row = y * level.stride
    for (let x = level.left; x < level.left + level.boxWidth; x++) {
      if ((bytes[level.flags + row + x]! & FRESH) !== 0) found.push(row + x)
    }
  }
  return Int32Array.from(found)
}

/** Colours every fresh pixel of a level that can be reached; its entries and colours are then full. */
export const peelOnion = (
  level: LevelPlan,
  radius: number,
  tuning: Tuning,
  tools: OnionTools,
): void => {
  const { bytes } = tools
  const { stride, flags } = level
  tools.put(A_PARTIAL, 1)
  searchRim(level, tuning, tools)
  let fresh = freshPixels(bytes, level)
  while (fresh.length > 0) {
    const layer = fresh.filter((at) => touchesKnown(bytes, level, at))
    if (layer.length === 0) break
    for (const at of layer) {
      const x = Math.min(Math.max(at % stride, radius), level.width - 1 - radius)
      const y = Math.min(Math.max(Math.floor(at / stride), radius), level.height - 1 - radius)
      const centre = flags + y * stride + x
      bytes[centre] = bytes[centre]! | ACTIVE
      bytes[flags + at] = bytes[flags + at]! | PENDING
    }
    tools.put(A_SELECT, ACTIVE)
    tools.search(tuning.onionPasses)
    tools.put(A_SELECT, PENDING)
    tools.vote()
    const left = fresh.filter((at) => (bytes[flags + at]! & FRESH) !== 0)
    clear(bytes, level, ACTIVE | PENDING)
    if (left.length === fresh.length) break
    fresh = left
  }
  tools.put(A_PARTIAL, 0)
}

/** Entries for the targets whose own pixel is known. */
const searchRim = (level: LevelPlan, tuning: Tuning, tools: OnionTools): void => {
  const { bytes } = tools
  for (let y = level.top; y < level.top + level.boxHeight; y++) {
    const row = level.flags + y * level.stride
    for (let at = row + level.left; at < row + level.left + level.boxWidth; at++) {
      if ((bytes[at]! & (TARGET | FRESH)) === TARGET) bytes[at] = bytes[at]! | ACTIVE
    }
  }
  tools.put(A_SELECT, ACTIVE)
  tools.search(tuning.onionPasses)
  clear(bytes, level, ACTIVE)
}

const clear = (bytes: Uint8Array, level: LevelPlan, bits: number): void => {
  for (let y = level.top; y < level.top + level.boxHeight; y++) {
    const row = level.flags + y * level.stride
    for (let at = row + level.left; at < row + level.left + level.boxWidth; at++) {
      bytes[at] = bytes[at]! & ~bits
    }
  }
}

const touchesKnown = (bytes: Uint8Array, level: LevelPlan, at: number): boolean => {
  const x = at % level.stride
  const y = Math.floor(at / level.stride)
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      if (x + dx < 0 || y + dy < 0 || x + dx >= level.width || y + dy >= level.height) continue
      if ((bytes[level.flags + at + dy * level.stride + dx]! & FRESH) === 0) return true
    }
  }
  return false
}
