/** Pictures to latents and back, through the model's autoencoder. */
import type { Planes } from '../image/planes.ts'
import type { Noise } from '../random/noise.ts'
import type { VaeConstants } from './describe.ts'
import type { Nets } from './nets.ts'
import { asFloats, asTensor } from './values.ts'

/** What the encoder says of a picture: a mean and a spread for every latent, or a sample itself. */
export interface LatentDistribution {
  readonly channels: number
  readonly width: number
  readonly height: number
  readonly mean: Float32Array
  /** Standard deviations; absent where the graph has drawn the sample already. */
  readonly deviation?: Float32Array
}

/**
 * @param picture RGB, -1..1, both sides a multiple of the autoencoder's factor
 * @throws InlayError cancelled | out_of_memory | engine_failed | contract_mismatch
 */
export const encodePicture = async (
  nets: Nets,
  vae: VaeConstants,
  picture: Planes,
  signal: AbortSignal,
): Promise<LatentDistribution> => {
  const { width, height } = picture
  const values = await encode(nets, vae, picture, signal)
  const size = { channels: vae.channels, width: width / vae.factor, height: height / vae.factor }
  const count = size.channels * size.width * size.height
  if (vae.samplesItself) return { ...size, mean: values.slice(0, count) }
  const deviation = values.slice(count, 2 * count)
  for (let i = 0; i < count; i++) {
    const log = Math.min(Math.max(deviation[i]!, -30), 20)
    deviation[i] = Math.fround(Math.exp(Math.fround(0.5 * log)))
  }
  return { ...size, mean: values.slice(0, count), deviation }
}

const encode = async (
  nets: Nets,
  vae: VaeConstants,
  picture: Planes,
  signal: AbortSignal,
): Promise<Float32Array> => {
  const { width, height, data } = picture
  const tiled = await nets.tiled('vae_encoder', width * height)
  if (tiled !== null) return (await tiled.run(picture, signal)).data
  const encoder = await nets.open('vae_encoder', signal)
  const name = vae.samplesItself ? 'latent_sample' : 'latent_parameters'
  const sample = asTensor(encoder.input('sample'), [1, 3, height, width], data)
  const answer = await encoder.run({ sample }, [name], signal)
  return asFloats(answer[name], 'the encoder’s answer')
}

/**
 * A sample, scaled as the denoising net wants latents. Noise is drawn even where the graph has used
 * its own, so that what is drawn after it stays the same.
 */
export const sampleLatents = (
  { channels, width, height, mean, deviation }: LatentDistribution,
  vae: VaeConstants,
  noise: Noise,
): Float32Array => {
  const drawn = noise.normal([1, channels, height, width])
  const latents = new Float32Array(mean.length)
  for (let i = 0; i < mean.length; i++) {
    const sample = deviation === undefined ? mean[i]! : mean[i]! + deviation[i]! * drawn[i]!
    latents[i] = (Math.fround(sample) - vae.shift) * vae.scaling
  }
  return latents
}

/** The likeliest latents, scaled as the denoising net wants them. */
export const meanLatents = ({ mean }: LatentDistribution, vae: VaeConstants): Float32Array =>
  mean.map((value) => (value - vae.shift) * vae.scaling)

/**
 * One latent picture as colours.
 * @param latents channels x height x width, as the denoising net leaves them
 * @returns RGB, 0..1
 * @throws InlayError cancelled | out_of_memory | engine_failed
 */
export const decodeLatents = async (
  nets: Nets,
  vae: VaeConstants,
  latents: Float32Array,
  width: number,
  height: number,
  signal: AbortSignal,
): Promise<Planes> => {
  const planes = { width, height, channels: vae.channels, data: unscale(latents, vae) }
  const data = await decode(nets, vae, planes, signal)
  for (let i = 0; i < data.length; i++) data[i] = Math.min(Math.max(data[i]! / 2 + 0.5, 0), 1)
  return { width: width * vae.factor, height: height * vae.factor, channels: 3, data }
}

const decode = async (
  nets: Nets,
  vae: VaeConstants,
  latents: Planes,
  signal: AbortSignal,
): Promise<Float32Array> => {
  const { width, height, channels, data } = latents
  const tiled = await nets.tiled('vae_decoder', width * height * vae.factor ** 2)
  if (tiled !== null) return (await tiled.run(latents, signal)).data
  const decoder = await nets.open('vae_decoder', signal)
  const input = asTensor(decoder.input('latent_sample'), [1, channels, height, width], data)
  const answer = await decoder.run({ latent_sample: input }, ['sample'], signal)
  return asFloats(answer.sample, 'the decoder’s answer')
}

/** As the decoder wants latents. */
const unscale = (latents: Float32Array, vae: VaeConstants): Float32Array => {
  const { mean, deviation, scaling, shift, channels } = vae
  const plane = latents.length / channels
  return latents.map((value, i) => {
    if (mean === undefined || deviation === undefined) return value / scaling + shift
    const c = Math.floor(i / plane)
    return (value * deviation[c]!) / scaling + mean[c]!
  })
}
