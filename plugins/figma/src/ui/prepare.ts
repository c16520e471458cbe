/** What is handed to the companion for one picture: its bytes as they are, and the mask at its own size. */
import { type FillRequestInput, InlayError, type Margins } from '@inlay/shared'
import type { MaskKind, Prepared } from '@inlay/shared/panel'
import { gridOf, isBlank, type MaskGrid } from '@inlay/shared/studio'
import type { Capture } from '../messages.ts'
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
  if (kind === 'empty') await drawHoles(grid, capture.image)
  else if (!isPainted) await drawPieces(grid, capture.mask)
  await clipBy(grid, capture.clip)
  if (isBlank(grid)) throw new InlayError('mask_empty')
  return grid
}

/** A picture with a mask, for remove and fill. */
export const prepareMasked = (
  capture: Capture,
  mask: MaskGrid,
  settings: Omit<FillRequestInput, 'image' | 'mask' | 'expand'>,
): Prepared => ({
  request: {
    ...settings,
    image: { kind: 'encoded', part: 'image' },
    mask: { kind: 'raw', part: 'mask', width: mask.width, height: mask.height, channels: 1 },
  },
  parts: { image: new Uint8Array(capture.image), mask: mask.data },
  target: capture.target,
})

/** A picture that grows by these margins; with none, its see-through parts are filled. */
export const prepareExpanded = (
  capture: Capture,
  margins: Margins,
  settings: Omit<FillRequestInput, 'image' | 'mask' | 'expand'>,
): Prepared => ({
  request: {
    ...settings,
    image: { kind: 'encoded', part: 'image' },
    ...(hasMargins(margins) ? { expand: { ...margins } } : {}),
  },
  parts: { image: new Uint8Array(capture.image) },
  target: capture.target,
})

export const hasMargins = ({ left, top, right, bottom }: Margins): boolean =>
  left + top + right + bottom > 0
