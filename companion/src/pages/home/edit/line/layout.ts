/** Where each fill's patch lies in the picture that is shown: expansions move what was there before. */
import type { Bounds, Extent, Point } from '@inlay/shared'
import { type EditLine, extentAt, type Step, variationOf } from './line.ts'

export interface PlacedPatch {
  readonly step: Step
  /** In pixels of the shown picture. */
  readonly bounds: Bounds
}

export interface Layout {
  readonly extent: Extent
  /** Where the picture as opened lies. */
  readonly original: Bounds
  /** In the order of the steps: later ones lie above. */
  readonly patches: readonly PlacedPatch[]
}

const NOWHERE: Point = { x: 0, y: 0 }

/** How far the corner of the picture after `from` steps lies from that of the one after `to`. */
export const shiftBetween = ({ steps }: EditLine, from: number, to: number): Point =>
  steps.slice(from, to).reduce<Point>(
    ({ x, y }, { report }) => ({
      x: x + (report.expansion?.left ?? 0),
      y: y + (report.expansion?.top ?? 0),
    }),
    NOWHERE,
  )

const moved = (bounds: Bounds, { x, y }: Point): Bounds => ({
  ...bounds,
  left: bounds.left + x,
  top: bounds.top + y,
})

/** @param at how many of the steps are in the picture */
export const layoutAt = (line: EditLine, at: number): Layout => ({
  extent: extentAt(line, at),
  original: moved({ left: 0, top: 0, ...line.extent }, shiftBetween(line, 0, at)),
  patches: line.steps.slice(0, at).flatMap((step, index) => {
    const variation = variationOf(step)
    // Its own expansion is in its report's bounds already.
    return variation === undefined
      ? []
      : { step, bounds: moved(variation.bounds, shiftBetween(line, index + 1, at)) }
  }),
})

/** Smallest share of the picture that a thumbnail shows, so that one knows where one is. */
const LEAST = 0.3
/** How much of the surroundings is shown, as a multiple of the patch. */
const AROUND = 1.6

/** What a thumbnail of a patch shows: the patch with its surroundings, inside the picture. */
export const thumbnailArea = (patch: Bounds, { width, height }: Extent): Bounds => {
  const side = Math.max(
    patch.width * AROUND,
    patch.height * AROUND,
    Math.min(width, height) * LEAST,
  )
  const [across, down] = [Math.min(width, side), Math.min(height, side)]
  const within = (middle: number, length: number, whole: number): number =>
    Math.min(whole - length, Math.max(0, middle - length / 2))
  return {
    left: within(patch.left + patch.width / 2, across, width),
    top: within(patch.top + patch.height / 2, down, height),
    width: across,
    height: down,
  }
}
