/**
 * A second pass for windows that were reduced to the model's size: the first answer is enlarged to the
 * crop's own pixels and gone over again from a little noise, which puts detail where enlarging has none.
 */
import { resize } from '../../neural/resample.ts'
import type { Planes } from '../image/planes.ts'
import type { ModelCrop } from './crop.ts'
import type { ModelWindow } from './window.ts'

/** So much of the schedule runs: detail changes, shapes stay. */
export const SECOND_STRENGTH = 0.35

/** Enlargement from which a second pass is worth its time. */
const WORTH = 1.25

/** Most times the first size, along a side: beyond it these models repeat what they see. */
const MOST = 2

/** The window at its own pixels, on the model's grid; undefined where the first pass had them all. */
export const fullSize = (
  { bounds, width, height }: ModelWindow,
  { multiple }: { readonly multiple: number },
): ModelWindow | undefined => {
  const wanted = Math.max(bounds.width / width, bounds.height / height)
  if (wanted < WORTH) return undefined
  const scale = Math.min(wanted, MOST)
  const onGrid = (size: number): number => Math.round((size * scale) / multiple) * multiple
  return { bounds, width: onGrid(width), height: onGrid(height) }
}

/** The crop with what the first pass made in its hole. @param first RGB, 0..1 */
export const withFirstPass = ({ image, mask }: ModelCrop, first: Planes): ModelCrop => {
  const { width, height } = image
  const large = resize(first, width, height)
  const plane = width * height
  const data = image.data.map((value, i) =>
    mask.data[i % plane]! > 0 ? 2 * Math.min(Math.max(large.data[i]!, 0), 1) - 1 : value,
  )
  return { image: { ...image, data }, mask }
}
