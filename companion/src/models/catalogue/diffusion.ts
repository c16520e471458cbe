/** Nets that follow a prompt, step by step. */
import type { CatalogueInput } from '../manifest.ts'
import { huggingFace, MB, OPENRAIL } from './terms.ts'

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
    ],
    note: 'No engine of this version runs it yet.',
  },
]
