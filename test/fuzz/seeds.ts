/** Valid things to start from: pictures in every format, requests, envelopes and forms. */

import type { Format } from '@inlay/companion/pipeline/source-image.ts'
import {
  box,
  boxMask,
  fileOf,
  maskFile,
  smoothPicture,
} from '@inlay/companion/pipeline/testing/pictures.ts'
import { encodeEnvelope, FILE_FORMATS, type FillRequestInput } from '@inlay/shared'

/** Pixels a side: decoding and filling take some tens of milliseconds. */
export const SIDE = 40

export interface Seeds {
  readonly pixels: Uint8Array
  readonly maskPixels: Uint8Array
  readonly images: ReadonlyMap<Format, Uint8Array>
  /** PNG. */
  readonly mask: Uint8Array
}

export const makeSeeds = async (): Promise<Seeds> => {
  const picture = smoothPicture(SIDE, SIDE, 3)
  const mask = boxMask(SIDE, SIDE, [box(14, 14, 8, 8)])
  const images = new Map<Format, Uint8Array>()
  for (const format of FILE_FORMATS) images.set(format, await fileOf(picture, format))
  return {
    pixels: new Uint8Array(picture.data),
    maskPixels: mask.data,
    images,
    mask: await maskFile(mask),
  }
}

const RAW = { kind: 'raw', width: SIDE, height: SIDE } as const

/** Every field a request may have, with values that are taken. */
export const rawRequest: FillRequestInput = {
  operation: 'remove',
  image: { ...RAW, part: 'image', channels: 3, bitDepth: 8 },
  mask: { ...RAW, part: 'mask', channels: 1, bitDepth: 8 },
  invertMask: false,
  prompt: 'a lamp',
  negativePrompt: 'blur',
  seed: 7,
  variations: 1,
  strength: 0.5,
  guidanceScale: 7,
  steps: 20,
  grow: 2,
  feather: 2,
  padding: 32,
  colourMatch: true,
  grain: false,
  convert: false,
  output: { form: 'patch', format: 'png' },
}

export const envelopeSeed = ({ pixels, maskPixels }: Seeds): Uint8Array =>
  encodeEnvelope({
    header: { request: rawRequest },
    parts: { image: pixels, mask: maskPixels },
  })

export const BOUNDARY = '----inlayfuzz7d1'

/** A form as curl sends it. */
export const formOf = (
  fields: Readonly<Record<string, string>>,
  files: Readonly<Record<string, Uint8Array>>,
): Buffer => {
  const chunks: Buffer[] = []
  for (const [name, value] of Object.entries(fields)) {
    chunks.push(
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      ),
    )
  }
  for (const [name, bytes] of Object.entries(files)) {
    chunks.push(
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}.png"\r\n` +
          'Content-Type: application/octet-stream\r\n\r\n',
      ),
      Buffer.from(bytes),
      Buffer.from('\r\n'),
    )
  }
  return Buffer.concat([...chunks, Buffer.from(`--${BOUNDARY}--\r\n`)])
}
