/** Nets that select what is clicked: an encoder for the picture, a decoder for the clicks. */
import type { CatalogueInput } from '../manifest.ts'
import { MOBILESAM, SAM2, SLIMSAM } from './sam-contracts.ts'
import { APACHE, huggingFace, MB } from './terms.ts'

/** What is taken by itself when several are here. */
export const BEST_FIRST: readonly string[] = ['sam2-tiny', 'mobilesam', 'slimsam-fp32', 'slimsam']

export const SEGMENT: readonly CatalogueInput[] = [
  {
    id: 'slimsam',
    name: 'SlimSAM 77',
    task: 'segment',
    bestFor: 'Selecting by a click; small and quick.',
    licence: APACHE,
    page: 'https://huggingface.co/Xenova/slimsam-77-uniform',
    memory: 500 * MB,
    files: [
      {
        name: 'vision_encoder_quantized.onnx',
        part: 'encoder',
        role: 'graph',
        url: huggingFace(
          'Xenova/slimsam-77-uniform',
          '5850ab45f587c112167512ffef949107115e26a0',
          'onnx/vision_encoder_quantized.onnx',
        ),
        bytes: 8_882_165,
        sha256: 'cce23c7b2e5d4f330932738fb67ba518e04b0d99ccdd1cccd22a7da4e01f2971',
      },
      {
        name: 'prompt_encoder_mask_decoder_quantized.onnx',
        part: 'decoder',
        role: 'graph',
        url: huggingFace(
          'Xenova/slimsam-77-uniform',
          '5850ab45f587c112167512ffef949107115e26a0',
          'onnx/prompt_encoder_mask_decoder_quantized.onnx',
        ),
        bytes: 4_903_810,
        sha256: 'cb90b279f549d2cab7fd6e20c38522438c65d84bdcca3d2a764cff7d857fdce2',
      },
    ],
    contract: SLIMSAM,
  },
  {
    id: 'slimsam-fp32',
    name: 'SlimSAM 77, full precision',
    task: 'segment',
    bestFor: 'Selecting by a click on a GPU; cleaner edges than the small one.',
    licence: APACHE,
    page: 'https://huggingface.co/Xenova/slimsam-77-uniform',
    memory: 700 * MB,
    files: [
      {
        name: 'vision_encoder.onnx',
        part: 'encoder',
        role: 'graph',
        url: huggingFace(
          'Xenova/slimsam-77-uniform',
          '5850ab45f587c112167512ffef949107115e26a0',
          'onnx/vision_encoder.onnx',
        ),
        bytes: 23_276_014,
        sha256: '9f8433273a6750b587779baa0cf5508111001bf7e7acfcf585d370139fd366d0',
      },
      {
        name: 'prompt_encoder_mask_decoder.onnx',
        part: 'decoder',
        role: 'graph',
        url: huggingFace(
          'Xenova/slimsam-77-uniform',
          '5850ab45f587c112167512ffef949107115e26a0',
          'onnx/prompt_encoder_mask_decoder.onnx',
        ),
        bytes: 16_557_892,
        sha256: 'f4514391764fbd56e08e119060d874ecd7d52994bfb1968af159e12d4943b5bb',
      },
    ],
    contract: SLIMSAM,
  },
  {
    id: 'mobilesam',
    name: 'MobileSAM',
    task: 'segment',
    bestFor: 'Selecting by a click; between SlimSAM and SAM 2.1 in size and care.',
    licence: APACHE,
    page: 'https://huggingface.co/Acly/MobileSAM',
    memory: 700 * MB,
    files: [
      {
        name: 'mobile_sam_image_encoder.onnx',
        part: 'encoder',
        role: 'graph',
        url: huggingFace(
          'Acly/MobileSAM',
          '0d3b403339b4674a82493d5e97964dd78089ddc8',
          'mobile_sam_image_encoder.onnx',
        ),
        bytes: 28_157_093,
        sha256: '580f5fb648ea1062c0aabc26217aed56921985f03f0cbbd852bba81d760cc749',
      },
      {
        name: 'sam_mask_decoder_single.onnx',
        part: 'decoder',
        role: 'graph',
        url: huggingFace(
          'Acly/MobileSAM',
          '0d3b403339b4674a82493d5e97964dd78089ddc8',
          'sam_mask_decoder_single.onnx',
        ),
        bytes: 16_501_323,
        sha256: '93915fc7c993ab9d59ab8c9ccd3bce37f7509c81ab4150a74abd4d2abbd8570d',
      },
    ],
    contract: MOBILESAM,
  },
  {
    id: 'sam2-tiny',
    name: 'SAM 2.1 tiny',
    task: 'segment',
    bestFor: 'Selecting by a click with the best edges of the small ones.',
    licence: APACHE,
    page: 'https://huggingface.co/onnx-community/sam2.1-hiera-tiny-ONNX',
    memory: 1200 * MB,
    files: [
      {
        name: 'vision_encoder.onnx',
        part: 'encoder',
        role: 'graph',
        url: huggingFace(
          'onnx-community/sam2.1-hiera-tiny-ONNX',
          '814a066640debee5a91e70aa401fb8e17e030503',
          'onnx/vision_encoder.onnx',
        ),
        bytes: 354_238,
        sha256: '4f30aacd3aaefbca81a0b7fe4c1fc96345570ea0a6f80ced599493d1b3be2e8c',
      },
      {
        name: 'vision_encoder.onnx_data',
        part: 'encoder',
        role: 'data',
        url: huggingFace(
          'onnx-community/sam2.1-hiera-tiny-ONNX',
          '814a066640debee5a91e70aa401fb8e17e030503',
          'onnx/vision_encoder.onnx_data',
        ),
        bytes: 134_084_864,
        sha256: 'e83df9866a5afe68ea7f0f721f18f65137fc3acbf0da1c74e946d363e09c69cc',
      },
      {
        name: 'prompt_encoder_mask_decoder.onnx',
        part: 'decoder',
        role: 'graph',
        url: huggingFace(
          'onnx-community/sam2.1-hiera-tiny-ONNX',
          '814a066640debee5a91e70aa401fb8e17e030503',
          'onnx/prompt_encoder_mask_decoder.onnx',
        ),
        bytes: 213_114,
        sha256: '874414704c5d686db7d206a35f6e15d26563d50c8c4468fccc6739bd7e491dcf',
      },
      {
        name: 'prompt_encoder_mask_decoder.onnx_data',
        part: 'decoder',
        role: 'data',
        url: huggingFace(
          'onnx-community/sam2.1-hiera-tiny-ONNX',
          '814a066640debee5a91e70aa401fb8e17e030503',
          'onnx/prompt_encoder_mask_decoder.onnx_data',
        ),
        bytes: 20_958_208,
        sha256: 'e9874d900dd4134ed60eab1e97910327c2419e0b2954485d8fd6e7f1a1470f47',
      },
    ],
    contract: SAM2,
  },
]
