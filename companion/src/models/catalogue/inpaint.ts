/** Nets that fill a hole in one pass. */
import type * as z from '@inlay/shared/zod'
import type { InpaintContract } from '../contract.ts'
import type { CatalogueInput } from '../manifest.ts'
import { APACHE, huggingFace, MB, MIT_MIGAN } from './terms.ts'

/** Carve's export: image and mask 0..1, mask 1 = fill, result 0..255. */
const LAMA_CONTRACT: z.input<typeof InpaintContract> = {
  task: 'inpaint',
  image: { input: 'image' },
  mask: { input: 'mask' },
  output: { output: 'output', range: [0, 255] },
  size: { width: 512, height: 512 },
}

export const INPAINT: readonly CatalogueInput[] = [
  {
    id: 'migan',
    name: 'MI-GAN',
    task: 'inpaint',
    bestFor: 'Removing things quickly, on any machine; the smallest download.',
    licence: MIT_MIGAN,
    page: 'https://huggingface.co/andraniksargsyan/migan',
    memory: 600 * MB,
    files: [
      {
        name: 'migan_pipeline_v2.onnx',
        part: 'main',
        role: 'graph',
        url: huggingFace(
          'andraniksargsyan/migan',
          '406830d0fa60666da0071c342ad2fbc8f30c5c64',
          'migan_pipeline_v2.onnx',
        ),
        bytes: 28_079_181,
        sha256: '6f1f3530a1a2324b19752018ce756088b07973cda8d7d890034ace5c8a48c40b',
      },
    ],
    // The whole pipeline is in the graph: it crops, scales and blends by itself.
    contract: {
      task: 'inpaint',
      image: { input: 'image', range: [0, 255] },
      mask: { input: 'mask', hole: 0, keep: 255 },
      output: { output: 'result', range: [0, 255] },
      size: { multiple: 1, min: 512, max: 4096, best: 512 },
    },
  },
  {
    id: 'migan-512',
    name: 'MI-GAN, without its own cropping',
    task: 'inpaint',
    bestFor: 'The same where a device does not take the whole pipeline (Core ML).',
    licence: MIT_MIGAN,
    page: 'https://huggingface.co/andraniksargsyan/migan',
    memory: 600 * MB,
    files: [
      {
        name: 'migan.onnx',
        part: 'main',
        role: 'graph',
        url: huggingFace(
          'andraniksargsyan/migan',
          '406830d0fa60666da0071c342ad2fbc8f30c5c64',
          'migan.onnx',
        ),
        bytes: 29_546_882,
        sha256: '593eba0b7e04730f1b61c0a3cbca68d97d8d6a7ff5c6a44a7b9d7fcd880fc5ae',
      },
    ],
    // It scales whatever it is given to 512 pixels: given that, it scales nothing.
    contract: {
      task: 'inpaint',
      image: { input: 'image', range: [0, 255] },
      mask: { input: 'mask', hole: 0, keep: 255 },
      output: { output: 'result', range: [0, 255] },
      size: { width: 512, height: 512 },
    },
    note: 'Its result’s name inside is not known for sure.',
  },
  {
    id: 'lama',
    name: 'LaMa',
    task: 'inpaint',
    bestFor: 'Removing things from regular structure: buildings, fences, patterns.',
    licence: APACHE,
    page: 'https://huggingface.co/Carve/LaMa-ONNX',
    memory: 1400 * MB,
    files: [
      {
        name: 'lama_fp32.onnx',
        part: 'main',
        role: 'graph',
        url: huggingFace(
          'Carve/LaMa-ONNX',
          'c3c0c9e468934d62e79c329e35d82dd09ff8c444',
          'lama_fp32.onnx',
        ),
        bytes: 208_044_816,
        sha256: '1faef5301d78db7dda502fe59966957ec4b79dd64e16f03ed96913c7a4eb68d6',
      },
    ],
    contract: LAMA_CONTRACT,
  },
  {
    id: 'lama-dynamic',
    name: 'LaMa, any size',
    task: 'inpaint',
    bestFor: 'Large holes in regular structure, without scaling to 512 pixels.',
    licence: APACHE,
    page: 'https://huggingface.co/smile-forge/big-lama-onnx',
    memory: 3000 * MB,
    files: [{ name: 'big-lama.onnx', part: 'main', role: 'graph' }],
    contract: {
      ...LAMA_CONTRACT,
      output: { output: 'output' },
      size: { multiple: 8, min: 64, max: 2048, best: 512 },
    },
    note: 'Its names inside are not known for sure: if they differ, add it as your own.',
  },
  {
    id: 'migan-bare',
    name: 'MI-GAN, bare generator',
    task: 'inpaint',
    bestFor:
      'Your own export of MI-GAN’s generator, for devices that cannot run the whole pipeline.',
    licence: MIT_MIGAN,
    page: 'https://github.com/Picsart-AI-Research/MI-GAN',
    memory: 500 * MB,
    files: [{ name: 'migan_generator.onnx', part: 'main', role: 'graph' }],
    // Four channels: mask (1 = known) minus one half, then the picture in -1..1, nothing in the hole.
    contract: {
      task: 'inpaint',
      image: { input: 'input', channel: 1, range: [-1, 1], hole: 'zero' },
      mask: { input: 'input', channel: 0, hole: -0.5, keep: 0.5 },
      output: { output: 'output', range: [-1, 1] },
      size: { width: 512, height: 512 },
    },
  },
]
