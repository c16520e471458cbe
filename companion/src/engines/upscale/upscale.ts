/**
 * Enlarges a picture with a net (Real-ESRGAN and its kind), tile by tile: each tile sees more than it
 * makes, and neighbours fade into each other, so that no seam is seen and memory stays bounded.
 */
import {
  type Bounds,
  bitDepthOf,
  type Extent,
  hasAlpha,
  InlayError,
  type PixelImage,
} from '@inlay/shared'
import type { Net } from '../../inference/inference.ts'
import type { UpscaleContract } from '../../models/contract.ts'
import type { GraphSize } from '../../models/contract-parts.ts'
import { breathe } from '../../system/breathe.ts'
import { orCancelled } from '../../system/or-cancelled.ts'
import { packPicture, unpackPicture } from '../neural/pack.ts'
import { cutPlanes, type Planes } from '../neural/planes.ts'
import { resize } from '../neural/resample.ts'
import { isFixed, sizeTiers } from '../neural/window.ts'

export interface UpscaleModel {
  readonly contract: UpscaleContract
  /** @throws InlayError model_missing | model_damaged | engine_unavailable | out_of_memory | engine_failed */
  open(): Promise<Net>
}

export interface UpscaleHooks {
  readonly signal: AbortSignal
  /** Less than the model's own makes the answer smaller again; the model's own when absent. */
  readonly scale?: number
  /** `fraction` 0..1, never falling. */
  readonly onProgress?: (fraction: number) => void
}

/** Pixels a tile sees beyond what it makes: about what a compact net's layers reach. */
const MARGIN = 32

/** Pixels over which a tile fades into those before it. */
const FADE = 8

/**
 * The picture, `scale` times as large on each side, in its own depth and channels. Grey comes
 * back as luma; alpha is resampled beside the net, which knows none.
 * @throws InlayError contract_mismatch | engine_failed | out_of_memory | cancelled
 */
export const upscale = async (
  image: PixelImage,
  { contract, open }: UpscaleModel,
  { signal, scale = contract.scale, onProgress }: UpscaleHooks,
): Promise<PixelImage> => {
  const net = await orCancelled(signal, open())
  let told = 0
  return net.shrinking(sizeTiers(contract.size), (size, run) =>
    enlarge(
      image,
      { contract, size, scale, net: { inputs: net.inputs, run } },
      signal,
      (fraction) => {
        told = Math.max(told, fraction)
        onProgress?.(told)
      },
    ),
  )
}

interface Enlarging {
  readonly contract: UpscaleContract
  /** Of the net's window; the contract's, or a smaller one. */
  readonly size: GraphSize
  readonly scale: number
  readonly net: Pick<Net, 'inputs' | 'run'>
}

const enlarge = async (
  image: PixelImage,
  { contract, size, scale, net }: Enlarging,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<PixelImage> => {
  const { width, height, channels } = image
  const samples = width * scale * height * scale * channels
  const data = bitDepthOf(image) === 16 ? new Uint16Array(samples) : new Uint8Array(samples)
  const result: PixelImage = { width: width * scale, height: height * scale, channels, data }
  const tiles = planTiles(image, size)
  const alpha = alphaOf(image)
  for (const [i, tile] of tiles.entries()) {
    await breathe(signal)
    const planes = cutPlanes(image, tile.window)
    const feeds = packPicture(contract.image, net.inputs, planes)
    const answer = (await net.run(feeds, [contract.output.output], signal))[contract.output.output]
    if (answer === undefined) throw new InlayError('engine_failed', 'The net gave no picture.')
    const answered = unpackPicture(contract.output, answer)
    const [wide, high] = [planes.width * contract.scale, planes.height * contract.scale]
    if (answered.width !== wide || answered.height !== high) {
      throw new InlayError(
        'contract_mismatch',
        `Expected ${wide} x ${high} for ${contract.output.output} but received ${answered.width} x ${answered.height}`,
      )
    }
    const made =
      scale === contract.scale
        ? answered
        : resize(answered, planes.width * scale, planes.height * scale)
    const cover = alpha && resize(cutPlanes(alpha, tile.window), made.width, made.height)
    lay(result, tile, made, cover?.data, scale)
    onProgress((i + 1) / tiles.length)
  }
  return result
}

/** One run: what the net sees (perhaps beyond the picture) and what it makes. */
export interface UpscaleTile {
  readonly window: Bounds
  readonly core: Bounds
}

/** Tiles in reading order; their cores are the picture. */
export const planTiles = (image: Extent, size: GraphSize): UpscaleTile[] => {
  const sides = (length: number, fixed: number | undefined) => {
    const side = fixed ?? windowSide(length, size)
    const margin = Math.min(MARGIN, Math.floor(side / 4))
    const most = side - 2 * margin
    const count = Math.ceil(length / most)
    const edge = (i: number): number => Math.round((length * i) / count)
    return Array.from({ length: count }, (_, i) => {
      const [from, to] = [edge(i), edge(i + 1)]
      return { from, length: to - from, start: from - Math.floor((side - (to - from)) / 2), side }
    })
  }
  const columns = sides(image.width, isFixed(size) ? size.width : undefined)
  const rows = sides(image.height, isFixed(size) ? size.height : undefined)
  return rows.flatMap((row) =>
    columns.map((column) => ({
      window: { left: column.start, top: row.start, width: column.side, height: row.side },
      core: { left: column.from, top: row.from, width: column.length, height: row.length },
    })),
  )
}

/** The net's best side, or less where the picture and its margins are smaller. */
const windowSide = (length: number, size: GraphSize): number => {
  if (isFixed(size)) return size.width
  const { multiple, min, best } = size
  const up = (value: number): number => Math.ceil(value / multiple) * multiple
  return Math.max(
    up(min),
    Math.min(Math.max(multiple, best - (best % multiple)), up(bucketOf(length + 2 * MARGIN))),
  )
}

/** Four sizes to each doubling: a graphics card is slow the first time it meets each. */
const bucketOf = (length: number): number => {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(length)) - 2)
  return Math.ceil(length / step) * step
}

const alphaOf = ({ width, height, channels, data }: PixelImage): PixelImage | undefined => {
  if (!hasAlpha(channels)) return undefined
  const plane =
    data instanceof Uint16Array ? new Uint16Array(width * height) : new Uint8Array(width * height)
  for (let i = 0; i < plane.length; i++) plane[i] = data[i * channels + channels - 1]!
  return { width, height, channels: 1, data: plane }
}

/** Writes the tile's core, and fades it into what tiles before it left on its left and top. */
const lay = (
  result: PixelImage,
  { window, core }: UpscaleTile,
  made: Planes,
  cover: Float32Array | undefined,
  scale: number,
): void => {
  const { width, channels, data } = result
  const top = bitDepthOf(result) === 16 ? 65535 : 255
  const area = made.width * made.height
  const fade = FADE * scale
  const x0 = core.left * scale
  const y0 = core.top * scale
  const fromX = core.left === 0 ? 0 : x0 - fade
  const fromY = core.top === 0 ? 0 : y0 - fade
  const store = (at: number, value: number, weight: number): void => {
    const fresh = Math.min(1, Math.max(0, value)) * top
    data[at] = Math.round(weight >= 1 ? fresh : data[at]! + (fresh - data[at]!) * weight)
  }
  for (let y = Math.max(0, fromY); y < (core.top + core.height) * scale; y++) {
    const down = y >= y0 ? 1 : (y - fromY + 0.5) / fade
    for (let x = Math.max(0, fromX); x < (core.left + core.width) * scale; x++) {
      const weight = Math.min(down, x >= x0 ? 1 : (x - fromX + 0.5) / fade)
      const from = (y - window.top * scale) * made.width + x - window.left * scale
      const [red, green, blue] = [from, area + from, 2 * area + from].map((i) => made.data[i]!)
      const at = (y * width + x) * channels
      if (channels < 3) store(at, 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!, weight)
      else {
        store(at, red!, weight)
        store(at + 1, green!, weight)
        store(at + 2, blue!, weight)
      }
      if (cover !== undefined) store(at + channels - 1, cover[from]!, weight)
    }
  }
}
