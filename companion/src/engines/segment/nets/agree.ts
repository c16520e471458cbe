/** How well a mask keeps to what was asked: points in, points out, the box. */
import type { PixelImage } from '@inlay/shared'
import type { Plane } from '../../neural/planes.ts'
import type { Prompt } from '../prompt.ts'

type Size = Pick<PixelImage, 'width' | 'height'>

/** The mask (0..1, over the whole picture) at a point of the picture. */
export const valueAt = (
  { width, height, data }: Plane,
  image: Size,
  { x, y }: { readonly x: number; readonly y: number },
): number => {
  const column = Math.min(width - 1, Math.floor((x / image.width) * width))
  const row = Math.min(height - 1, Math.floor((y / image.height) * height))
  return data[row * width + column]!
}

/** Points broken: each point in that is not selected, and each point out that is. */
export const pointsBroken = (plane: Plane, image: Size, { points }: Prompt): number =>
  points.filter((point) => valueAt(plane, image, point) > 0.5 !== (point.label === 'in')).length

/** Intersection over union with the box, 0..1; 1 without a box. */
export const boxAgreement = (plane: Plane, image: Size, { box }: Prompt): number => {
  if (box === undefined) return 1
  const across = plane.width / image.width
  const down = plane.height / image.height
  const left = box.left * across
  const right = (box.left + box.width) * across
  const top = box.top * down
  const bottom = (box.top + box.height) * down
  let both = 0
  let selected = 0
  for (let y = 0; y < plane.height; y++) {
    for (let x = 0; x < plane.width; x++) {
      if (plane.data[y * plane.width + x]! <= 0.5) continue
      selected++
      const [u, v] = [x + 0.5, y + 0.5]
      if (u >= left && u < right && v >= top && v < bottom) both++
    }
  }
  const boxed = (right - left) * (bottom - top)
  return both / Math.max(1, boxed + selected - both)
}
