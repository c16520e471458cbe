/** A mask as a veil of colour over the picture, kept on a canvas of the mask's own size. */
import type { Bounds } from '@inlay/shared'
import type { MaskGrid } from '@inlay/shared/studio'
import { sheet } from '../pixels/canvas.ts'

/** Seen on skin, sky and grass alike, and none of Figma's own colours. */
const VEIL = [255, 45, 120] as const

/** How much of the picture it hides where the mask is full, 0..255. */
const DENSITY = 150

export interface Overlay {
  readonly canvas: HTMLCanvasElement
  /** Takes over these pixels of the mask; all when not told which. */
  update(box?: Bounds): void
}

export const createOverlay = (grid: MaskGrid): Overlay => {
  const { canvas, context } = sheet(grid.width, grid.height)
  const update = (box: Bounds = { left: 0, top: 0, width: grid.width, height: grid.height }) => {
    const { left, top, width, height } = box
    if (width <= 0 || height <= 0) return
    const pixels = context.createImageData(width, height)
    const { data } = pixels
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = grid.data[(top + y) * grid.width + left + x]!
        const i = (y * width + x) * 4
        data[i] = VEIL[0]
        data[i + 1] = VEIL[1]
        data[i + 2] = VEIL[2]
        data[i + 3] = (value * DENSITY) / 255
      }
    }
    context.putImageData(pixels, left, top)
  }
  update()
  return { canvas, update }
}
