/** Photos of the fixtures, shapes drawn over them by hand, and how well a mask agrees with one. */
import { fileURLToPath } from 'node:url'
import type { Mask, PixelImage } from '@inlay/shared'
import sharp from 'sharp'

export const photo = async (name: string): Promise<PixelImage> => {
  const path = fileURLToPath(new URL(`../../../../../test/fixtures/${name}.png`, import.meta.url))
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: 3, data: new Uint8Array(data) }
}

export type Shape = (x: number, y: number) => boolean

/** `tilt` in degrees, clockwise. */
export const ellipse =
  (cx: number, cy: number, rx: number, ry: number, tilt = 0): Shape =>
  (x, y) => {
    const angle = (tilt * Math.PI) / 180
    const dx = (x - cx) * Math.cos(angle) + (y - cy) * Math.sin(angle)
    const dy = (y - cy) * Math.cos(angle) - (x - cx) * Math.sin(angle)
    return (dx / rx) ** 2 + (dy / ry) ** 2 <= 1
  }

/** By the even-odd rule. */
export const polygon =
  (...corners: readonly (readonly [number, number])[]): Shape =>
  (x, y) =>
    corners.reduce((inside, [x1, y1], i) => {
      const [x2, y2] = corners[(i + 1) % corners.length]!
      const crosses = y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1
      return crosses ? !inside : inside
    }, false)

export const either =
  (...shapes: readonly Shape[]): Shape =>
  (x, y) =>
    shapes.some((shape) => shape(x, y))

/** Intersection over union, 0..1; a soft mask counts where it is at least half. */
export const agreement = ({ width, height, data }: Mask, shape: Shape): number => {
  let both = 0
  let one = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const selected = data[y * width + x]! >= 128
      const meant = shape(x + 0.5, y + 0.5)
      if (selected && meant) both++
      if (selected || meant) one++
    }
  }
  return both / Math.max(1, one)
}
