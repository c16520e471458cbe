/** Closes the seam between a fill and its picture: a smooth correction, on the hole only. */
import { CELL, isEdge, type Jumps } from './seam/jumps.ts'
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
  const box = regionOf(scene)
  if (box === null) return false
  const given = valuesOnEdge(scene, jumps, corrections, wanted, box)
  apply(scene, wanted, box, spreadMembrane(box.region, given, options))
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

/** The hole's tight box within the window. */
interface HoleBox {
  readonly left: number
  readonly top: number
  readonly region: Region
}

const regionOf = (scene: Scene): HoleBox | null => {
  const box = holeBox(scene)
  if (box === null) return null
  const { left, top, width, height } = box
  const inside = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const from = (top + y) * scene.picture.width + left
    for (let x = 0; x < width; x++) {
      if (scene.kinds[from + x] === HOLE) inside[y * width + x] = 1
    }
  }
  return { left, top, region: { width, height, inside } }
}

/** For each wanted axis the correction on every edge pixel, from its cell's anchor; NaN elsewhere. */
const valuesOnEdge = (
  scene: Scene,
  jumps: Jumps,
  corrections: Float32Array,
  wanted: readonly number[],
  { region, left, top }: HoleBox,
): Float32Array[] => {
  const { picture, kinds } = scene
  const { width, height } = picture
  const columns = Math.ceil(width / CELL)
  const cellOf = (x: number, y: number): number =>
    Math.floor(y / CELL) * columns + Math.floor(x / CELL)
  const anchors = new Map<number, number>()
  for (let i = 0; i < jumps.count; i++) anchors.set(cellOf(jumps.x[i]!, jumps.y[i]!), i)
  const given = wanted.map(() => new Float32Array(region.width * region.height).fill(Number.NaN))
  for (let y = 0; y < region.height; y++) {
    for (let x = 0; x < region.width; x++) {
      const at = y * region.width + x
      if (region.inside[at] === 0) continue
      if (!isEdge(kinds, width, height, left + x, top + y)) continue
      const anchor = anchors.get(cellOf(left + x, top + y))
      if (anchor === undefined) continue
      for (let n = 0; n < wanted.length; n++) {
        given[n]![at] = corrections[anchor * jumps.axes + wanted[n]!]!
      }
    }
  }
  return given
}

const apply = (
  scene: Scene,
  wanted: readonly number[],
  { region, left, top }: HoleBox,
  membranes: readonly Float32Array[],
): void => {
  const { picture, unit } = scene
  const { width, channels, data } = picture
  const axes = axesFor(channels)
  const most = topOf(scene)
  const step = new Float64Array(channels)
  for (let y = 0; y < region.height; y++) {
    for (let x = 0; x < region.width; x++) {
      const i = y * region.width + x
      if (region.inside[i] === 0) continue
      step.fill(0)
      for (let n = 0; n < wanted.length; n++) {
        addAlong(axes[wanted[n]!]!, membranes[n]![i]! * unit, step)
      }
      const at = ((top + y) * width + left + x) * channels
      for (let c = 0; c < channels; c++) {
        data[at + c] = Math.min(most, Math.max(0, Math.round(data[at + c]! + step[c]!)))
      }
    }
  }
}
