/**
 * LoRAs merged into a graph's weights: the changed bytes go into one file, and the graph is loaded with
 * that file laid over its own (Patch of inference/messages.ts). Nothing of the model itself is written.
 */
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InlayError } from '@inlay/shared'
import type { Inference } from '../../../inference/inference.ts'
import type { GraphFiles } from '../../../inference/messages.ts'
import { readLayers, type Weight } from '../../../models/onnx/read-layers.ts'
import { createAdder } from './add-product.ts'
import { layersByPath } from './layers.ts'
import type { LoraTarget } from './names.ts'
import { type LoraPlan, planLora, type WeightedPairs } from './plan.ts'

/** `length` bytes from byte `from` of the patch replace those at `at` of the file. */
export interface Piece {
  readonly at: number
  readonly from: number
  readonly length: number
}

/** Pieces of the graph's own file under '', of its data files under their names. */
export type Pieces = ReadonlyMap<string, readonly Piece[]>

export interface Merged {
  readonly pieces: Pieces
  readonly bytes: number
  /** Weights that changed. */
  readonly changed: number
  readonly missed: readonly string[]
}

/** A plan for one graph. @throws InlayError model_refused | file_unreadable */
export const planMerge = async (
  graph: Pick<GraphFiles, 'path'>,
  target: LoraTarget,
  loras: readonly WeightedPairs[],
): Promise<LoraPlan> => planLora(layersByPath(await readLayers(graph.path)), target, loras)

/**
 * Writes the changed weights of a plan into `into`, which is new or empty.
 * @param scratch a folder for a small graph that does the sums
 * @throws InlayError model_damaged | model_refused | file_unreadable | out_of_memory |
 *   engine_failed | cancelled
 */
export const writeMerged = async (
  graph: Pick<GraphFiles, 'path' | 'external'>,
  { changes, missed }: LoraPlan,
  into: FileHandle,
  { inference, scratch }: { inference: Pick<Inference, 'open'>; scratch: string },
  signal: AbortSignal,
): Promise<Merged> => {
  const files = new Map<string, FileHandle>()
  const adder = createAdder(inference, scratch)
  const pieces = new Map<string, Piece[]>()
  let bytes = 0
  try {
    for (const change of changes) {
      if (signal.aborted) throw new InlayError('cancelled')
      const name = change.weight.file ?? ''
      const file = files.get(name) ?? (await open(pathOf(graph, name)).catch(unreadable))
      files.set(name, file)
      const merged = await adder.add(change, await bytesOf(file, change.weight), signal)
      await into.write(merged, 0, merged.length, bytes)
      const piece = { at: change.weight.from ?? 0, from: bytes, length: merged.length }
      pieces.set(name, [...(pieces.get(name) ?? []), piece])
      bytes += merged.length
    }
  } finally {
    await adder.close()
    await Promise.all([...files.values()].map((file) => file.close()))
  }
  return { pieces, bytes, changed: changes.length, missed }
}

const bytesOf = async (file: FileHandle, { from, length }: Weight): Promise<Uint8Array> => {
  // A buffer of its own: typed arrays want it to begin where a value does.
  const bytes = new Uint8Array(length)
  let got = 0
  while (got < length) {
    const { bytesRead } = await file.read(bytes, got, length - got, (from ?? 0) + got)
    if (bytesRead === 0) throw new InlayError('model_damaged', 'A file of weights ends too early.')
    got += bytesRead
  }
  return bytes
}

const unreadable = (cause: unknown): never => {
  throw new InlayError('file_unreadable', 'It holds weights of the model.', { cause })
}

/** @throws InlayError model_damaged for a data file the model does not have */
const pathOf = (graph: Pick<GraphFiles, 'path' | 'external'>, name: string): string => {
  if (name === '') return graph.path
  const given = graph.external.find((file) => file.name === name)
  if (given !== undefined) return given.path
  // A plain name lies beside its graph; anything else would lead out of the folder.
  if (/^[^/\\]+$/.test(name) && name !== '..') return join(dirname(graph.path), name)
  throw new InlayError('model_damaged', 'Its graph keeps weights outside the model’s folder.')
}
