/**
 * A reference picture instead of words (IP-Adapter, Ye et al. 2023, arXiv 2308.06721), where the
 * export has the inputs for it: an image encoder (image_encoder/model.onnx) whose answer goes to the
 * UNet's `image_embeds`, which has the adapter's own attention and projection inside.
 */
import { expected, InlayError } from '@inlay/shared'
import type { Feeds } from '../../../inference/line.ts'
import type { Tensor } from '../../../inference/tensors.ts'
import type { TensorInfo } from '../../../models/tensor-info.ts'
import type { Bytes } from '../image/pillow.ts'
import type { StepContext } from '../loop/sample-input.ts'
import type { Nets, OpenPart } from '../model/nets.ts'
import { asFloats, asTensor } from '../model/values.ts'
import { clipPixels } from './clip-pixels.ts'

export interface Reference {
  /** RGB, 8 bits, any size. */
  readonly picture: Bytes
  /** 0 does nothing, 1 is as trained. */
  readonly strength: number
}

const EMBEDS = ['image_embeds', 'image_enc_hidden_states', 'ip_hidden_states']
const SCALES = ['ip_adapter_scale', 'ip_scale', 'ipadapter_scale']

const named = (part: Pick<OpenPart, 'inputs'>, names: readonly string[]): TensorInfo | undefined =>
  part.inputs.find(({ name }) => names.includes(name))

/** True when the UNet has somewhere to put a reference picture. */
export const takesReference = (unet: Pick<OpenPart, 'inputs'>): boolean =>
  named(unet, EMBEDS) !== undefined

/** OpenAI's and OpenCLIP's encoders alike. */
const USUAL_SIDE = 224

/** What the encoder says of a picture, and of none. */
interface Embeds {
  readonly shape: readonly number[]
  readonly picture: Float32Array
  readonly nothing: Float32Array
}

/**
 * The adapter's inputs for every step; with no reference they say nothing.
 * @throws InlayError contract_mismatch where the graphs do not fit each other
 */
export const referenceInputs = (
  reference: Reference | undefined,
  nets: Pick<Nets, 'open' | 'has'>,
): ((context: StepContext) => Promise<Feeds>) => {
  let made: Promise<Record<string, Tensor>> | undefined
  return (context) => {
    made ??= make(reference, nets, context)
    return made
  }
}

const make = async (
  reference: Reference | undefined,
  nets: Pick<Nets, 'open' | 'has'>,
  { net, batch, guided, seeds, signal }: StepContext,
): Promise<Record<string, Tensor>> => {
  const info = named(net, EMBEDS)
  if (info === undefined) return {}
  const scaleInfo = named(net, SCALES)
  const strength = reference?.strength ?? 0
  if (scaleInfo === undefined && reference !== undefined && strength !== 1) {
    throw new InlayError(
      'contract_mismatch',
      'This export of the adapter has no input for its strength: only the strength 1 can be had.',
    )
  }
  // One picture for each sample: [batch, pictures, ...].
  const { shape, picture, nothing } = await embed(reference, nets, info, signal)
  const values = new Float32Array(batch * picture.length)
  for (let row = 0; row < batch; row++) {
    // Guidance compares with a run that saw no picture; its rows come first.
    const isNegative = reference === undefined || (guided && row < seeds)
    values.set(isNegative ? nothing : picture, row * picture.length)
  }
  const scales = scaleInfo === undefined ? undefined : scaleTensor(scaleInfo, strength)
  return {
    [info.name]: asTensor(info, [batch, 1, ...shape], values),
    ...(scaleInfo !== undefined && scales !== undefined && { [scaleInfo.name]: scales }),
  }
}

const scaleTensor = (info: TensorInfo, strength: number): Tensor => {
  const shape = info.shape.map((size) => (typeof size === 'number' && size > 0 ? size : 1))
  const count = shape.reduce((product, size) => product * size, 1)
  return asTensor(info, shape, new Array<number>(count).fill(strength))
}

const embed = async (
  reference: Reference | undefined,
  nets: Pick<Nets, 'open' | 'has'>,
  info: TensorInfo,
  signal: AbortSignal,
): Promise<Embeds> => {
  if (!nets.has('image_encoder')) {
    throw new InlayError(
      'contract_mismatch',
      'The UNet takes a reference picture, but the folder has no image_encoder/model.onnx.',
    )
  }
  const encoder = await nets.open('image_encoder')
  const pixels = encoder.input('pixel_values')
  const given = pixels.shape[2]
  const side = typeof given === 'number' && given > 0 ? given : USUAL_SIDE
  const run = async (values: Float32Array, output: string): Promise<Tensor | undefined> => {
    const input = asTensor(pixels, [1, 3, side, side], values)
    return (await encoder.run({ pixel_values: input }, [output], signal))[output]
  }
  const output = outputFor(encoder, info)
  const blank = new Float32Array(3 * side * side)
  const seen = reference === undefined ? blank : clipPixels(reference.picture, side)
  const tensor = await run(seen, output)
  const picture = asFloats(tensor, 'the image encoder’s answer')
  const shape = tensor?.shape.slice(1) ?? []
  // Embeddings of nothing are zeros; hidden states are what the encoder says of an empty picture.
  const isEmbedding = output === 'image_embeds'
  const nothing = isEmbedding
    ? new Float32Array(picture.length)
    : reference === undefined
      ? picture
      : asFloats(await run(blank, output), 'the image encoder’s answer')
  return { shape, picture, nothing }
}

/**
 * A UNet whose input has three sizes takes embeddings; one with four takes states of the layer
 * before the last ("plus" adapters).
 */
const outputFor = (encoder: Pick<OpenPart, 'outputs'>, info: TensorInfo): string => {
  const names = encoder.outputs.map(({ name }) => name)
  if (info.shape.length < 4 && names.includes('image_embeds')) return 'image_embeds'
  const states = names
    .map((name) => ({ name, number: /^hidden_states\.(\d+)$/.exec(name)?.[1] }))
    .filter(({ number }) => number !== undefined)
    .sort((a, b) => Number(a.number) - Number(b.number))
  const penultimate = states.at(-2)?.name
  if (info.shape.length === 4 && penultimate !== undefined) return penultimate
  throw new InlayError(
    'contract_mismatch',
    expected('image_embeds or hidden_states.*', 'the image encoder’s outputs', names.join(', ')),
  )
}
