/** Which weights of a graph which pairs of which LoRAs change, before any number is read. */
import type { Weight } from '../../../models/onnx/read-layers.ts'
import { findLayer, type Layer } from './layers.ts'
import { type LoraTarget, layersFor } from './names.ts'
import type { LoraPair } from './read-lora.ts'

/** Rows `from` to `from + rows` of a pair's `up`, times its strength. */
export interface Share {
  readonly pair: LoraPair
  readonly from: number
  readonly rows: number
  /** Scale of the pair times the strength the user chose. */
  readonly scale: number
}

export interface Change {
  readonly weight: Weight
  readonly isTurned: boolean
  /** As the network had it: [rows, columns]. */
  readonly rows: number
  readonly columns: number
  readonly shares: Share[]
}

export interface LoraPlan {
  readonly changes: readonly Change[]
  /** Layers of the LoRA that the graph has no place for. */
  readonly missed: readonly string[]
}

export interface WeightedPairs {
  readonly pairs: readonly LoraPair[]
  readonly strength: number
}

export const planLora = (
  layers: ReadonlyMap<string, Layer>,
  target: LoraTarget,
  loras: readonly WeightedPairs[],
): LoraPlan => {
  const changes = new Map<string, Change>()
  const missed: string[] = []
  for (const { pairs, strength } of loras) {
    for (const pair of pairs) {
      if (pair.target !== target) continue
      const places = placesOf(layers, pair)
      if (places === undefined) {
        missed.push(pair.layer)
        continue
      }
      let from = 0
      for (const place of places) {
        const change = changes.get(place.weight.name) ?? { ...place, shares: [] }
        change.shares.push({ pair, from, rows: place.rows, scale: pair.scale * strength })
        changes.set(place.weight.name, change)
        from += place.rows
      }
    }
  }
  return { changes: [...changes.values()], missed }
}

type Place = Omit<Change, 'shares'>

/** The weights a pair changes, in the order of its rows; undefined where they do not fit. */
const placesOf = (
  layers: ReadonlyMap<string, Layer>,
  pair: LoraPair,
): readonly Place[] | undefined => {
  const places: Place[] = []
  for (const path of layersFor(pair.layer)) {
    const layer = findLayer(layers, path)
    const place = layer === undefined ? undefined : placeOf(layer)
    if (place === undefined || place.columns !== pair.columns) return undefined
    places.push(place)
  }
  const rows = places.reduce((sum, place) => sum + place.rows, 0)
  return rows === pair.rows ? places : undefined
}

/** Bytes of a value, of the types whose weights can be changed. */
const SIZES: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [10, 2],
])

const placeOf = ({ weight, isTurned }: Layer): Place | undefined => {
  const [first = 0, ...others] = weight.shape
  const rest = others.reduce((product, side) => product * side, 1)
  const size = SIZES.get(weight.type)
  // Bytes that are no plain row of these numbers cannot be changed in place.
  if (size === undefined || weight.from === undefined) return undefined
  if (weight.length !== first * rest * size) return undefined
  if (!isTurned) return { weight, isTurned, rows: first, columns: rest }
  return others.length === 1 ? { weight, isTurned, rows: rest, columns: first } : undefined
}
