/** An autoencoder run tile by tile, with the answer it would have given for the whole picture. */

import { InlayError } from '@inlay/shared'
import type { Inference, Net } from '../../../inference/inference.ts'
import type { GraphFiles } from '../../../inference/messages.ts'
import type { Tensor } from '../../../inference/tensors.ts'
import { readStructure, type Structure } from '../../../models/onnx/read-structure.ts'
import type { Planes } from '../image/planes.ts'
import { asFloats, asTensor } from '../model/values.ts'
import { TILE } from './norms.ts'
import { type Part, partsOf, type TiledPart } from './parts.ts'
import { planTiles, type Tile, type TileSizes } from './plan.ts'
import {
  type Correction,
  combine,
  correctionOf,
  errorOf,
  noCorrection,
  type Statistics,
} from './statistics.ts'
import { writePart } from './write-part.ts'

/**
 * Enough for Stable Diffusion's, SDXL's and FLUX's autoencoders: after the cut their decoder looks
 * 6.25 latents far, their encoder 4.5 (three 3 x 3 convolutions and one for the size at each depth).
 */
const USUAL_TILES: TileSizes = { tile: 64, halo: 8 }

/** Statistics that are off by less than this, in standard deviations, are right. */
const SETTLED = 2e-4

export interface TiledNet {
  /**
   * @param input latents of a decoder, the picture of an encoder; as the graph takes them
   * @param onProgress 0..1 of the work on tiles
   * @throws InlayError cancelled | out_of_memory | engine_failed
   */
  run(input: Planes, signal: AbortSignal, onProgress?: (fraction: number) => void): Promise<Planes>
  /** Frees all nets and removes their files. */
  close(): Promise<void>
}

/**
 * @param factor pixels of a latent on each side
 * @returns null where the graph is none that can be cut: it runs whole or not at all
 * @throws InlayError model_refused | file_unreadable | disk_full; as `Inference.open`
 */
export const openTiled = async (
  inference: Inference,
  graph: GraphFiles,
  kind: 'decoder' | 'encoder',
  factor: number,
  sizes: TileSizes = USUAL_TILES,
): Promise<TiledNet | null> => {
  if (graph.patch !== undefined) return null
  const structure = await readStructure(graph.path)
  const parts = partsOf(structure, kind)
  if (parts === null) return null
  const opened: OpenPart[] = []
  const close = async (): Promise<void> => {
    await Promise.all(opened.splice(0).map((part) => part.close()))
  }
  try {
    for (const part of [parts.whole, ...parts.tiled]) {
      opened.push(await openPart(inference, graph, structure, part))
    }
  } catch (error) {
    await close()
    throw error
  }
  const [whole, ...chain] = opened
  const tiles = parts.tiled.map((part, i) => ({ ...part, net: chain[i]!.net }))
  const decodes = kind === 'decoder'
  return {
    run: async (input, signal, onProgress) => {
      const runWhole = async (planes: Planes): Promise<Planes> => {
        const { net } = whole!
        const feed = { [parts.whole.input]: tensorOf(net, parts.whole.input, planes) }
        const answer = await net.run(feed, [parts.whole.output], signal)
        return planesOf(answer[parts.whole.output])
      }
      const runTiles = (planes: Planes): Promise<Planes> =>
        runInTiles(tiles, planes, { decodes, factor, sizes, signal, onProgress })
      return decodes ? runTiles(await runWhole(input)) : runWhole(await runTiles(input))
    },
    close,
  }
}

interface OpenPart {
  readonly net: Net
  close(): Promise<void>
}

const openPart = async (
  inference: Inference,
  graph: GraphFiles,
  structure: Structure,
  part: Part,
): Promise<OpenPart> => {
  const file = await inference.spool(writePart(graph.path, structure, part.graph))
  try {
    const net = await inference.open({ path: file.path, external: graph.external })
    const close = async (): Promise<void> => {
      await net.close()
      await file.remove()
    }
    return { net, close }
  } catch (error) {
    await file.remove()
    throw error
  }
}

interface Job {
  readonly decodes: boolean
  readonly factor: number
  readonly sizes: TileSizes
  readonly signal: AbortSignal
  readonly onProgress: ((fraction: number) => void) | undefined
}

type OpenTiledPart = TiledPart & { readonly net: Net }

/** Every part on all tiles before the next, so that what a tile is normalised by is the picture's. */
const runInTiles = async (
  parts: readonly OpenTiledPart[],
  planes: Planes,
  job: Job,
): Promise<Planes> => {
  const [inScale, outScale] = job.decodes ? [1, job.factor] : [job.factor, 1]
  const [rows, columns] = [planes.height / inScale, planes.width / inScale]
  const tiles = planTiles(rows, columns, job.sizes)
  const [first] = parts
  let held = tiles.map((tile) => tensorOf(first!.net, first!.input, cutTile(planes, tile, inScale)))
  for (const [i, part] of parts.entries()) {
    held = await runPart(part, tiles, held, job.signal)
    job.onProgress?.((i + 1) / parts.length)
  }
  let result: Planes | null = null
  for (const [i, tile] of tiles.entries()) {
    const made = planesOf(held[i])
    result ??= blankPlanes(made.channels, rows * outScale, columns * outScale)
    pasteCore(result, made, tile, outScale)
  }
  return result ?? blankPlanes(0, 0, 0)
}

/**
 * One part on all tiles, in rounds: each puts at least one more of its normalisations exactly right,
 * as what comes before that was right already; so there is never more than one round more than
 * normalisations.
 */
const runPart = async (
  part: OpenTiledPart,
  tiles: readonly Tile[],
  inputs: readonly Tensor[],
  signal: AbortSignal,
): Promise<Tensor[]> => {
  const weights = tiles.map(coreArea)
  const alone = part.norms === 0 || tiles.length === 1
  let corrections = tiles.map(() => noCorrection(part.groups))
  for (let round = 0; ; round++) {
    const own: Statistics[] = []
    const results: Tensor[] = []
    // What comes of a tile's own statistics is not wanted, unless nothing else is there.
    const wanted = alone || round > 0
    for (const [i, tile] of tiles.entries()) {
      if (signal.aborted) throw new InlayError('cancelled')
      const feed = {
        [part.input]: inputs[i]!,
        ...(part.norms > 0 ? { ...placeOf(tile), ...correctionTensors(corrections[i]!) } : {}),
      }
      const names = [
        ...(part.norms > 0 ? [TILE.mean, TILE.variance] : []),
        ...(wanted ? [part.output] : []),
      ]
      const answer = await part.net.run(feed, names, signal)
      if (part.norms > 0) own.push(statisticsOf(answer))
      if (wanted) results.push(answer[part.output]!)
    }
    if (alone) return results
    const whole = combine(own, weights)
    const error = Math.max(...own.map((each, i) => errorOf(each, corrections[i]!, whole)))
    if (wanted && (error < SETTLED || round >= part.norms)) return results
    corrections = own.map((each) => correctionOf(each, whole))
  }
}

const statisticsOf = (answer: Record<string, Tensor>): Statistics => ({
  mean: asFloats(answer[TILE.mean], 'a tile’s mean'),
  variance: asFloats(answer[TILE.variance], 'a tile’s variance'),
})

const correctionTensors = ({ shift, stretch }: Correction): Record<string, Tensor> => {
  const shape = [1, shift.length, 1]
  return {
    [TILE.shift]: { type: 'float32', shape, data: shift },
    [TILE.stretch]: { type: 'float32', shape, data: stretch },
  }
}

const placeOf = ({ rows, columns }: Tile): Record<string, Tensor> => {
  const pair = (down: number, across: number): Tensor => ({
    type: 'int64',
    shape: [2],
    data: BigInt64Array.of(BigInt(down), BigInt(across)),
  })
  return {
    [TILE.size]: pair(rows.to - rows.from, columns.to - columns.from),
    [TILE.from]: pair(rows.coreFrom - rows.from, columns.coreFrom - columns.from),
    [TILE.to]: pair(rows.coreTo - rows.from, columns.coreTo - columns.from),
  }
}

const coreArea = ({ rows, columns }: Tile): number =>
  (rows.coreTo - rows.coreFrom) * (columns.coreTo - columns.coreFrom)

const tensorOf = (net: Net, name: string, { channels, height, width, data }: Planes): Tensor => {
  const info = net.inputs.find((input) => input.name === name)
  if (info === undefined) throw new InlayError('internal', `A part takes no ${name}.`)
  return asTensor(info, [1, channels, height, width], data)
}

const planesOf = (tensor: Tensor | undefined): Planes => {
  const data = asFloats(tensor, 'the autoencoder’s answer')
  const [, channels = 0, height = 0, width = 0] = tensor?.shape ?? []
  return { channels, height, width, data }
}

const blankPlanes = (channels: number, height: number, width: number): Planes => ({
  channels,
  height,
  width,
  data: new Float32Array(channels * height * width),
})

const cutTile = (planes: Planes, { rows, columns }: Tile, scale: number): Planes => {
  const part = blankPlanes(
    planes.channels,
    (rows.to - rows.from) * scale,
    (columns.to - columns.from) * scale,
  )
  copyRows(planes, part, rows.from * scale, columns.from * scale, 0, 0, part.height, part.width)
  return part
}

const pasteCore = (onto: Planes, tile: Planes, { rows, columns }: Tile, scale: number): void => {
  copyRows(
    tile,
    onto,
    (rows.coreFrom - rows.from) * scale,
    (columns.coreFrom - columns.from) * scale,
    rows.coreFrom * scale,
    columns.coreFrom * scale,
    (rows.coreTo - rows.coreFrom) * scale,
    (columns.coreTo - columns.coreFrom) * scale,
  )
}

/** A rectangle of every plane, from (top, left) of one to (intoTop, intoLeft) of the other. */
const copyRows = (
  source: Planes,
  target: Planes,
  top: number,
  left: number,
  intoTop: number,
  intoLeft: number,
  height: number,
  width: number,
): void => {
  for (let c = 0; c < source.channels; c++) {
    for (let y = 0; y < height; y++) {
      const from = (c * source.height + top + y) * source.width + left
      const into = (c * target.height + intoTop + y) * target.width + intoLeft
      target.data.set(source.data.subarray(from, from + width), into)
    }
  }
}
