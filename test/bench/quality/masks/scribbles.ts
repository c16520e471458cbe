/**
 * Thin, medium and thick scribbles by the protocol of LaMa (Suvorov et al. 2022: Places
 * random_{thin,medium,thick}_512): random polylines, and for medium and thick now and then boxes
 * instead; nothing that hides more than half. Lengths are for 512 pixels and scale with the
 * picture's shorter side.
 */
import type { Mask } from '@inlay/shared'
import type { Random } from '../random.ts'
import { coverage, drawBox, drawStroke, emptyMask, type Size } from './draw.ts'

interface Protocol {
  /** How many polylines. */
  readonly times: readonly [number, number]
  readonly maxWidth: number
  readonly maxLength: number
  /** Weight of boxes against polylines (weight 1), and what they look like. */
  readonly boxes?: {
    readonly weight: number
    readonly margin: number
    readonly side: readonly [number, number]
    readonly times: readonly [number, number]
  }
}

const MAX_ANGLE = 4
const MAX_HIDDEN = 0.5

export const SCRIBBLES = {
  thin: { times: [4, 70], maxWidth: 20, maxLength: 100 },
  medium: {
    times: [4, 10],
    maxWidth: 100,
    maxLength: 200,
    boxes: { weight: 0.3, margin: 0, side: [30, 150], times: [1, 5] },
  },
  thick: {
    times: [1, 5],
    maxWidth: 250,
    maxLength: 450,
    boxes: { weight: 0.3, margin: 10, side: [30, 300], times: [1, 4] },
  },
} as const satisfies Record<string, Protocol>

const drawPolylines = (mask: Mask, random: Random, protocol: Protocol, scale: number): void => {
  const times = random.integer(...protocol.times)
  for (let i = 0; i < times; i++) {
    let x = random.integer(0, mask.width - 1)
    let y = random.integer(0, mask.height - 1)
    const bends = random.integer(1, 5)
    for (let j = 0; j < bends; j++) {
      const drawn = 0.01 + random.integer(0, MAX_ANGLE - 1)
      const angle = i % 2 === 0 ? 2 * Math.PI - drawn : drawn
      const length = (10 + random.integer(0, protocol.maxLength - 1)) * scale
      const width = (5 + random.integer(0, protocol.maxWidth - 1)) * scale
      const toX = Math.min(mask.width, Math.max(0, x + length * Math.sin(angle)))
      const toY = Math.min(mask.height, Math.max(0, y + length * Math.cos(angle)))
      drawStroke(mask, { x, y }, { x: toX, y: toY }, width)
      x = toX
      y = toY
    }
  }
}

const drawBoxes = (
  mask: Mask,
  random: Random,
  boxes: NonNullable<Protocol['boxes']>,
  scale: number,
): void => {
  const times = random.integer(...boxes.times)
  const margin = boxes.margin * scale
  for (let i = 0; i < times; i++) {
    const width = random.integer(...boxes.side) * scale
    const height = random.integer(...boxes.side) * scale
    const left = random.between(margin, Math.max(margin, mask.width - margin - width))
    const top = random.between(margin, Math.max(margin, mask.height - margin - height))
    drawBox(mask, Math.round(left), Math.round(top), Math.round(width), Math.round(height))
  }
}

export const scribbleMask = (size: Size, random: Random, protocol: Protocol): Mask => {
  const scale = Math.min(size.width, size.height) / 512
  for (;;) {
    const mask = emptyMask(size)
    const weight = protocol.boxes?.weight ?? 0
    if (protocol.boxes !== undefined && random.chance(weight / (1 + weight))) {
      drawBoxes(mask, random, protocol.boxes, scale)
    } else {
      drawPolylines(mask, random, protocol, scale)
    }
    const hidden = coverage(mask)
    if (hidden > 0 && hidden <= MAX_HIDDEN) return mask
  }
}
