/**
 * Which bytes of a model's files are which layer's weights: the constants of a graph with their
 * places, and the nodes that take them. What a LoRA has to know to change them.
 */
import {
  type Cursor,
  eachField,
  keyAndText,
  text,
  varint,
  type Walk,
  WireProblem,
} from './cursor.ts'
import { walkModel } from './walk-model.ts'

/** A constant of the graph. */
export interface Weight {
  readonly name: string
  /** TensorProto.DataType: 1 float32, 10 float16. */
  readonly type: number
  readonly shape: readonly number[]
  /** File that holds its bytes; undefined for the graph's own. */
  readonly file: string | undefined
  /** Byte of that file, and how many; undefined where they are no plain row of bytes. */
  readonly from: number | undefined
  readonly length: number
}

/** A node that multiplies something with a constant, or turns one for such a node. */
export interface WeightedNode {
  readonly name: string
  readonly op: 'MatMul' | 'Gemm' | 'Conv' | 'Transpose'
  readonly inputs: readonly string[]
  /** Of Gemm: its second input is turned. */
  readonly isTurned: boolean
}

export interface Layers {
  readonly weights: ReadonlyMap<string, Weight>
  readonly nodes: readonly WeightedNode[]
}

const MOST_NODES = 1_000_000
const MOST_SIZES = 8
const MOST_INPUTS = 64

/** @throws InlayError model_refused when it is no ONNX model; file_unreadable */
export const readLayers = (path: string): Promise<Layers> => walkModel(path, readModelLayers)

/** Reads a ModelProto; graphs within graphs are left out, as layers are never there. */
export function* readModelLayers(cursor: Cursor): Walk<Layers> {
  const weights = new Map<string, Weight>()
  const nodes: WeightedNode[] = []
  yield* eachField(cursor, cursor.size, ({ number, end }) =>
    number === 7 && end !== undefined
      ? eachField(cursor, end, ({ number: part, end: partEnd }) => {
          if (partEnd === undefined) return undefined
          if (part === 1) return node(cursor, partEnd, nodes)
          if (part === 5) return weight(cursor, partEnd, weights)
          return undefined
        })
      : undefined,
  )
  return { weights, nodes }
}

const OPS = ['MatMul', 'Gemm', 'Conv', 'Transpose'] as const
const opOf = (word: string): WeightedNode['op'] | undefined => OPS.find((op) => op === word)

function* node(cursor: Cursor, end: number, nodes: WeightedNode[]): Walk<void> {
  const inputs: string[] = []
  let [name, op, isTurned] = ['', '', false]
  yield* eachField(cursor, end, ({ number, end: partEnd }) => {
    if (partEnd === undefined) return undefined
    return (function* (): Walk<void> {
      if (number === 1 && inputs.length < MOST_INPUTS) inputs.push(yield* text(cursor, partEnd))
      if (number === 3) name = yield* text(cursor, partEnd)
      if (number === 4) op = yield* text(cursor, partEnd)
      if (number === 5 && (yield* turns(cursor, partEnd))) isTurned = true
    })()
  })
  const known = opOf(op)
  if (known === undefined) return
  if (nodes.length >= MOST_NODES) throw new WireProblem('It has too many nodes.')
  nodes.push({ name, op: known, inputs, isTurned })
}

/** True for the attribute `transB` = 1. */
function* turns(cursor: Cursor, end: number): Walk<boolean> {
  let [name, value] = ['', 0]
  yield* eachField(cursor, end, ({ number, value: given, end: partEnd }) => {
    if (number === 3 && given !== undefined) value = given
    if (number !== 1 || partEnd === undefined) return undefined
    return (function* (): Walk<void> {
      name = yield* text(cursor, partEnd)
    })()
  })
  return name === 'transB' && value === 1
}

/** TensorProto: raw bytes (9), packed floats (4), or a place in another file (13). */
function* weight(cursor: Cursor, end: number, weights: Map<string, Weight>): Walk<void> {
  const shape: number[] = []
  const place = new Map<string, string>()
  const draft = { name: '', type: 0, isExternal: false, rows: 0, from: 0, length: 0 }
  const size = (value: number): void => {
    if (shape.length >= MOST_SIZES) throw new WireProblem('A tensor has too many sizes.')
    shape.push(value)
  }
  yield* eachField(cursor, end, ({ number, value, end: partEnd }) => {
    if (value !== undefined) {
      if (number === 1) size(value)
      if (number === 2) draft.type = value
      if (number === 14) draft.isExternal = value === 1
    }
    if (partEnd === undefined) return undefined
    if (number === 1) return packed(cursor, partEnd, size)
    if (number === 13) return entry(cursor, partEnd, place)
    if (number === 4 || number === 9) {
      draft.rows += 1
      draft.from = cursor.at
      draft.length = partEnd - cursor.at
    }
    if (number !== 8) return undefined
    return (function* (): Walk<void> {
      draft.name = yield* text(cursor, partEnd)
    })()
  })
  weights.set(draft.name, { name: draft.name, type: draft.type, shape, ...placeOf(draft, place) })
}

const placeOf = (
  {
    isExternal,
    rows,
    from,
    length,
  }: { isExternal: boolean; rows: number; from: number; length: number },
  place: ReadonlyMap<string, string>,
): Pick<Weight, 'file' | 'from' | 'length'> => {
  if (!isExternal) return { file: undefined, from: rows === 1 ? from : undefined, length }
  const offset = numberOf(place.get('offset') ?? '0')
  const extent = numberOf(place.get('length') ?? '')
  return {
    file: place.get('location') ?? '',
    from: extent === undefined ? undefined : offset,
    length: extent ?? 0,
  }
}

const numberOf = (digits: string): number | undefined => {
  const value = /^\d{1,15}$/.test(digits) ? Number(digits) : undefined
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined
}

/** Sizes written one after another, as newer writers do. */
function* packed(cursor: Cursor, end: number, take: (value: number) => void): Walk<void> {
  while (cursor.at < end) take(yield* varint(cursor))
  if (cursor.at !== end) throw new WireProblem('A list in it has no end.')
}

function* entry(cursor: Cursor, end: number, place: Map<string, string>): Walk<void> {
  const [key, content] = yield* keyAndText(cursor, end)
  if (place.size < 16) place.set(key, content)
}
