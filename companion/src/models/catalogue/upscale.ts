/** Nets that enlarge a picture. */
import type { CatalogueInput } from '../manifest.ts'
import { APACHE, BSD_ESRGAN, huggingFace, MB } from './terms.ts'

export const UPSCALE: readonly CatalogueInput[] = [
  {
    id: 'realesr-general-x4',
    name: 'Real-ESRGAN general x4',
    task: 'upscale',
    bestFor: 'Sharpening fills that a small net made; quick, for photos of all kinds.',
    licence: BSD_ESRGAN,
    page: 'https://huggingface.co/CoderViking/realesr-general-x4v3-onnx',
    memory: 600 * MB,
    files: [
      {
        name: 'realesr-general-x4v3.onnx',
        part: 'main',
        role: 'graph',
        url: huggingFace(
          'CoderViking/realesr-general-x4v3-onnx',
          'c6a971706797c7502945a2b4c4274fce4900d4ab',
          'realesr-general-x4v3.onnx',
        ),
        bytes: 4_866_417,
        sha256: '1940a93ee08283a0a7286183186357b1688fe9fa8ede74604b424586aaddf112',
      },
    ],
    contract: {
      task: 'upscale',
      image: { input: 'input' },
      output: { output: 'output' },
      size: { multiple: 1, min: 16, max: 1024, best: 256 },
      scale: 4,
    },
  },
  {
    id: 'realesrgan-x2',
    name: 'Real-ESRGAN x2plus',
    task: 'upscale',
    bestFor: 'Enlarging photos twofold with care; slow without a GPU.',
    licence: BSD_ESRGAN,
    page: 'https://huggingface.co/tidus2102/Real-ESRGAN',
    memory: 1200 * MB,
    files: [{ name: 'Real-ESRGAN_x2plus.onnx', part: 'main', role: 'graph' }],
    contract: {
      task: 'upscale',
      image: { input: 'input' },
      output: { output: 'output' },
      // The public export is said to take 64 x 64 pixels only.
      size: { width: 64, height: 64 },
      scale: 2,
    },
    note: 'Its names inside are not known for sure: if they differ, add it as your own.',
  },
  {
    id: 'swin2sr-x4',
    name: 'Swin2SR real-world x4',
    task: 'upscale',
    bestFor: 'Enlarging photos fourfold with care; slow without a GPU.',
    licence: APACHE,
    page: 'https://huggingface.co/Xenova/swin2SR-realworld-sr-x4-64-bsrgan-psnr',
    memory: 2000 * MB,
    files: [{ name: 'model.onnx', part: 'main', role: 'graph' }],
    // transformers' export: the picture in whole windows of eight pixels.
    contract: {
      task: 'upscale',
      image: { input: 'pixel_values' },
      output: { output: 'reconstruction' },
      size: { multiple: 8, min: 64, max: 512, best: 192 },
      scale: 4,
    },
  },
]
