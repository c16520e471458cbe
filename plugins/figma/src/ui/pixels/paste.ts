/** Lays earlier results over a picture's own values, before these are packed: to the bit where they are opaque. */
import { type Bounds, boundsIntersect, boundsTranslate, InlayError } from '@inlay/shared'
import { pngChunks, pngHeader } from '@inlay/shared/studio'
import { isJpeg, jpegSegments } from '../../jpeg.ts'
import type { Capture, Patch } from '../../messages.ts'
import { breathe } from './breathe.ts'
import { release, sheet } from './canvas.ts'
import type { Shown } from './decode.ts'
import { jpegChannels, jpegProfile, spaceOf } from './jpeg-colours.ts'
import { readPngBox } from './png-values.ts'

/** Values of a box of a picture, as a PNG holds them: 16 bits with the higher byte first. */
export interface Values {
  readonly data: Uint8Array
  /** In pixels of the picture. */
  readonly box: Bounds
  readonly channels: 3 | 4
  readonly depth: 8 | 16
}

/** Rows at once. */
const BAND = 256

/** Changes `data` in place. */
export const paste = async (values: Values, over: readonly Patch[]): Promise<void> => {
  for (const patch of over) {
    const within = boundsIntersect(patch.shown, patch.bounds)
    const area = within && boundsIntersect(within, values.box)
    if (area !== null) await pasteOne(values, patch, area)
  }
}

const pasteOne = async (values: Values, { png, bounds }: Patch, area: Bounds): Promise<void> => {
  const own = boundsTranslate(area, -bounds.left, -bounds.top)
  const read = await readPngBox(png, own)
  // It was looked at before (`canPaste`), so this is a damaged file.
  if (read === null || !isPatch(read)) throw new InlayError('image_unreadable')
  const row = area.width * read.channels
  for (let top = 0; top < area.height; top += BAND) {
    const height = Math.min(BAND, area.height - top)
    const band = read.data.subarray(top * row, (top + height) * row)
    layOver(values, band, { ...area, top: area.top + top, height })
    await breathe()
  }
}

/** As the companion and this window write results. */
const isPatch = ({ depth, channels }: { depth: number; channels: number }): boolean =>
  depth === 8 && channels === 4

/**
 * Source over destination with straight alpha (W3C Compositing and Blending, 9.1.4).
 * @param rgba of 8 bits, straight, of the size of `area`, which lies in the values' box
 */
export const layOver = (
  { data, box, channels, depth }: Values,
  rgba: Uint8Array,
  area: Bounds,
): void => {
  const wide = depth === 16
  const most = wide ? 65535 : 255
  const read = (i: number): number => (wide ? data[i * 2]! * 256 + data[i * 2 + 1]! : data[i]!)
  const write = (i: number, value: number): void => {
    const whole = Math.round(value)
    if (wide) {
      data[i * 2] = whole >> 8
      data[i * 2 + 1] = whole
    } else data[i] = whole
  }
  for (let y = 0; y < area.height; y++) {
    const row = (area.top + y - box.top) * box.width + area.left - box.left
    for (let x = 0; x < area.width; x++) {
      const from = (y * area.width + x) * 4
      const alpha = rgba[from + 3]! / 255
      if (alpha === 0) continue
      const at = (row + x) * channels
      const under = channels === 4 ? read(at + 3) / most : 1
      const sum = alpha + under * (1 - alpha)
      for (let c = 0; c < 3; c++) {
        const own = (rgba[from + c]! / 255) * most
        write(at + c, (own * alpha + read(at + c) * under * (1 - alpha)) / sum)
      }
      if (channels === 4) write(at + 3, sum * most)
    }
  }
}

/** The picture as shown, with what lies over it. */
export const withPatches = async (shown: Shown, over: readonly Patch[]): Promise<Shown> => {
  if (over.length === 0) return shown
  const { bitmap, width, height } = shown
  const one = sheet(bitmap.width, bitmap.height)
  const { context } = one
  context.drawImage(bitmap, 0, 0)
  context.scale(bitmap.width / width, bitmap.height / height)
  context.imageSmoothingQuality = 'high'
  for (const { png, bounds, shown: box } of over) {
    const patch = await createImageBitmap(new Blob([new Uint8Array(png)]))
    context.save()
    context.beginPath()
    context.rect(box.left, box.top, box.width, box.height)
    context.clip()
    context.drawImage(patch, bounds.left, bounds.top, bounds.width, bounds.height)
    context.restore()
    patch.close()
  }
  bitmap.close()
  const composed = await createImageBitmap(one.canvas)
  release(one)
  return { bitmap: composed, width, height }
}

/** Whether they can be laid over the file's own values: colours of the same meaning, and room for them. */
export const canPaste = async ({
  image,
  over,
}: Pick<Capture, 'image' | 'over'>): Promise<boolean> => {
  const own = isJpeg(image) ? jpegColours(image) : isCuttable(image) && (await pngColours(image))
  if (own === null || own === false) return false
  for (const { png } of over) {
    const { depth, colourType, isPlain } = layoutOf(png)
    const theirs = isPlain && depth === 8 && colourType === RGBA ? await pngColours(png) : null
    if (theirs === null || !isSame(own, theirs)) return false
  }
  return true
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

/** The profile; empty for sRGB and what says nothing, null for what cannot be pasted on. */
const jpegColours = (jpeg: Uint8Array): Uint8Array | null => {
  const segments = jpegSegments(jpeg)
  const profile = jpegChannels(segments) === 3 ? jpegProfile(segments) : null
  // `cutJpeg` does not cut what its profile calls something else.
  return profile === null || profile.length === 0 || spaceOf(profile) === 'RGB ' ? profile : null
}

/** Colour types (PNG specification, 11.2.1). */
const RGB = 2
const RGBA = 6

const layoutOf = (png: Uint8Array) => {
  const chunks = pngChunks(png)
  const { depth = 0, colourType, isInterlaced } = pngHeader(chunks) ?? {}
  const has = (name: string): boolean => chunks.some(({ type }) => type === name)
  return {
    ...{ depth, colourType },
    isPlain: isInterlaced === false && !has('tRNS'),
    isTurned: has('eXIf'),
  }
}

/** A file that `cutPng` cuts, of colours without a palette. */
const isCuttable = (png: Uint8Array): boolean => {
  const { depth, colourType, isPlain, isTurned } = layoutOf(png)
  return depth >= 8 && (colourType === RGB || colourType === RGBA) && isPlain && !isTurned
}

const pngColours = async (png: Uint8Array): Promise<Uint8Array | null> => {
  const chunks = pngChunks(png)
  const has = (name: string): boolean => chunks.some((chunk) => chunk.type === name)
  if (chunks.length === 0 || has('cICP')) return null
  const packed = chunks.find((chunk) => chunk.type === 'iCCP')?.bytes
  if (packed === undefined) return has('gAMA') && !has('sRGB') ? null : new Uint8Array()
  // Name, a zero, the method, then the profile, packed (11.3.2.3).
  const from = packed.indexOf(0, 8) + 2
  const stream = new Blob([new Uint8Array(packed.subarray(from, packed.length - 4))])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
  try {
    return new Uint8Array(await new Response(stream).arrayBuffer())
  } catch {
    // Damaged: what it means is not known.
    return null
  }
}
