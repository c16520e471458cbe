/** Stable Diffusion's denoising net (1.x, 2.x, XL; 4 and 9 channels): what it is given at each step. */
import type { Tensor } from '../../../inference/tensors.ts'
import type { DiffusionModel } from '../model/describe.ts'
import type { Nets, OpenPart } from '../model/nets.ts'
import { asFloats, asScalar, asTensor } from '../model/values.ts'
import type { Conditions } from '../text/encode.ts'
import { type Feed, type FeedValues, feedFor } from './feed.ts'
import { guidanceEmbedding, guide, rescaleGuidance } from './guidance.ts'
import type { SampleHooks, SampleInput } from './sample-input.ts'

export interface UnetRun {
  readonly model: DiffusionModel
  readonly net: OpenPart
  readonly nets: Nets
  readonly conditions: Conditions
  readonly input: SampleInput
  readonly hooks: SampleHooks
  /** Latents' width and height. */
  readonly width: number
  readonly height: number
  /** One plane: 1 is repainted. */
  readonly mask: Float32Array
  /** For 9 channels: one sample after the other. */
  readonly masked: Float32Array
  readonly timesteps: readonly number[]
  readonly steps: number
}

/** Guidance takes a second, unconditional pass, unless the net has it built in. */
export const isGuided = (
  { guidanceEmbedding: built }: Pick<DiffusionModel, 'guidanceEmbedding'>,
  guidance: number,
): boolean => guidance > 1 && built === undefined

export interface Predictor {
  readonly predict: (sample: Float32Array, step: number) => Promise<Float32Array>
  /** The run is over: what it held in the inference process is let go. */
  readonly release: () => void
}

/** @throws InlayError contract_mismatch when the graph has not the inputs of its architecture */
export const openPredictor = async (run: UnetRun): Promise<Predictor> => {
  const { model, net, nets, conditions, input, hooks, width, height } = run
  const { guidance, guidanceRescale, seeds } = input
  const batch = seeds.length
  const guided = conditions.negative !== undefined
  const copies = guided ? 2 : 1
  const rows = batch * copies
  const fixed = await nets.hold(steady(run, rows))
  // Merged exports (ControlNet in one graph with the net) call their answer differently.
  const output = net.outputs[0]?.name ?? 'out_sample'
  const channels = model.vae.channels
  const shape = [rows, model.channels, height, width]
  const feed = feedFor(net.input('sample'), shape)
  if (model.channels > channels) layConditions(feed, run, copies)

  const predict = async (sample: Float32Array, step: number): Promise<Float32Array> => {
    const latents = feed.convert(sample)
    for (let copy = 0; copy < copies; copy++) layLatents(feed, latents, run, copy * batch)
    const timestep = run.timesteps[step]!
    const extra = await hooks.extras?.inputs?.({
      step,
      steps: run.steps,
      timestep,
      sample: doubled(sample, copies),
      batch: rows,
      seeds: batch,
      guided,
      fixed,
      width,
      height,
      net,
      signal: hooks.signal,
    })
    const answer = await net.run(
      {
        ...fixed,
        sample: feed.tensor(),
        timestep: asScalar(net.input('timestep'), timestep, rows),
        ...extra,
      },
      [output],
      hooks.signal,
    )
    const both = asFloats(answer[output], 'the denoising net’s answer')
    if (!guided) return both
    const one = guide(both, guidance)
    return guidanceRescale > 0 ? rescaleGuidance(one, both, guidanceRescale, batch) : one
  }
  return {
    predict,
    release: () => {
      for (const held of Object.values(fixed)) held.release()
    },
  }
}

const doubled = (sample: Float32Array, copies: number): Float32Array => {
  if (copies === 1) return sample
  const both = new Float32Array(sample.length * 2)
  both.set(sample)
  both.set(sample, sample.length)
  return both
}

/** What stays the same from step to step. */
const steady = (
  { model, net, conditions, input }: UnetRun,
  rows: number,
): Record<string, Tensor> => {
  const { positive, negative } = conditions
  const batch = input.seeds.length
  const each = (numbers: (from: Conditions['positive']) => Float32Array): Float32Array => {
    const order = [...(negative === undefined ? [] : [negative]), positive]
    const size = numbers(positive).length
    const all = new Float32Array(size * rows)
    for (let row = 0; row < rows; row++)
      all.set(numbers(order[Math.floor(row / batch)]!), row * size)
    return all
  }
  const { tokens, width } = positive.embedding
  const fixed: Record<string, Tensor> = {
    encoder_hidden_states: asTensor(
      net.input('encoder_hidden_states'),
      [rows, tokens, width],
      each(({ embedding }) => embedding.data),
    ),
  }
  if (model.architecture === 'sdxl') {
    const pooled = positive.pooled ?? new Float32Array()
    fixed.text_embeds = asTensor(
      net.input('text_embeds'),
      [rows, pooled.length],
      each((condition) => condition.pooled ?? new Float32Array()),
    )
    // Original size, crop and target size: a picture that was always this large and never cropped.
    const { width: w, height: h } = input.image
    const ids = Array.from({ length: rows }, () => [h, w, 0, 0, h, w]).flat()
    fixed.time_ids = asTensor(net.input('time_ids'), [rows, 6], ids)
  }
  if (model.guidanceEmbedding !== undefined) {
    const size = model.guidanceEmbedding
    const one = guidanceEmbedding(input.guidance, size)
    const all = new Float32Array(rows * size)
    for (let row = 0; row < rows; row++) all.set(one, row * size)
    fixed.timestep_cond = asTensor(net.input('timestep_cond'), [rows, size], all)
  }
  return fixed
}

/** Samples into their channels, rows from `first` on. */
const layLatents = (
  feed: Feed,
  latents: FeedValues,
  { model, input, width, height }: UnetRun,
  first: number,
): void => {
  const size = model.vae.channels * width * height
  const row = model.channels * width * height
  for (let b = 0; b < input.seeds.length; b++) {
    feed.data.set(latents.subarray(b * size, (b + 1) * size), (first + b) * row)
  }
}

/** Mask and masked picture into the channels after the latents; they stay for the whole run. */
const layConditions = (
  feed: Feed,
  { model, input, width, height, mask, masked }: UnetRun,
  copies: number,
): void => {
  const plane = width * height
  const size = model.vae.channels * plane
  const row = model.channels * plane
  const batch = input.seeds.length
  const [maskHere, maskedHere] = [feed.convert(mask), feed.convert(masked)]
  for (let r = 0; r < batch * copies; r++) {
    const b = r % batch
    feed.data.set(maskHere, r * row + size)
    feed.data.set(maskedHere.subarray(b * size, (b + 1) * size), r * row + size + plane)
  }
}
