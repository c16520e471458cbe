/** Closes the seam between a fill and its picture: a smooth correction, on the hole only. */
import type { Bounds } from '@inlay/shared'
import { CELL, type Jumps } from './seam/jumps.ts'
import { type Region, spreadMembrane } from './seam/membrane.ts'
import { HOLE, holeBox, type Scene, topOf } from './seam/scene.ts'
import { smoothJumps } from './seam/smooth-jumps.ts'
import { addAlong, axesFor } from './seam/tone-space.ts'

export interface SeamOptions {
  /** Pixels from the edge over which the correction fades; Infinity carries it to the middle. */
  readonly fade?: number
}

/**
 * Gradient-domain closing (Perez, Gangnet & Blake 2003): the fill keeps its own gradients and gains
 * the membrane that lifts its edge to the picture's tone. The edge lies where the mask reaches 0; at
 * the picture's border, and beside pixels that may not be sampled, the membrane is free.
 *
 * The jump to be closed is measured (`measureJumps`), not read off pixel by pixel, so texture is not
 * smeared inward and objects that end at the edge do not bleed (`smoothJumps`). Where the measured
 * jump is nothing, nothing changes.
 *
 * @param scene changed in place, in the hole only
 * @param jumps as measured on the scene as it is now
 * @returns true when something was changed
 */
export const closeSeam = (scene: Scene, jumps: Jumps, options: SeamOptions = {}): boolean => {
  const corrections = smoothJumps(jumps)
  const wanted = wantedAxes(jumps, corrections)
  if (wanted.length === 0) return false
  const cells = cellsOf(scene)
  if (cells === null) return false
  const given = valuesAtAnchors(jumps, corrections, wanted, cells)
  const fade = (options.fade ?? Number.POSITIVE_INFINITY) / CELL
  apply(scene, wanted, cells, spreadMembrane(cells.region, given, { fade }))
  return true
}

/** Axes along which there is something to correct. */
const wantedAxes = ({ axes, count }: Jumps, corrections: Float32Array): number[] => {
  const wanted: number[] = []
  for (let axis = 0; axis < axes; axis++) {
    for (let i = 0; i < count; i++) {
      const correction = corrections[i * axes + axis]!
      if (correction === 0 || Number.isNaN(correction)) continue
      wanted.push(axis)
      break
    }
  }
  return wanted
}

/**
 * The hole in cells of `CELL` pixels: a cell is inside when one of its pixels is. The corrections
 * are smooth over three cells and more, so the membrane is solved on cells and read between them.
 */
interface HoleCells {
  /** The hole's tight box. */
  readonly box: Bounds
  /** First column and row of cells; cells are counted from the window's corner. */
  readonly column: number
  readonly row: number
  readonly region: Region
}

const cellsOf = (scene: Scene): HoleCells | null => {
  const box = holeBox(scene)
  if (box === null) return null
  const column = Math.floor(box.left / CELL)
  const row = Math.floor(box.top / CELL)
  const width = Math.floor((box.left + box.width - 1) / CELL) - column + 1
  const height = Math.floor((box.top + box.height - 1) / CELL) - row + 1
  const inside = new Uint8Array(width * height)
  for (let y = box.top; y < box.top + box.height; y++) {
    const to = (Math.floor(y / CELL) - row) * width - column
    const from = y * scene.picture.width
    for (let x = box.left; x < box.left + box.width; x++) {
      if (scene.kinds[from + x] === HOLE) inside[to + Math.floor(x / CELL)] = 1
    }
  }
  return { box, column, row, region: { width, height, inside } }
}

/** For each wanted axis the correction in every cell that has an anchor; NaN elsewhere. */
const valuesAtAnchors = (
  jumps: Jumps,
  corrections: Float32Array,
  wanted: readonly number[],
  { column, row, region }: HoleCells,
): Float32Array[] =>
  wanted.map((axis) => {
    const given = new Float32Array(region.inside.length).fill(Number.NaN)
    for (let i = 0; i < jumps.count; i++) {
      const x = Math.floor(jumps.x[i]! / CELL) - column
      const y = Math.floor(jumps.y[i]! / CELL) - row
      given[y * region.width + x] = corrections[i * jumps.axes + axis]!
    }
    return given
  })

const apply = (
  scene: Scene,
  wanted: readonly number[],
  cells: HoleCells,
  membranes: readonly Float32Array[],
): void => {
  const { picture, kinds, unit } = scene
  const { width, channels, data } = picture
  const { box } = cells
  const axes = axesFor(channels)
  const most = topOf(scene)
  const step = new Float64Array(channels)
  const reader = cellReader(cells)
  for (let y = box.top; y < box.top + box.height; y++) {
    for (let x = box.left; x < box.left + box.width; x++) {
      const i = y * width + x
      if (kinds[i] !== HOLE) continue
      reader.moveTo(x, y)
      step.fill(0)
      for (let n = 0; n < wanted.length; n++) {
        addAlong(axes[wanted[n]!]!, reader.read(membranes[n]!) * unit, step)
      }
      for (let c = 0; c < channels; c++) {
        const at = i * channels + c
        data[at] = Math.min(most, Math.max(0, Math.round(data[at]! + step[c]!)))
      }
    }
  }
}

/** Reads fields of cells at pixels: bilinear between the middles of those cells that are inside. */
const cellReader = ({ column, row, region }: HoleCells) => {
  const { width, height, inside } = region
  const at = new Int32Array(4)
  const weight = new Float64Array(4)
  return {
    moveTo: (x: number, y: number): void => {
      const u = Math.min(width - 1, Math.max(0, (x + 0.5) / CELL - 0.5 - column))
      const v = Math.min(height - 1, Math.max(0, (y + 0.5) / CELL - 0.5 - row))
      const u0 = Math.floor(u)
      const v0 = Math.floor(v)
      const right = u0 + 1 < width ? 1 : 0
      const below = v0 + 1 < height ? width : 0
      const a = v0 * width + u0
      const b = a + right
      const c = a + below
      const d = c + right
      const wa = inside[a]! * (1 - u + u0) * (1 - v + v0)
      const wb = inside[b]! * (u - u0) * (1 - v + v0)
      const wc = inside[c]! * (1 - u + u0) * (v - v0)
      const wd = inside[d]! * (u - u0) * (v - v0)
      // A hole pixel's own cell is inside and always among the four.
      const sum = wa + wb + wc + wd
      at[0] = a
      at[1] = b
      at[2] = c
      at[3] = d
      weight[0] = wa / sum
      weight[1] = wb / sum
      weight[2] = wc / sum
      weight[3] = wd / sum
    },
    read: (field: Float32Array): number =>
      weight[0]! * field[at[0]!]! +
      weight[1]! * field[at[1]!]! +
      weight[2]! * field[at[2]!]! +
      weight[3]! * field[at[3]!]!,
  }
}
