/**
 * The tray icon as pixels, drawn from shapes at any size: an open square with a tile let into its
 * corner, which is what an inlay is. The tile fills as a fill runs, and says the rest by its form.
 */
import type { TrayLook } from '../messages.ts'

/** The colour of the panel the icon lies on; `either` where the desktop does not tell. */
export type Ground = 'dark' | 'light' | 'either'

export interface IconPixels {
  readonly size: number
  /** RGBA, straight alpha, row by row. */
  readonly rgba: Uint8Array
}

type Colour = readonly [red: number, green: number, blue: number]

const INK: Readonly<Record<Ground, Colour>> = {
  dark: [240, 240, 240],
  light: [38, 38, 38],
  either: [53, 132, 228],
}
/** Seen on both grounds: an amber for what waits for a person. */
const AMBER: Colour = [232, 148, 24]

/** Samples along a side of each pixel. */
const FINE = 4

/** All measures below are parts of the icon's side. */
const FRAME = { from: 0.09, to: 0.91, thick: 0.1, round: 0.2 }
const TILE = { from: 0.42, to: 0.91, round: 0.1 }
const GAP = 0.085
const DOT = { x: 0.73, y: 0.73, radius: 0.25 }

/**
 * @param size pixels along a side, 8..256
 * @param progress 0..1 of the tile that is full while `working`; a tenth at least is drawn
 */
export const drawIcon = (
  look: TrayLook,
  ground: Ground,
  size: number,
  progress = 0,
): IconPixels => {
  const ink = INK[ground]
  const rgba = new Uint8Array(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let frame = 0
      let tile = 0
      for (let sy = 0; sy < FINE; sy++) {
        for (let sx = 0; sx < FINE; sx++) {
          const u = (x + (sx + 0.5) / FINE) / size
          const v = (y + (sy + 0.5) / FINE) / size
          if (inTile(look, u, v, progress)) tile++
          else if (inFrame(look, u, v)) frame++
        }
      }
      const share = tile / FINE ** 2
      const rest = frame / FINE ** 2
      const covered = share + rest
      if (covered === 0) continue
      const colour = look === 'attention' ? AMBER : ink
      const at = (y * size + x) * 4
      for (let c = 0; c < 3; c++) {
        rgba[at + c] = Math.round((colour[c]! * share + ink[c]! * rest) / covered)
      }
      rgba[at + 3] = Math.round(255 * covered)
    }
  }
  return { size, rgba }
}

/** The open square, cut back around the tile so that the two never touch. */
const inFrame = (look: TrayLook, u: number, v: number): boolean => {
  const { from, to, thick, round } = FRAME
  if (!inRounded(u, v, from, to, round)) return false
  if (inRounded(u, v, from + thick, to - thick, round - thick)) return false
  if (look === 'attention') return Math.hypot(u - DOT.x, v - DOT.y) > DOT.radius + GAP
  return !inRounded(u, v, TILE.from - GAP, 1.2, TILE.round + GAP)
}

const inTile = (look: TrayLook, u: number, v: number, progress: number): boolean => {
  if (look === 'attention') return Math.hypot(u - DOT.x, v - DOT.y) <= DOT.radius
  if (!inRounded(u, v, TILE.from, TILE.to, TILE.round)) return false
  const side = TILE.to - TILE.from
  const across = (u - TILE.from) / side
  if (look === 'paused') return across < 0.36 || across > 0.64
  if (look === 'idle') return true
  // An outline that fills from below.
  const full = Math.max(0.1, progress)
  const edge = 0.075
  const isRim = !inRounded(u, v, TILE.from + edge, TILE.to - edge, TILE.round - edge)
  return isRim || (TILE.to - v) / side <= full
}

/** Inside the square from..to on both axes, its corners rounded. */
const inRounded = (u: number, v: number, from: number, to: number, radius: number): boolean => {
  if (u < from || u > to || v < from || v > to) return false
  const round = Math.max(0, radius)
  const dx = Math.max(from + round - u, u - (to - round), 0)
  const dy = Math.max(from + round - v, v - (to - round), 0)
  return Math.hypot(dx, dy) <= round || dx === 0 || dy === 0
}
