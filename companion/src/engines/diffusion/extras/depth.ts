/**
 * Depth guessed by a net of the owner's (depth/model.onnx: Depth Anything, MiDaS and their kin as
 * exported for transformers): `pixel_values`, normalised as for ImageNet, to `predicted_depth`, near
 * is large.
 */

import { resize } from '../../neural/resample.ts'
import type { Picture8 } from '../hints/canny.ts'
import { depthHint } from '../hints/hints.ts'
import { resizePillow } from '../image/pillow.ts'
import type { Planes } from '../image/planes.ts'
import type { Nets } from '../model/nets.ts'
import { asFloats, asTensor } from '../model/values.ts'

const MEAN = [0.485, 0.456, 0.406]
const DEVIATION = [0.229, 0.224, 0.225]

/** Depth Anything's side; a multiple of 14, its patches, and of 32 for none of the others. */
const USUAL_SIDE = 518

/** Undefined when the folder has no such net. @throws InlayError as running a net does */
export const guessDepth = async (
  nets: Pick<Nets, 'open' | 'has'>,
  { width, height, data }: Picture8,
  signal: AbortSignal,
): Promise<Planes | undefined> => {
  if (!nets.has('depth')) return undefined
  const net = await nets.open('depth')
  const info = net.input('pixel_values')
  const known = (size: number | string | undefined): number =>
    typeof size === 'number' && size > 0 ? size : USUAL_SIDE
  const [h, w] = [known(info.shape[2]), known(info.shape[3])]
  const small = resizePillow({ width, height, channels: 3, data }, w, h, 'bicubic')
  const values = new Float32Array(3 * w * h)
  for (let i = 0; i < w * h; i++) {
    for (let c = 0; c < 3; c++) {
      values[c * w * h + i] = (small.data[i * 3 + c]! / 255 - MEAN[c]!) / DEVIATION[c]!
    }
  }
  const output = net.outputs[0]?.name ?? 'predicted_depth'
  const answer = await net.run(
    { pixel_values: asTensor(info, [1, 3, h, w], values) },
    [output],
    signal,
  )
  const depth = asFloats(answer[output], 'the depth net’s answer')
  const [dh = h, dw = w] = (answer[output]?.shape ?? []).slice(-2)
  const sheet = resize({ width: dw, height: dh, data: depth.slice(0, dw * dh) }, width, height)
  return depthHint(width, height, sheet.data)
}
