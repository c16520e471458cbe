/** Previews while a run goes on: every few steps, by the tiny decoder where the folder has one. */
import type { PixelImage } from '@inlay/shared'
import { maskedImage } from '../image/mask.ts'
import type { Planes } from '../image/planes.ts'
import type { SampleInput, StepDone } from '../loop/sample-input.ts'
import type { LoadedModel } from '../model/loaded.ts'
import { encodePicture } from '../model/vae.ts'
import { asFloats, asTensor } from '../model/values.ts'
import { type LatentColours, latentColours } from '../preview/colours.ts'

export interface Looks {
  readonly onStep: (step: StepDone) => Promise<void>
}

/** Previews of one run, about. */
const COUNT = 8

export const createLooks = (
  loaded: LoadedModel,
  { image, mask, seeds }: SampleInput,
  onPreview: (image: PixelImage) => void,
): Looks => {
  const { model, nets, keep } = loaded
  const { factor } = model.vae
  const [width, height] = [image.width / factor, image.height / factor]
  let map: Promise<LatentColours> | undefined

  /** The latents of the masked picture are there already; so the colours cost no run of a net. */
  const colours = async (): Promise<LatentColours> => {
    const isPlain = model.channels === model.vae.channels
    const picture = isPlain ? image : maskedImage(image, mask)
    const signal = new AbortController().signal
    const latents = await keep.picture(picture, () =>
      encodePicture(nets, model.vae, picture, signal),
    )
    const { scaling, shift } = model.vae
    const scaled = latents.mean.map((value) => (value - shift) * scaling)
    const learned = latentColours(latents.channels)
    learned.add({ ...latents, data: scaled }, picture)
    return learned
  }

  const look = async (data: Float32Array): Promise<PixelImage | null> => {
    if (nets.has('vae_decoder_tiny')) return decodeTiny(loaded, data, width, height)
    map ??= colours()
    const seen = (await map).preview({ width, height, channels: model.vae.channels, data })
    return seen && { width, height, channels: 3, data: seen.data }
  }

  return {
    onStep: async ({ step, steps, denoised }) => {
      const every = Math.max(1, Math.round(steps / COUNT))
      if (step === steps - 1 || (step + 1) % every !== 0) return
      const all = denoised()
      const seen = await look(all.slice(0, all.length / seeds.length))
      if (seen !== null) onPreview(seen)
    },
  }
}

/** TAESD and its kin take latents as the denoising net has them and give 0..1 or -1..1. */
const decodeTiny = async (
  { nets, model }: LoadedModel,
  latents: Float32Array,
  width: number,
  height: number,
): Promise<PixelImage> => {
  const decoder = await nets.open('vae_decoder_tiny')
  const [input] = decoder.inputs
  const [output] = decoder.outputs
  if (input === undefined || output === undefined)
    throw new Error('Expected an input and an output')
  const tensor = asTensor(input, [1, model.vae.channels, height, width], latents)
  const signal = new AbortController().signal
  const answer = await decoder.run({ [input.name]: tensor }, [output.name], signal)
  const data = asFloats(answer[output.name], 'the tiny decoder’s answer')
  const side = Math.sqrt(data.length / 3 / (width * height))
  return inBytes({ width: width * side, height: height * side, channels: 3, data })
}

const inBytes = ({ width, height, data }: Planes): PixelImage => {
  const area = width * height
  const bytes = Uint8Array.from({ length: area * 3 }, (_, i) => {
    const value = data[(i % 3) * area + Math.floor(i / 3)]! / 2 + 0.5
    return Math.round(Math.min(Math.max(value, 0), 1) * 255)
  })
  return { width, height, channels: 3, data: bytes }
}
