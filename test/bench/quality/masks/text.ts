/** Text over a picture: a caption of a few lines, or one word tiled aslant as a watermark. */
import type { Mask } from '@inlay/shared'
import type { Random } from '../random.ts'
import { drawPolyline, emptyMask, type Point, type Size } from './draw.ts'
import { ADVANCE, CAPITAL, CHARACTERS, glyph } from './stroke-font.ts'

/** How a run of text lies on the picture; `unit` is pixels per grid unit of the font. */
interface Placement {
  readonly at: Point
  readonly unit: number
  readonly turn: number
  readonly weight: number
}

const drawText = (mask: Mask, text: string, { at, unit, turn, weight }: Placement): void => {
  const cos = Math.cos(turn)
  const sin = Math.sin(turn)
  Array.from(text).forEach((character, index) => {
    for (const stroke of glyph(character)) {
      const placed = stroke.map((point) => {
        const x = (point.x + index * ADVANCE) * unit
        const y = point.y * unit
        return { x: at.x + x * cos - y * sin, y: at.y + x * sin + y * cos }
      })
      drawPolyline(mask, placed, weight)
    }
  })
}

const word = (random: Random, length: number): string =>
  Array.from({ length }, () => CHARACTERS[random.integer(0, CHARACTERS.length - 1)]).join('')

const caption = (size: Size, random: Random): Mask => {
  const mask = emptyMask(size)
  const scale = Math.min(size.width, size.height) / 512
  const unit = random.between(4, 6) * scale
  const weight = random.between(4, 7) * scale
  const perLine = Math.floor((size.width * 0.9) / (ADVANCE * unit))
  const lines = random.integer(3, 5)
  const leading = CAPITAL * unit * 1.7
  const top = random.between(0.05, 0.95) * (size.height - lines * leading)
  for (let line = 0; line < lines; line++) {
    const at = { x: size.width * 0.05, y: top + line * leading }
    drawText(mask, word(random, perLine), { at, unit, turn: 0, weight })
  }
  return mask
}

const watermark = (size: Size, random: Random): Mask => {
  const mask = emptyMask(size)
  const scale = Math.min(size.width, size.height) / 512
  const unit = random.between(4, 7) * scale
  const weight = random.between(3, 6) * scale
  const turn = random.between(-0.6, -0.3)
  const text = word(random, random.integer(5, 8))
  const stepX = (text.length + 1.5) * ADVANCE * unit
  const stepY = CAPITAL * unit * random.between(2.6, 3.4)
  const reach = Math.hypot(size.width, size.height)
  for (let row = 0, y = -reach / 2; y < reach; y += stepY, row++) {
    for (let x = -reach / 2 + (row % 2) * (stepX / 2); x < reach; x += stepX) {
      drawText(mask, text, { at: { x, y }, unit, turn, weight })
    }
  }
  return mask
}

export const textMask = (size: Size, random: Random): Mask =>
  random.chance(0.5) ? caption(size, random) : watermark(size, random)
