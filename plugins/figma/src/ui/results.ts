/** What came back: patches to look at, and the tiles that the sandbox places. */
import {
  type Bounds,
  boundsTranslate,
  boundsUnionAll,
  type Client,
  extentWithin,
  type FillReport,
  InlayError,
  type PixelImage,
} from '@inlay/shared'
import { colourChunks, gridOf, type MaskGrid, NO_MARGINS, pngDepth } from '@inlay/shared/studio'
import type { MaskPiece, Target, Tile } from '../messages.ts'
import { inSlices } from './pixels/breathe.ts'
import { clipBy } from './pixels/pieces.ts'
import { encodePng } from './pixels/png.ts'

/** Longest side Figma takes (facts/hosts.md 1.4). */
export const FIGMA_SIDE = 4096

export interface Patch {
  readonly png: Uint8Array
  readonly bitmap: ImageBitmap
  /** In pixels of the canvas, which an expansion has moved and made larger. */
  readonly bounds: Bounds
}

export interface Results {
  readonly patches: readonly Patch[]
  /** Where the picture's top left corner is on the canvas. */
  readonly offset: { readonly x: number; readonly y: number }
  readonly canvas: { readonly width: number; readonly height: number }
}

/**
 * @param target as `prepare` gave it: the companion may have got a part of the picture only
 * @throws InlayError as the client does
 */
export const loadResults = async (
  client: Client<AbortSignal>,
  id: string,
  report: FillReport,
  target: Target,
): Promise<Results> => {
  const patches: Patch[] = []
  for (const variation of report.variations) {
    const png = await client.resultPng(id, variation.index)
    const bounds = onWhole(variation.bounds, target)
    patches.push({ png, bitmap: await createImageBitmap(new Blob([png])), bounds })
  }
  const { left, top, right, bottom } = report.expansion ?? NO_MARGINS
  return {
    patches,
    offset: { x: left, y: top },
    canvas: extentWithin(target, { left, top, right, bottom }),
  }
}

/** Where on the whole picture's canvas that is which lies at `bounds` of what was sent. */
export const onWhole = (bounds: Bounds, { sent }: Pick<Target, 'sent'>): Bounds =>
  sent === undefined ? bounds : boundsTranslate(bounds, sent.left, sent.top)

/**
 * All variations on one grid of tiles. Their files go as they are where they fit; else they are cut
 * and written anew from bare pixels, without a canvas, which would spoil see-through colours.
 * @throws InlayError as the client does
 */
export const tilesOf = async (
  client: Client<AbortSignal> | undefined,
  id: string,
  { patches, offset }: Results,
  clip: readonly MaskPiece[],
): Promise<Tile[]> => {
  const union = boundsUnionAll(patches.map(({ bounds }) => bounds))
  if (union === null) return []
  const fits = union.width <= FIGMA_SIDE && union.height <= FIGMA_SIDE
  const isSame = patches.every(
    ({ bounds }) => bounds.width === union.width && bounds.height === union.height,
  )
  const isEightBit = patches.every(({ png }) => pngDepth(png) === 8)
  if (fits && isSame && isEightBit && clip.length === 0) {
    return [{ bounds: moved(union, offset), images: patches.map(({ png }) => png) }]
  }
  const boxes = cut(union)
  const images = boxes.map((): Uint8Array[] => [])
  for (const [index, { png, bounds }] of patches.entries()) {
    if (client === undefined) throw new InlayError('companion_unreachable')
    const { pixels } = await client.resultPixels(id, index)
    const rgba = await eightBit(pixels)
    if (clip.length > 0) await clipAlpha(rgba, bounds, offset, clip)
    const colour = colourChunks(png)
    for (const [at, box] of boxes.entries()) {
      const data = copied(rgba, bounds, box)
      images[at]?.push(await encodePng({ data, width: box.width, height: box.height }, colour))
    }
  }
  return boxes.map((box, at) => ({ bounds: moved(box, offset), images: images[at] ?? [] }))
}

const moved = (box: Bounds, { x, y }: { readonly x: number; readonly y: number }): Bounds => ({
  ...box,
  left: box.left - x,
  top: box.top - y,
})

/** Boxes of at most FIGMA_SIDE that cover `union` without overlap. */
export const cut = (union: Bounds): Bounds[] => {
  const parts = (length: number): number[] => {
    const count = Math.ceil(length / FIGMA_SIDE)
    return Array.from({ length: count + 1 }, (_, i) => Math.round((i * length) / count))
  }
  const [xs, ys] = [parts(union.width), parts(union.height)]
  return ys.slice(1).flatMap((bottom, row) =>
    xs.slice(1).map((right, column) => {
      const [left = 0, top = 0] = [xs[column], ys[row]]
      return {
        left: union.left + left,
        top: union.top + top,
        width: right - left,
        height: bottom - top,
      }
    }),
  )
}

/** RGBA of 8 bits, to be changed. */
const eightBit = async ({ data, width, height }: PixelImage): Promise<Uint8Array> => {
  if (data instanceof Uint8Array) return data.slice()
  const rgba = new Uint8Array(data.length)
  const stride = width * 4
  await inSlices(height, (y) => {
    for (let i = y * stride; i < (y + 1) * stride; i++) rgba[i] = Math.round(data[i]! / 257)
  })
  return rgba
}

/** Alpha times the clip, which lies in the picture's own pixels. */
const clipAlpha = async (
  rgba: Uint8Array,
  bounds: Bounds,
  offset: { readonly x: number; readonly y: number },
  clip: readonly MaskPiece[],
): Promise<void> => {
  const box = moved(bounds, offset)
  const grid: MaskGrid = gridOf(box.width, box.height)
  grid.data.fill(255)
  await clipBy(
    grid,
    clip.map((piece) => shifted(piece, box)),
  )
  const { width, height, data } = grid
  await inSlices(height, (y) => {
    for (let i = y * width; i < (y + 1) * width; i++) {
      rgba[i * 4 + 3] = Math.round((rgba[i * 4 + 3]! * data[i]!) / 255)
    }
  })
}

const shifted = (piece: MaskPiece, { left, top }: Bounds): MaskPiece => {
  const [a, b, c, d, e, f] = piece.toImage
  return { ...piece, toImage: [a, b, c, d, e - left, f - top] }
}

/** The pixels of `box`, see-through where the patch has none. */
const copied = (rgba: Uint8Array, bounds: Bounds, box: Bounds): Uint8Array => {
  const data = new Uint8Array(box.width * box.height * 4)
  const left = Math.max(bounds.left, box.left)
  const right = Math.min(bounds.left + bounds.width, box.left + box.width)
  const top = Math.max(bounds.top, box.top)
  const bottom = Math.min(bounds.top + bounds.height, box.top + box.height)
  for (let y = top; y < bottom; y++) {
    const from = ((y - bounds.top) * bounds.width + left - bounds.left) * 4
    const to = ((y - box.top) * box.width + left - box.left) * 4
    if (right > left) data.set(rgba.subarray(from, from + (right - left) * 4), to)
  }
  return data
}
