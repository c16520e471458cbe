/** The nets of one model: opened on first need, all at once or in turn, each run counted. */
import { InlayError } from '@inlay/shared'
import type { Held, Inference, Net } from '../../../inference/inference.ts'
import type { GraphFiles } from '../../../inference/messages.ts'
import type { Tensor } from '../../../inference/tensors.ts'
import type { TensorInfo } from '../../../models/tensor-info.ts'
import { orCancelled } from '../../../system/or-cancelled.ts'
import { openTiled, type TiledNet } from '../tiles/tiled-net.ts'
import type { DiffusionModel } from './describe.ts'
import type { PartName } from './folder.ts'

/** One net of the model. */
export interface OpenPart extends Pick<Net, 'run' | 'runKeeping'> {
  readonly inputs: readonly TensorInfo[]
  readonly outputs: readonly TensorInfo[]
  /** @throws InlayError contract_mismatch when the graph has no such input */
  input(name: string): TensorInfo
  has(name: string): boolean
}

export interface Nets {
  /** How often each net has run, for reports and tests. */
  readonly runs: Readonly<Partial<Record<PartName, number>>>
  /** Sentences of the runtime about where it ran, each given once. */
  takeNotes(): Promise<readonly string[]>
  has(name: PartName): boolean
  /**
   * Aborting ends the waiting at once; the loading, which nothing can interrupt, goes on unheard.
   * @throws InlayError contract_mismatch when the model has no such part; cancelled; as `Inference.open`
   */
  open(name: PartName, signal?: AbortSignal): Promise<OpenPart>
  /**
   * The autoencoder's half for pictures that are too large for it in one piece; null where this one
   * is not, or its graph cannot be cut.
   * @param pixels of the picture
   * @throws InlayError as `Inference.open`; model_refused | disk_full
   */
  tiled(name: 'vae_encoder' | 'vae_decoder', pixels: number): Promise<TiledNet | null>
  /** Tensors that are sent once and then named in any number of runs; release each after use. */
  hold(tensors: Readonly<Record<string, Tensor>>): Promise<Record<string, Held>>
  /** This stage is over: where memory is short, its nets are freed before the next are loaded. */
  leave(...names: readonly PartName[]): Promise<void>
  close(): Promise<void>
}

export interface NetsOptions {
  /** True frees every net as soon as its stage is over: the tier for 8 GB and less. */
  readonly inTurn: boolean
  /** Pictures of more pixels go through the autoencoder in tiles; none do when absent. */
  readonly tilesAbove?: number
  /** The files to open in place of the model's own: weights with LoRAs in them. */
  readonly graphFor?: (name: PartName, graph: GraphFiles) => Promise<GraphFiles>
}

export const openNets = (
  model: DiffusionModel,
  inference: () => Promise<Inference>,
  { inTurn, graphFor, tilesAbove = Number.POSITIVE_INFINITY }: NetsOptions,
): Nets => {
  const opened = new Map<PartName, Net>()
  const tiled = new Map<PartName, TiledNet | null>()
  const runs: Partial<Record<PartName, number>> = {}
  const told = new Set<string>()

  const take = async (name: PartName): Promise<Net> => {
    const known = opened.get(name)
    if (known !== undefined) return known
    const part = model.parts[name]
    if (part === undefined) {
      throw new InlayError('contract_mismatch', `The folder has no ${name}/model.onnx.`)
    }
    const graph = graphFor === undefined ? part.graph : await graphFor(name, part.graph)
    const net = await (await inference()).open(graph)
    opened.set(name, net)
    return net
  }

  const cut = async (name: 'vae_encoder' | 'vae_decoder'): Promise<TiledNet | null> => {
    const known = tiled.get(name)
    if (known !== undefined) return known
    const part = model.parts[name]
    const kind = name === 'vae_encoder' ? 'encoder' : 'decoder'
    const net =
      part === undefined
        ? null
        : await openTiled(await inference(), part.graph, kind, model.vae.factor)
    tiled.set(name, net)
    return net
  }

  const hear = async (net: Net): Promise<void> => {
    for (const note of await net.takeNotes()) told.add(note)
  }

  return {
    runs,
    takeNotes: async () => {
      for (const net of opened.values()) await hear(net)
      const notes = [...told]
      told.clear()
      return notes
    },
    has: (name) => model.parts[name] !== undefined,
    open: async (name, signal) => {
      const taking = take(name)
      const net = await (signal === undefined ? taking : orCancelled(signal, taking))
      const count = (): void => {
        runs[name] = (runs[name] ?? 0) + 1
      }
      const has = (input: string): boolean => net.inputs.some((info) => info.name === input)
      return {
        inputs: net.inputs,
        outputs: net.outputs,
        has,
        input: (wanted) => {
          const info = net.inputs.find((one) => one.name === wanted)
          if (info !== undefined) return info
          const names = net.inputs.map((one) => one.name).join(', ')
          throw new InlayError(
            'contract_mismatch',
            `${name}/model.onnx takes ${names}; expected "${wanted}" among them.`,
          )
        },
        run: async (inputs, outputs, signal) => {
          if (signal.aborted) throw new InlayError('cancelled')
          const answer = await net.run(inputs, outputs, signal)
          count()
          return answer
        },
        runKeeping: async (inputs, keep, signal) => {
          if (signal.aborted) throw new InlayError('cancelled')
          const answer = await net.runKeeping(inputs, keep, signal)
          count()
          return answer
        },
      }
    },
    tiled: async (name, pixels) => {
      if (pixels <= tilesAbove) return null
      const net = await cut(name)
      if (net !== null) runs[name] = (runs[name] ?? 0) + 1
      return net
    },
    hold: async (tensors) => {
      const { hold } = await inference()
      return Object.fromEntries(
        Object.entries(tensors).map(([name, tensor]) => [name, hold(tensor)] as const),
      )
    },
    leave: async (...names) => {
      if (!inTurn) return
      for (const name of names) {
        await tiled.get(name)?.close()
        tiled.delete(name)
        const net = opened.get(name)
        opened.delete(name)
        if (net === undefined) continue
        await hear(net)
        await net.close()
      }
    },
    close: async () => {
      const all = [...opened.values(), ...tiled.values()]
      opened.clear()
      tiled.clear()
      await Promise.all(all.map((net) => net?.close()))
    },
  }
}
