/** Nets that follow a prompt, step by step. */
import type { CatalogueInput } from '../manifest.ts'
import { huggingFace, MB, OPENRAIL } from './terms.ts'

/**
 * CLIP's words, as every Stable Diffusion model has them; many publish these two hashes, which those
 * of the files we test with are.
 */
const TOKENIZER: CatalogueInput['files'] = [
  {
    name: 'vocab.json',
    part: 'text-encoder',
    role: 'text',
    url: huggingFace('stabilityai/stable-diffusion-xl-base-1.0', 'main', 'tokenizer/vocab.json'),
    bytes: 1_059_962,
    sha256: 'e089ad92ba36837a0d31433e555c8f45fe601ab5c221d4f607ded32d9f7a4349',
  },
  {
    name: 'merges.txt',
    part: 'text-encoder',
    role: 'text',
    url: huggingFace('stabilityai/stable-diffusion-xl-base-1.0', 'main', 'tokenizer/merges.txt'),
    bytes: 524_619,
    sha256: '9fd691f7c8039210e0fced15865466c65820d09b63988b0174bfe25de299051a',
  },
]

/** TAESD's decoder: quick looks on the way. */
const TINY_DECODER: CatalogueInput['files'] = [
  {
    name: 'taesd_decoder.onnx',
    part: 'vae-decoder-tiny',
    role: 'graph',
    url: 'https://github.com/aktiwers/prunr/releases/download/taesd-v1.0.0/decoder.onnx',
    bytes: 2_632_309,
    sha256: '4219d97c8bac63a18467ea47768545edcb15f554bfecadc1bed1fb70b8882304',
  },
]

const INDEX = { _class_name: 'StableDiffusionInpaintPipeline' }

/** Of Stable Diffusion 1.5 (its scheduler_config.json). */
const NOISE = {
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  num_train_timesteps: 1000,
  prediction_type: 'epsilon',
  clip_sample: false,
  steps_offset: 1,
}

const PNDM = {
  ...NOISE,
  _class_name: 'PNDMScheduler',
  set_alpha_to_one: false,
  skip_prk_steps: true,
}

const LCM = {
  ...NOISE,
  _class_name: 'LCMScheduler',
  set_alpha_to_one: true,
  original_inference_steps: 50,
  timestep_scaling: 10,
}

const LCM_RELEASE = 'https://github.com/aktiwers/prunr/releases/download/lcm-inpaint-v1.0.0'

export const DIFFUSION: readonly CatalogueInput[] = [
  {
    id: 'sd15-inpaint',
    name: 'Stable Diffusion 1.5 inpainting',
    task: 'diffusion',
    bestFor: 'Putting something new in by words; needs a GPU.',
    licence: OPENRAIL,
    page: 'https://huggingface.co/RanaLLC/stable-diffusion-v1-5-inpainting-onnx-fp16',
    memory: 5000 * MB,
    files: [
      {
        name: 'unet.onnx',
        part: 'unet',
        role: 'graph',
        url: huggingFace(
          'RanaLLC/stable-diffusion-v1-5-inpainting-onnx-fp16',
          'main',
          'unet/model.onnx',
        ),
        bytes: 1_720_173_976,
        sha256: 'a3726e1944ec2fbc9596096cd001520aea789367f329360ee34eb520c751de16',
      },
      {
        name: 'vae_encoder.onnx',
        part: 'vae-encoder',
        role: 'graph',
        url: huggingFace(
          'RanaLLC/stable-diffusion-v1-5-inpainting-onnx-fp16',
          'main',
          'vae_encoder/model.onnx',
        ),
        bytes: 68_430_178,
        sha256: 'f0da9070d007def0d6a4e7c10a21462bb6172e460ef2587c3fe91191397b4cea',
      },
      {
        name: 'vae_decoder.onnx',
        part: 'vae-decoder',
        role: 'graph',
        url: huggingFace(
          'RanaLLC/stable-diffusion-v1-5-inpainting-onnx-fp16',
          'main',
          'vae_decoder/model.onnx',
        ),
        bytes: 99_093_889,
        sha256: 'ce0ffca3fcfd0a2729a88d8d90dabf35c66d237404997e0461d52e46ac7a91bc',
      },
      {
        name: 'text_encoder.onnx',
        part: 'text-encoder',
        role: 'graph',
        url: huggingFace(
          'RanaLLC/stable-diffusion-v1-5-inpainting-onnx-fp16',
          'main',
          'text_encoder/model.onnx',
        ),
        bytes: 246_368_629,
        sha256: '8af516fb184866f8caed192ca3bf0636ef9d40d4f7799c05600cae431d18d8d1',
      },
      ...TOKENIZER,
      ...TINY_DECODER,
    ],
    settings: { index: INDEX, scheduler: PNDM },
  },
  {
    id: 'sd15-lcm-inpaint',
    name: 'Stable Diffusion 1.5 inpainting, LCM',
    task: 'diffusion',
    bestFor: 'The same in four to eight steps, a little plainer; bearable without a GPU.',
    licence: OPENRAIL,
    page: 'https://github.com/aktiwers/prunr/releases/tag/lcm-inpaint-v1.0.0',
    memory: 5000 * MB,
    files: [
      {
        name: 'unet.onnx',
        part: 'unet',
        role: 'graph',
        url: `${LCM_RELEASE}/unet.onnx`,
        bytes: 1_723_163_151,
        sha256: 'bd62a44265e8610921d98fa851fb9507cc5ec16eebf359b8e10b0a043f17d4d7',
      },
      {
        name: 'vae_encoder.onnx',
        part: 'vae-encoder',
        role: 'graph',
        url: `${LCM_RELEASE}/vae_encoder.onnx`,
        bytes: 68_826_952,
        sha256: '9a5f1ade2a09a69496e1c48532fc54f11c8d118686115226c0de2698523b7826',
      },
      {
        name: 'vae_decoder.onnx',
        part: 'vae-decoder',
        role: 'graph',
        url: `${LCM_RELEASE}/vae_decoder.onnx`,
        bytes: 99_634_701,
        sha256: 'fbe8a7ab071fe0d63484ac9764423505585c4db650cbe7734fb456cf415f7896',
      },
      {
        name: 'text_encoder.onnx',
        part: 'text-encoder',
        role: 'graph',
        url: `${LCM_RELEASE}/text_encoder.onnx`,
        bytes: 246_346_236,
        sha256: '76c497febe21922a096f368558a18b3549f1fe1b08f7a49267a14d0184c8155f',
      },
      ...TOKENIZER,
      ...TINY_DECODER,
    ],
    settings: { index: INDEX, scheduler: LCM },
    note: 'Ask for 4 to 8 steps and a guidance of 1 to 2.',
  },
]
