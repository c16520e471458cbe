/**
 * Merged LoRAs on disk: made once for a model, a set of LoRAs and their strengths, found again as long
 * as the files are what they were, and few of them kept.
 */
import { createHash, randomUUID } from 'node:crypto'
import { open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import type { Inference } from '../../../inference/inference.ts'
import type { GraphFiles } from '../../../inference/messages.ts'
import { assertSpace, writeError } from '../../../models/disk.ts'
import { makePrivateFolder, PRIVATE_FILE, writePrivateFile } from '../../../system/private-files.ts'
import { type Merged, type Piece, planMerge, writeMerged } from './merge-lora.ts'
import type { LoraTarget } from './names.ts'
import type { LoraPlan } from './plan.ts'
import { openLora } from './read-lora.ts'

export interface LoraFile {
  readonly path: string
  /** How much of it: 1 as trained, negative for the opposite. */
  readonly strength: number
}

export interface LoraMerger {
  /**
   * The graph with the LoRAs in its weights, ready to be opened; the graph as it was when none of
   * them changes it.
   * @throws InlayError model_refused | model_damaged | file_unreadable | file_unwritable |
   *   disk_full | out_of_memory | engine_failed | cancelled
   */
  merge(
    graph: GraphFiles,
    target: LoraTarget,
    loras: readonly LoraFile[],
    signal: AbortSignal,
  ): Promise<MergedGraph>
}

export interface MergedGraph {
  readonly graph: GraphFiles
  /** Weights that changed. */
  readonly changed: number
  /** Layers of the LoRAs that are for such a graph and have no place in this one. */
  readonly missed: readonly string[]
}

/** Merged sets that stay on disk, the last used ones. */
const KEPT = 6

const PieceSchema = z.strictObject({
  at: z.int().min(0),
  from: z.int().min(0),
  length: z.int().min(1),
})
const Index = z.strictObject({
  pieces: z.array(z.tuple([z.string(), z.array(PieceSchema)])),
  bytes: z.int().min(0),
  changed: z.int().min(0),
  missed: z.array(z.string()),
})
type Index = z.infer<typeof Index>

/** @param folder private, for merged weights only */
export const createLoraMerger = (
  inference: Pick<Inference, 'open'>,
  folder: string,
): LoraMerger => ({
  merge: async (graph, target, loras, signal) => {
    if (loras.length === 0) return { graph, changed: 0, missed: [] }
    const key = await keyOf(graph, target, loras)
    const path = join(folder, `${key}.weights`)
    const known = await readIndex(folder, key)
    const index = known ?? (await make({ graph, target, loras, signal, inference, folder, key }))
    if (known === undefined) await sweep(folder)
    const { pieces, changed, missed } = index
    return { graph: patched(graph, path, new Map(pieces)), changed, missed }
  },
})

const patched = (
  graph: GraphFiles,
  path: string,
  pieces: ReadonlyMap<string, readonly Piece[]>,
): GraphFiles => {
  const patchOf = (name: string) => {
    const list = pieces.get(name)
    return list === undefined ? {} : { patch: { path, pieces: [...list] } }
  }
  return {
    ...graph,
    ...patchOf(''),
    external: graph.external.map((file) => ({ ...file, ...patchOf(file.name) })),
  }
}

interface Making {
  readonly graph: GraphFiles
  readonly target: LoraTarget
  readonly loras: readonly LoraFile[]
  readonly signal: AbortSignal
  readonly inference: Pick<Inference, 'open'>
  readonly folder: string
  readonly key: string
}

const make = async (making: Making): Promise<Index> => {
  const { graph, target, loras, signal, inference, folder, key } = making
  const opened = await openAll(loras)
  const draft = join(folder, `${key}-${randomUUID()}.part`)
  try {
    const plan = await planMerge(graph, target, opened)
    assertPlaces(plan, graph)
    await makePrivateFolder(folder)
    const needed = plan.changes.reduce((sum, { weight }) => sum + weight.length, 0)
    await assertSpace(folder, needed)
    const file = await open(draft, 'wx', PRIVATE_FILE)
    let merged: Merged
    try {
      merged = await writeMerged(graph, plan, file, { inference, scratch: folder }, signal)
    } finally {
      await file.close()
    }
    await rename(draft, join(folder, `${key}.weights`))
    const index = { ...merged, missed: [...merged.missed], pieces: piecesOf(merged) }
    await writePrivateFile(join(folder, `${key}.json`), JSON.stringify(index))
    return index
  } catch (error) {
    await rm(draft, { force: true })
    throw error instanceof InlayError ? error : writeError(error)
  } finally {
    await Promise.all(opened.map((lora) => lora.close()))
  }
}

const piecesOf = ({ pieces }: Merged): Index['pieces'] =>
  [...pieces].map(([name, list]) => [name, list.map((piece) => ({ ...piece }))])

const openAll = async (loras: readonly LoraFile[]) => {
  const opened: (Awaited<ReturnType<typeof openLora>> & { strength: number })[] = []
  try {
    for (const { path, strength } of loras) opened.push({ ...(await openLora(path)), strength })
    return opened
  } catch (error) {
    await Promise.all(opened.map((lora) => lora.close()))
    throw error
  }
}

/** A data file that the graph names and the model does not have could not be laid over. */
const assertPlaces = ({ changes }: LoraPlan, { external }: GraphFiles): void => {
  const names = new Set(external.map(({ name }) => name))
  for (const { weight } of changes) {
    if (weight.file !== undefined && !names.has(weight.file)) {
      throw new InlayError('model_damaged', 'Its graph names a data file that it does not have.')
    }
  }
}

const keyOf = async (
  { path, external }: GraphFiles,
  target: LoraTarget,
  loras: readonly LoraFile[],
): Promise<string> => {
  const files = [path, ...external.map((file) => file.path), ...loras.map((lora) => lora.path)]
  const identities = await Promise.all(files.map(identityOf))
  const strengths = loras.map(({ strength }) => strength)
  return createHash('sha256')
    .update(JSON.stringify([1, target, identities, strengths]))
    .digest('hex')
}

/** Changes whenever a file is written to or replaced (models/open-model.ts). */
const identityOf = async (path: string): Promise<string[]> => {
  const stats = await stat(path, { bigint: true }).catch((cause: unknown) => {
    throw new InlayError('file_unreadable', 'It is a file of weights.', { cause })
  })
  return [path, ...[stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].map(String)]
}

const readIndex = async (folder: string, key: string): Promise<Index | undefined> => {
  try {
    const index = Index.parse(JSON.parse(await readFile(join(folder, `${key}.json`), 'utf8')))
    const weights = join(folder, `${key}.weights`)
    const { size } = await stat(weights)
    if (size !== index.bytes) return undefined
    await utimes(weights, new Date(), new Date())
    return index
  } catch {
    // Not there or not whole: it is made again.
    return undefined
  }
}

const sweep = async (folder: string): Promise<void> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.weights'))
  const dated = await Promise.all(
    names.map(async (name) => ({ name, used: (await stat(join(folder, name))).mtimeMs })),
  )
  for (const { name } of dated.sort((a, b) => b.used - a.used).slice(KEPT)) {
    await rm(join(folder, name.replace(/weights$/, 'json')), { force: true })
    await rm(join(folder, name), { force: true })
  }
}
