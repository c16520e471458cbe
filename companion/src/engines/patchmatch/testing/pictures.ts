/** Small pictures and masks for the engine's tests. */
import type { ChannelCount, Mask, PixelImage } from '@inlay/shared'
import type { Engine, EngineHooks, EngineInput } from '../../engine.ts'

/** A picture from a function of place and channel. */
export const picture = (
  width: number,
  height: number,
  channels: ChannelCount,
  at: (x: number, y: number, c: number) => number,
  bits: 8 | 16 = 8,
): PixelImage => {
  const count = width * height * channels
  const data = bits === 8 ? new Uint8Array(count) : new Uint16Array(count)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) data[(y * width + x) * channels + c] = at(x, y, c)
    }
  }
  return { width, height, channels, data }
}

/** A mask that is 255 where `inside` holds. */
export const maskOf = (
  width: number,
  height: number,
  inside: (x: number, y: number) => boolean,
): Mask => {
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (inside(x, y)) data[y * width + x] = 255
  }
  return { width, height, data }
}

export const box =
  (left: number, top: number, width: number, height: number) =>
  (x: number, y: number): boolean =>
    x >= left && x < left + width && y >= top && y < top + height

/** A repeatable hash of whole numbers, 0..255. */
export const noise = (...values: readonly number[]): number => {
  let h = 0x9e3779b9
  for (const value of values) h = Math.imul(h ^ value, 0x85ebca6b) ^ (h >>> 13)
  return (h >>> 8) & 0xff
}

/** Everything an EngineInput needs beside picture and hole. */
export const inputOf = (
  image: PixelImage,
  hole: Mask,
  more: Partial<EngineInput> = {},
): EngineInput => ({
  operation: 'remove',
  image,
  hole,
  seed: 1,
  prompt: '',
  negativePrompt: '',
  strength: 1,
  ...more,
})

export const quietHooks = (more: Partial<EngineHooks> = {}): EngineHooks => ({
  signal: new AbortController().signal,
  onProgress: () => {},
  ...more,
})

export const fillWith = (
  engine: Engine,
  image: PixelImage,
  hole: Mask,
  more: Partial<EngineInput> = {},
): Promise<PixelImage> => engine.fill(inputOf(image, hole, more), quietHooks())

/** How many samples of pixels outside the hole differ. */
export const changedOutside = (before: PixelImage, after: PixelImage, hole: Mask): number => {
  let changed = 0
  for (let i = 0; i < before.data.length; i++) {
    if (hole.data[Math.floor(i / before.channels)] === 0 && before.data[i] !== after.data[i]) {
      changed += 1
    }
  }
  return changed
}
