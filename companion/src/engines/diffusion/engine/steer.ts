/** What a fill asks for beside words and mask, as the model's window has it: hints, reference, soft mask. */
import { InlayError, type Mask, type PixelImage } from '@inlay/shared'
import type { EngineInput } from '../../engine.ts'
import { cutPlanes } from '../../neural/planes.ts'
import { resize } from '../../neural/resample.ts'
import { guessDepth } from '../extras/depth.ts'
import type { ExtrasInput } from '../extras/prepare.ts'
import type { Picture8 } from '../hints/canny.ts'
import { cannyHint, drawingHint, givenHint, inpaintHint, scribbleHint } from '../hints/hints.ts'
import type { Planes } from '../image/planes.ts'
import type { Nets } from '../model/nets.ts'
import type { ModelCrop } from './crop.ts'
import type { ModelWindow } from './window.ts'

/**
 * @throws InlayError contract_mismatch (depth without a guide where the folder has no net for it);
 *   cancelled | out_of_memory | engine_failed
 */
export const steeringOf = async (
  input: Pick<EngineInput, 'diffusion' | 'guidePicture' | 'reference' | 'soft'>,
  crop: ModelCrop,
  window: ModelWindow,
  nets: Pick<Nets, 'open' | 'has'>,
  signal: AbortSignal,
): Promise<ExtrasInput> => {
  const { diffusion = {}, guidePicture, reference, soft } = input
  const { control } = diffusion
  const guide = guidePicture === undefined ? undefined : bytesIn(guidePicture, window)
  const hint =
    control === undefined ? undefined : await hintFor(control.kind, guide, crop, { nets, signal })
  return {
    ...(control !== undefined && hint !== undefined && { control: { ...control, hint } }),
    ...(reference !== undefined && {
      reference: {
        picture: asBytes(reference),
        strength: diffusion.referenceStrength ?? 1,
      },
    }),
    ...(soft !== undefined && { soft: softIn(soft, crop, window) }),
  }
}

type Kind = NonNullable<NonNullable<EngineInput['diffusion']>['control']>['kind']

const hintFor = async (
  kind: Kind,
  guide: Picture8 | undefined,
  { image, mask }: ModelCrop,
  { nets, signal }: { readonly nets: Pick<Nets, 'open' | 'has'>; readonly signal: AbortSignal },
): Promise<Planes> => {
  const picture = guide ?? eightBits(image)
  switch (kind) {
    case 'inpaint':
      return inpaintHint(givenHint(eightBits(image)), mask)
    case 'canny':
      return cannyHint(picture)
    case 'scribble':
      return guide === undefined ? scribbleHint(picture) : drawingHint(guide)
    case 'guide':
      return givenHint(picture)
    case 'depth': {
      if (guide !== undefined) return givenHint(guide)
      const guessed = await guessDepth(nets, picture, signal)
      if (guessed !== undefined) return guessed
      throw new InlayError(
        'contract_mismatch',
        'The folder has no depth/model.onnx to guess depth with; give a picture of it as the guide.',
      )
    }
  }
}

/** @param image RGB, -1..1 */
const eightBits = ({ width, height, data }: Planes): Picture8 => {
  const plane = width * height
  const bytes = new Uint8Array(plane * 3)
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) {
      bytes[i * 3 + c] = Math.round(Math.min(Math.max(data[c * plane + i]! / 2 + 0.5, 0), 1) * 255)
    }
  }
  return { width, height, data: bytes }
}

/** A picture of the crop's size, cut to the model's window and brought to its pixels. */
const bytesIn = (picture: PixelImage, { bounds, width, height }: ModelWindow): Picture8 => {
  const planes = resize(cutPlanes(picture, bounds), width, height)
  const scaled = planes.data.map((value) => 2 * value - 1)
  return eightBits({ width, height, channels: 3, data: scaled })
}

const asBytes = ({ width, height, channels, data }: PixelImage) => ({
  width,
  height,
  channels,
  data: data instanceof Uint8Array ? data : Uint8Array.from(data, (value) => value >> 8),
})

/** 0..1 for each of the model's pixels; outside of the hole nothing is to change. */
const softIn = (
  soft: Mask,
  { mask }: ModelCrop,
  { bounds, width, height }: ModelWindow,
): Planes => {
  const cut = new Float32Array(bounds.width * bounds.height)
  for (let y = 0; y < bounds.height; y++) {
    const from = (bounds.top + y) * soft.width + bounds.left
    for (let x = 0; x < bounds.width; x++) cut[y * bounds.width + x] = soft.data[from + x]! / 255
  }
  const sheet = resize({ width: bounds.width, height: bounds.height, data: cut }, width, height)
  const data = sheet.data.map((value, i) =>
    mask.data[i]! > 0 ? Math.min(Math.max(value, 0), 1) : 0,
  )
  return { width, height, channels: 1, data }
}
