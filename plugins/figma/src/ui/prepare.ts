/** What is handed to the companion for one picture: what a fill needs of it, and the mask of that. */
import {
  type Bounds,
  boundsBottom,
  boundsOf,
  boundsRight,
  cropMask,
  extentArea,
  type FillRequestInput,
  InlayError,
  type Margins,
  maskBounds,
  neededForExpansion,
  neededForMask,
} from '@inlay/shared'
import type { MaskKind, Prepared } from '@inlay/shared/panel'
import { gridOf, isBlank, type MaskGrid } from '@inlay/shared/studio'
import { wholePixels } from '../geometry/tidy.ts'
import type { Capture, Target } from '../messages.ts'
import { takeNeeded, wholeImage } from './needed.ts'
import { inSlices } from './pixels/breathe.ts'
import { drawHoles } from './pixels/holes.ts'
import { clipBy, drawPieces } from './pixels/pieces.ts'

/** How the mask of one picture is made. */
export interface MaskPlan {
  readonly kind: MaskKind
  /** Painted and clicked; needed for those kinds. */
  readonly painted?: (signal?: AbortSignal) => Promise<MaskGrid>
}

/** @throws InlayError mask_empty */
export const maskOf = async (
  capture: Capture,
  { kind, painted }: MaskPlan,
  signal?: AbortSignal,
): Promise<MaskGrid> => {
  const { width, height } = capture
  const isPainted = kind === 'brush' || kind === 'click'
  const grid = isPainted && painted !== undefined ? await painted(signal) : gridOf(width, height)
  if (kind === 'empty') await drawHoles(grid, await wholeImage(capture, signal))
  else if (!isPainted) await drawPieces(grid, capture.mask)
  await clipBy(grid, capture.clip)
  await keepWithin(grid, wholePixels(capture.target.seen))
  if (isBlank(grid)) throw new InlayError('mask_empty')
  return grid
}

/** What is not seen of a picture is not to be filled: nobody would see that either. */
const keepWithin = ({ data, width, height }: MaskGrid, seen: Bounds): Promise<void> =>
  inSlices(height, (y) => {
    const isOutside = y < seen.top || y >= boundsBottom(seen)
    const row = y * width
    data.fill(0, row, row + (isOutside ? width : Math.max(0, seen.left)))
    data.fill(0, row + Math.min(width, boundsRight(seen)), row + width)
  })

type Settings = Omit<FillRequestInput, 'image' | 'mask' | 'expand'>

/**
 * A picture with a mask, for remove and fill.
 * @throws InlayError mask_empty
 */
export const prepareMasked = async (
  capture: Capture,
  mask: MaskGrid,
  settings: Settings,
  signal?: AbortSignal,
): Promise<Prepared> => {
  const painted = maskBounds(mask)
  if (painted === null) throw new InlayError('mask_empty')
  const wanted = neededForMask(painted, boundsOf(capture), settings)
  const { image, area, isCut } = await takeNeeded(capture, wanted, extentArea(painted), signal)
  const { width, height, data } = isCut ? cropMask(mask, area) : mask
  return {
    request: {
      ...settings,
      image: { kind: 'encoded', part: 'image' },
      mask: { kind: 'raw', part: 'mask', width, height, channels: 1 },
    },
    parts: { image, mask: new Uint8Array(data) },
    target: targetOf(capture, isCut ? area : undefined),
  }
}

/** A picture that grows by these margins; with none, its see-through parts are filled. */
export const prepareExpanded = async (
  capture: Capture,
  margins: Margins,
  settings: Settings,
  signal?: AbortSignal,
): Promise<Prepared> => {
  const isLarger = hasMargins(margins)
  const wanted = isLarger ? neededForExpansion(capture, margins) : boundsOf(capture)
  const { image, area, isCut } = await takeNeeded(capture, wanted, 0, signal)
  return {
    request: {
      ...settings,
      image: { kind: 'encoded', part: 'image' },
      ...(isLarger ? { expand: { ...margins } } : {}),
    },
    parts: { image },
    target: targetOf(capture, isCut ? area : undefined),
  }
}

const targetOf = ({ target }: Capture, sent: Bounds | undefined): Target =>
  sent === undefined ? target : { ...target, sent }

export const hasMargins = ({ left, top, right, bottom }: Margins): boolean =>
  left + top + right + bottom > 0
