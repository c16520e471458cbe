/**
 * The safety checker that comes with Stable Diffusion (CompVis/stable-diffusion-safety-checker), where
 * the folder has its graph: it compares CLIP's view of a picture with seventeen concepts. It is wrong
 * both ways, so that it is off unless somebody asks for it, and says what it did.
 */
import type { Tensor } from '../../../inference/tensors.ts'
import type { TensorInfo } from '../../../models/tensor-info.ts'
import type { Planes } from '../image/planes.ts'
import type { Nets } from '../model/nets.ts'
import { asTensor } from '../model/values.ts'
import { clipPixels } from './clip-pixels.ts'

/** What a check found, or that there was nothing to check with. */
export type Verdict = 'unchecked' | 'passed' | 'withheld'

/**
 * @param picture RGB, 0..1
 * @throws InlayError contract_mismatch | cancelled | out_of_memory | engine_failed
 */
export const checkSafety = async (
  nets: Pick<Nets, 'open' | 'has'>,
  { width, height, data }: Planes,
  signal: AbortSignal,
): Promise<Verdict> => {
  if (!nets.has('safety_checker')) return 'unchecked'
  const checker = await nets.open('safety_checker')
  const info = checker.input('clip_input')
  const given = info.shape[2]
  const side = typeof given === 'number' && given > 0 ? given : 224
  const plane = width * height
  const bytes = new Uint8Array(plane * 3)
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) bytes[i * 3 + c] = Math.round(data[c * plane + i]! * 255)
  }
  const pixels = clipPixels({ width, height, channels: 3, data: bytes }, side)
  const answer = await checker.run(
    {
      clip_input: asTensor(info, [1, 3, side, side], pixels),
      ...(checker.has('images') && { images: blank(checker.input('images')) }),
    },
    ['has_nsfw_concepts'],
    signal,
  )
  const found = answer.has_nsfw_concepts?.data[0]
  return found !== undefined && Number(found) !== 0 ? 'withheld' : 'passed'
}

/** The graph blackens a picture of its own when it minds: one of nothing, as we keep ours. */
const blank = (info: TensorInfo): Tensor => {
  const shape = info.shape.map((size, i) =>
    typeof size === 'number' && size > 0 ? size : i === 0 ? 1 : i === 3 ? 3 : 8,
  )
  const count = shape.reduce((product, size) => product * size, 1)
  return asTensor(info, shape, new Float32Array(count))
}
