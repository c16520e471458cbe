/** A crop as a diffusion model wants it, and its answer back into the crop. */
import type { Bounds, Mask, PixelImage } from '@inlay/shared'
import type { EngineInput } from '../../engine.ts'
import { cutHole, cutPlanes, pastePlanes } from '../../neural/planes.ts'
import { resize, resizeHole, resizeKnown } from '../../neural/resample.ts'
import type { Planes } from '../image/planes.ts'
import type { ModelWindow } from './window.ts'

export interface ModelCrop {
  /** RGB, -1..1. */
  readonly image: Planes
  /** 1 is repainted. */
  readonly mask: Planes
}

/**
 * What the model sees. Colours outside the hole are made of known pixels alone, so that what the
 * user wants gone does not bleed into them where the crop is reduced; those inside are as they are,
 * for runs that start from them. Transparent pixels count as hole: their colour means nothing.
 */
export const cutForModel = (
  { image, hole, known }: Pick<EngineInput, 'image' | 'hole' | 'known'>,
  core: Bounds,
  { bounds, width, height }: ModelWindow,
): ModelCrop => {
  const planes = cutPlanes(image, bounds)
  const cut = cutHole(hole, core, known, bounds)
  const mask = resizeHole(cut, width, height)
  const whole = resize(planes, width, height)
  const outside = resizeKnown(planes, cut, width, height)
  const area = width * height
  const data = new Float32Array(3 * area)
  for (let i = 0; i < data.length; i++) {
    const value = mask.data[i % area]! > 0 ? whole.data[i]! : outside.data[i]!
    data[i] = 2 * Math.min(Math.max(value, 0), 1) - 1
  }
  return {
    image: { width, height, channels: 3, data },
    mask: { width, height, channels: 1, data: mask.data },
  }
}

/** The model's answer over the hole of `result`, in place. @param made RGB, 0..1 */
export const pasteFromModel = (
  result: PixelImage,
  hole: Mask,
  core: Bounds,
  made: Planes,
  { bounds }: ModelWindow,
): void => {
  const sheet = { width: made.width, height: made.height, data: made.data }
  pastePlanes(result, hole, core, resize(sheet, bounds.width, bounds.height), bounds)
}
