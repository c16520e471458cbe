/**
 * A diffusion model written by hand: its autoencoder averages blocks of eight pixels, its net paints the
 * colours around the hole. Untrained and yet right about flat skies and walls, so that what the
 * pipeline around a model does can be measured; its decoder can be made to shift colours, as real
 * ones do.
 */
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type OnnxGraph, type OnnxNode, writeOnnx } from '../../../inference/onnx-writer.ts'

export interface MeanModelOptions {
  /** Side of the pictures it says it was trained on. */
  readonly native: number
  /** Added by the decoder to red, green and blue, of 255. */
  readonly shift?: readonly [number, number, number]
  /** What the decoder multiplies contrast by. */
  readonly gain?: number
}

const PIPELINES = new URL('../../../../../test/fixtures/diffusion/pipelines/', import.meta.url)

/** Writes the model's folder; text encoder and tokenizer are those of the tiny fixtures. */
export const writeMeanModel = async (
  folder: string,
  options: MeanModelOptions,
  fixtures = fileURLToPath(PIPELINES),
): Promise<void> => {
  const { native, shift = [0, 0, 0], gain = 1 } = options
  for (const part of ['text_encoder', 'tokenizer']) {
    await cp(join(fixtures, 'sd15-inpaint', part), join(folder, part), { recursive: true })
  }
  const put = async (part: string, graph: OnnxGraph, config: object): Promise<void> => {
    await mkdir(join(folder, part), { recursive: true })
    await writeFile(join(folder, part, 'model.onnx'), writeOnnx(graph))
    await writeFile(join(folder, part, 'config.json'), JSON.stringify(config))
  }
  const vae = { latent_channels: 4, scaling_factor: 1, block_out_channels: [8, 8, 8, 8] }
  await put('vae_encoder', encoder(), vae)
  await put('vae_decoder', decoder(shift, gain), vae)
  await put('unet', net(), {
    in_channels: 9,
    sample_size: native / 8,
    block_out_channels: [8, 16],
  })
  const scheduler = {
    _class_name: 'DDIMScheduler',
    num_train_timesteps: 1000,
    beta_start: 0.00085,
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
    prediction_type: 'sample',
    clip_sample: false,
    set_alpha_to_one: true,
    steps_offset: 1,
  }
  await mkdir(join(folder, 'scheduler'), { recursive: true })
  await writeFile(join(folder, 'scheduler', 'scheduler_config.json'), JSON.stringify(scheduler))
  await writeFile(
    join(folder, 'model_index.json'),
    '{"_class_name":"StableDiffusionInpaintPipeline"}',
  )
}

const value = (name: string, ...shape: (number | string)[]) => ({
  name,
  type: 'float32' as const,
  shape,
})

/** Means of blocks in three channels, nothing in the fourth; no spread. */
const encoder = (): OnnxGraph => {
  const weights = new Array<number>(8 * 3 * 64).fill(0)
  for (let c = 0; c < 3; c++) weights.fill(1 / 64, (c * 3 + c) * 64, (c * 3 + c + 1) * 64)
  return {
    inputs: [value('sample', 'b', 3, 'height', 'width')],
    outputs: [value('latent_parameters', 'b', 8, 'h', 'w')],
    constants: [
      { name: 'weights', type: 'float32', shape: [8, 3, 8, 8], values: weights },
      { name: 'bias', type: 'float32', shape: [8], values: [0, 0, 0, 0, -30, -30, -30, -30] },
    ],
    nodes: [
      {
        op: 'Conv',
        inputs: ['sample', 'weights', 'bias'],
        outputs: ['latent_parameters'],
        attributes: { kernel_shape: { ints: [8, 8] }, strides: { ints: [8, 8] } },
      },
    ],
  }
}

const decoder = (shift: readonly number[], gain: number): OnnxGraph => {
  const weights = new Array<number>(12).fill(0)
  for (let c = 0; c < 3; c++) weights[c * 4 + c] = gain
  return {
    inputs: [value('latent_sample', 'b', 4, 'h', 'w')],
    outputs: [value('sample', 'b', 3, 'height', 'width')],
    constants: [
      { name: 'weights', type: 'float32', shape: [3, 4, 1, 1], values: weights },
      // Colours are -1..1 here.
      { name: 'bias', type: 'float32', shape: [3], values: shift.map((of) => of / 127.5) },
      { name: 'scales', type: 'float32', shape: [4], values: [1, 1, 8, 8] },
    ],
    nodes: [
      { op: 'Conv', inputs: ['latent_sample', 'weights', 'bias'], outputs: ['small'] },
      {
        op: 'Resize',
        inputs: ['small', '', 'scales'],
        outputs: ['sample'],
        attributes: { mode: { text: 'linear' } },
      },
    ],
  }
}

/** Sides of the windows that colours are looked for in, in latents. */
const WINDOWS = [47, 23, 11, 5]

/** Of the clean latents ("prediction_type": "sample"), whatever the noise. */
const net = (): OnnxGraph => {
  const pool = (input: string, output: string, side: number): OnnxNode => ({
    op: 'AveragePool',
    inputs: [input],
    outputs: [output],
    attributes: {
      kernel_shape: { ints: [side, side] },
      pads: { ints: [side >> 1, side >> 1, side >> 1, side >> 1] },
      count_include_pad: { int: 1 },
    },
  })
  const slice = (output: string, from: string, to: string): OnnxNode => ({
    op: 'Slice',
    inputs: ['sample', from, to, 'axis'],
    outputs: [output],
  })
  return {
    inputs: [
      value('sample', 'b', 9, 'h', 'w'),
      value('timestep'),
      value('encoder_hidden_states', 'b', 'tokens', 16),
    ],
    outputs: [value('out_sample', 'b', 4, 'h', 'w')],
    constants: [
      ...[1, 4, 5, 9].map((at) => ({
        name: `i${at}`,
        type: 'int64' as const,
        shape: [1],
        values: [at],
      })),
      { name: 'axis', type: 'int64', shape: [1], values: [1] },
      { name: 'one', type: 'float32', shape: [1], values: [1] },
      { name: 'half', type: 'float32', shape: [1], values: [0.5] },
      { name: 'little', type: 'float32', shape: [1], values: [1e-6] },
      { name: 'enough', type: 'float32', shape: [1], values: [0.2] },
    ],
    nodes: [
      slice('mask', 'i4', 'i5'),
      slice('masked', 'i5', 'i9'),
      // Blocks on the hole's edge are half grey: they are left out too.
      {
        op: 'MaxPool',
        inputs: ['mask'],
        outputs: ['grown'],
        attributes: { kernel_shape: { ints: [3, 3] }, pads: { ints: [1, 1, 1, 1] } },
      },
      { op: 'Sub', inputs: ['one', 'grown'], outputs: ['known'] },
      { op: 'Mul', inputs: ['masked', 'known'], outputs: ['colours'] },
      ...WINDOWS.flatMap((side, i) => [
        pool('colours', `sum${side}`, side),
        pool('known', `share${side}`, side),
        { op: 'Add', inputs: [`share${side}`, 'little'], outputs: [`safe${side}`] },
        { op: 'Div', inputs: [`sum${side}`, `safe${side}`], outputs: [`mean${side}`] },
        { op: 'Greater', inputs: [`share${side}`, 'enough'], outputs: [`is${side}`] },
        {
          op: 'Where',
          inputs: [`is${side}`, `mean${side}`, i === 0 ? `mean${side}` : `best${WINDOWS[i - 1]}`],
          outputs: [`best${side}`],
        },
      ]),
      { op: 'Greater', inputs: ['grown', 'half'], outputs: ['isHole'] },
      {
        op: 'Where',
        inputs: ['isHole', `best${WINDOWS.at(-1)}`, 'masked'],
        outputs: ['out_sample'],
      },
    ],
  }
}
