/** A run of FLUX.1 Fill: packed latents, the picture and its mask beside them (diffusers' FluxFillPipeline). */
import type { Tensor } from '../../../inference/tensors.ts'
import { imageIds, packLatents, packMask, unpackLatents } from '../flux/packing.ts'
import { asFloats, asScalar, asTensor } from '../model/values.ts'
import { denoise } from './denoise.ts'
import { type FeedValues, feedFor } from './feed.ts'
import type { LoopInput } from './sd.ts'
import { concat, draw, openScheduler } from './start.ts'

/** @returns latents unpacked, one sample after the other */
export const runFlux = async (loop: LoopInput): Promise<Float32Array> => {
  const { model, nets, input, hooks, conditions, picture, masked } = loop
  const { vae } = model
  const width = input.image.width / vae.factor
  const height = input.image.height / vae.factor
  const batch = input.seeds.length
  const tokens = (width / 2) * (height / 2)
  const pack = (latents: Float32Array): Float32Array =>
    each(latents, batch, (one) => packLatents(one, vae.channels, height, width))
  const unpack = (packed: Float32Array): Float32Array =>
    each(packed, batch, (one) => unpackLatents(one, vae.channels, height, width))

  const scheduler = openScheduler(model.scheduler, input, {
    sigmas: Array.from(
      { length: input.steps },
      (_, i) => 1 - (i * (1 - 1 / input.steps)) / Math.max(1, input.steps - 1),
    ),
    sequenceLength: tokens,
  })
  const drawn = draw(input, vae, { picture, masked, drawsPicture: true, width, height })
  const noise = pack(drawn.noise)
  const original = pack(hooks.extras?.start?.(drawn.original, drawn.noise) ?? drawn.original)
  const start = scheduler.addNoise(original, noise, 0)

  const net = await nets.open('transformer', hooks.signal)
  const { embedding, pooled = new Float32Array() } = conditions.positive
  const repeat = (values: Float32Array): Float32Array =>
    concat(Array.from({ length: batch }, () => values))
  const fixed = await nets.hold({
    encoder_hidden_states: asTensor(
      net.input('encoder_hidden_states'),
      [batch, embedding.tokens, embedding.width],
      repeat(embedding.data),
    ),
    pooled_projections: asTensor(
      net.input('pooled_projections'),
      [batch, pooled.length],
      repeat(pooled),
    ),
    txt_ids: asTensor(
      net.input('txt_ids'),
      [embedding.tokens, 3],
      new Float32Array(embedding.tokens * 3),
    ),
    img_ids: asTensor(net.input('img_ids'), [tokens, 3], imageIds(height / 2, width / 2)),
    ...(net.has('guidance') && {
      guidance: asTensor(
        net.input('guidance'),
        [batch],
        new Array<number>(batch).fill(input.guidance),
      ),
    }),
  })
  const own = 4 * vae.channels
  const feed = feedFor(net.input('hidden_states'), [batch, tokens, model.channels])
  layConditions(
    feed.data,
    feed.convert(pack(drawn.masked)),
    feed.convert(packMask(input.mask.data, input.image.height, input.image.width)),
    batch,
    tokens,
  )
  try {
    const latents = await denoise(
      {
        scheduler,
        start,
        steps: scheduler.timesteps.length,
        noise: drawn.more,
        unpack,
        predict: async (sample, step) => {
          layRows(feed.data, feed.convert(sample), own, model.channels)
          const timestep = scheduler.timesteps[step]! / 1000
          const answer = await net.run(
            {
              ...fixed,
              hidden_states: feed.tensor(),
              timestep: timesteps(net.input('timestep'), timestep, batch),
            },
            ['out_hidden_states'],
            hooks.signal,
          )
          return asFloats(answer.out_hidden_states, 'the denoising net’s answer')
        },
      },
      hooks,
    )
    return unpack(latents)
  } finally {
    for (const held of Object.values(fixed)) held.release()
    await nets.leave('transformer')
  }
}

const timesteps = (info: Parameters<typeof asScalar>[0], value: number, batch: number): Tensor =>
  info.shape.length === 0
    ? asScalar(info, value, batch)
    : asTensor(info, [batch], new Array<number>(batch).fill(value))

const each = (
  values: Float32Array,
  batch: number,
  change: (one: Float32Array) => Float32Array,
): Float32Array => {
  const size = values.length / batch
  return concat(
    Array.from({ length: batch }, (_, b) => change(values.subarray(b * size, (b + 1) * size))),
  )
}

/** Rows of `own` numbers into the front of rows of `width`. */
const layRows = (feed: FeedValues, rows: FeedValues, own: number, width: number): void => {
  for (let row = 0; row * own < rows.length; row++) {
    feed.set(rows.subarray(row * own, (row + 1) * own), row * width)
  }
}

/** Behind each row's latents: the masked picture's, and the mask's pixels. */
const layConditions = (
  feed: FeedValues,
  masked: FeedValues,
  mask: FeedValues,
  batch: number,
  tokens: number,
): void => {
  const own = masked.length / (batch * tokens)
  const pixels = mask.length / tokens
  const width = 2 * own + pixels
  for (let row = 0; row < batch * tokens; row++) {
    const at = (row % tokens) * pixels
    feed.set(masked.subarray(row * own, (row + 1) * own), row * width + own)
    feed.set(mask.subarray(at, at + pixels), row * width + 2 * own)
  }
}
