/** A missing edge, as when a canvas is expanded: one side, or two that share a corner. */
import type { Expansion, Mask } from '@inlay/shared'
import type { Random } from '../random.ts'
import { drawBox, emptyMask, type Size } from './draw.ts'

const SIDES = ['left', 'top', 'right', 'bottom'] as const

export interface BorderMask {
  readonly mask: Mask
  /** Pixels missing on each side. */
  readonly expand: Expansion
}

export const borderMask = (size: Size, random: Random): BorderMask => {
  const expand: Expansion = { left: 0, top: 0, right: 0, bottom: 0 }
  const first = random.integer(0, 3)
  const corner = random.chance(0.4)
  const share = corner ? [0.07, 0.1] : [0.1, 0.16]
  for (let i = 0; i < (corner ? 2 : 1); i++) {
    const side = SIDES[(first + i) % 4]!
    const along = side === 'left' || side === 'right' ? size.width : size.height
    expand[side] = Math.round(along * random.between(share[0]!, share[1]!))
  }
  const mask = emptyMask(size)
  drawBox(mask, 0, 0, expand.left, size.height)
  drawBox(mask, size.width - expand.right, 0, expand.right, size.height)
  drawBox(mask, 0, 0, size.width, expand.top)
  drawBox(mask, 0, size.height - expand.bottom, size.width, expand.bottom)
  return { mask, expand }
}
