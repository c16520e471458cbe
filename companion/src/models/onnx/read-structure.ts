/** How a graph hangs together, node by node, with the place of every part in its file: to take parts of it. */
import { type Cursor, eachField, text, varint, type Walk, WireProblem } from './cursor.ts'
import { walkModel } from './walk-model.ts'

/** Bytes of the graph's file. */
export interface FileRange {
  readonly from: number
  readonly length: number
}

export interface StructureNode {
  readonly op: string
  /** Empty for ONNX's own operators. */
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** Of convolutions. */
  readonly strides: readonly number[]
  /** Of normalisations. */
  readonly epsilon: number | undefined
  /** Of Constant: the sizes of its tensor. */
  readonly shape: readonly number[] | undefined
  readonly range: FileRange
}

export interface StructureConstant {
  readonly shape: readonly number[]
  readonly range: FileRange
}

export interface StructureValue {
  readonly name: string
  /** TensorProto.DataType: 1 float32, 10 float16. */
  readonly type: number
  readonly range: FileRange
}

export interface Structure {
  readonly irVersion: number
  /** OperatorSetIdProtos as they stand. */
  readonly opsets: readonly FileRange[]
  /** Version of ONNX's own operators. */
  readonly opset: number
  readonly nodes: readonly StructureNode[]
  readonly constants: ReadonlyMap<string, StructureConstant>
  readonly inputs: readonly StructureValue[]
  readonly outputs: readonly StructureValue[]
}

const MOST_NODES = 100_000

/** @throws InlayError model_refused when it is no ONNX model; file_unreadable */
export const readStructure = (path: string): Promise<Structure> =>
  walkModel(path, readModelStructure)

/** Reads a ModelProto. */
export function* readModelStructure(cursor: Cursor): Walk<Structure> {
  const opsets: FileRange[] = []
  const nodes: StructureNode[] = []
  const constants = new Map<string, StructureConstant>()
  const inputs: StructureValue[] = []
  const outputs: StructureValue[] = []
  let [irVersion, opset] = [8, 0]
  const graph = (end: number): Walk<void> =>
    eachField(cursor, end, ({ number, end: partEnd }) => {
      if (partEnd === undefined) return undefined
      if (number === 1) return node(cursor, partEnd, nodes)
      if (number === 5) return constant(cursor, partEnd, constants)
      if (number === 11) return value(cursor, partEnd, inputs)
      if (number === 12) return value(cursor, partEnd, outputs)
      return undefined
    })
  yield* eachField(cursor, cursor.size, ({ number, value: given, end }) => {
    if (number === 1 && given !== undefined) irVersion = given
    if (end === undefined) return undefined
    if (number === 7) return graph(end)
    if (number !== 8) return undefined
    opsets.push(rangeTo(cursor, end))
    return (function* (): Walk<void> {
      const { domain, version } = yield* operatorSet(cursor, end)
      if (domain === '' || domain === 'ai.onnx') opset = version
    })()
  })
  return { irVersion, opsets, opset, nodes, constants, inputs, outputs }
}

const rangeTo = (cursor: Cursor, end: number): FileRange => ({
  from: cursor.at,
  length: end - cursor.at,
})

function* operatorSet(cursor: Cursor, end: number): Walk<{ domain: string; version: number }> {
  let [domain, version] = ['', 0]
  yield* eachField(cursor, end, ({ number, value: given, end: partEnd }) => {
    if (number === 2 && given !== undefined) version = given
    if (number !== 1 || partEnd === undefined) return undefined
    return (function* (): Walk<void> {
      domain = yield* text(cursor, partEnd)
    })()
  })
  return { domain, version }
}

function* node(cursor: Cursor, end: number, nodes: StructureNode[]): Walk<void> {
  const range = rangeTo(cursor, end)
  const inputs: string[] = []
  const outputs: string[] = []
  const strides: number[] = []
  let [op, domain] = ['', '']
  let epsilon: number | undefined
  let shape: readonly number[] | undefined
  yield* eachField(cursor, end, ({ number, end: partEnd }) => {
    if (partEnd === undefined) return undefined
    return (function* (): Walk<void> {
      if (number === 1) inputs.push(yield* text(cursor, partEnd))
      if (number === 2) outputs.push(yield* text(cursor, partEnd))
      if (number === 4) op = yield* text(cursor, partEnd)
      if (number === 7) domain = yield* text(cursor, partEnd)
      if (number !== 5) return
      const { name, float, ints, sizes } = yield* attribute(cursor, partEnd)
      if (name === 'value') shape = sizes
      if (name === 'epsilon') epsilon = float
      if (name === 'strides') strides.push(...ints)
    })()
  })
  if (nodes.length >= MOST_NODES) throw new WireProblem('It has too many nodes.')
  nodes.push({ op, domain, inputs, outputs, strides, epsilon, shape, range })
}

interface Attribute {
  readonly name: string
  readonly float: number | undefined
  readonly ints: readonly number[]
  /** Of a tensor. */
  readonly sizes: readonly number[] | undefined
}

/** Of lists only the first few: no stride has more. */
const MOST_INTS = 8

function* attribute(cursor: Cursor, end: number): Walk<Attribute> {
  const ints: number[] = []
  let name = ''
  let float: number | undefined
  let sizes: readonly number[] | undefined
  yield* eachField(cursor, end, (field) => {
    if (field.number === 2 && field.float !== undefined) float = field.float
    if (field.number === 8 && field.value !== undefined && ints.length < MOST_INTS) {
      ints.push(field.value)
    }
    const partEnd = field.end
    if (partEnd === undefined) return undefined
    if (field.number === 8) return list(cursor, partEnd, ints)
    if (field.number === 5) {
      return (function* (): Walk<void> {
        sizes = (yield* tensor(cursor, partEnd)).shape
      })()
    }
    if (field.number !== 1) return undefined
    return (function* (): Walk<void> {
      name = yield* text(cursor, partEnd)
    })()
  })
  return { name, float, ints, sizes }
}

function* list(cursor: Cursor, end: number, into: number[]): Walk<void> {
  while (cursor.at < end && into.length < MOST_INTS) into.push(yield* varint(cursor))
}

function* constant(
  cursor: Cursor,
  end: number,
  constants: Map<string, StructureConstant>,
): Walk<void> {
  const range = rangeTo(cursor, end)
  const { name, shape } = yield* tensor(cursor, end)
  constants.set(name, { shape, range })
}

/** TensorProto: its name and sizes. */
function* tensor(cursor: Cursor, end: number): Walk<{ name: string; shape: number[] }> {
  const shape: number[] = []
  let name = ''
  yield* eachField(cursor, end, ({ number, value: given, end: partEnd }) => {
    if (number === 1 && given !== undefined && shape.length < MOST_INTS) shape.push(given)
    if (partEnd === undefined) return undefined
    if (number === 1) return list(cursor, partEnd, shape)
    if (number !== 8) return undefined
    return (function* (): Walk<void> {
      name = yield* text(cursor, partEnd)
    })()
  })
  return { name, shape }
}

/** ValueInfoProto: a name, and TypeProto with Tensor with the type of its elements. */
function* value(cursor: Cursor, end: number, into: StructureValue[]): Walk<void> {
  const range = rangeTo(cursor, end)
  let [name, type] = ['', 0]
  const tensorType = (typeEnd: number): Walk<void> =>
    eachField(cursor, typeEnd, ({ number, value: given }) => {
      if (number === 1 && given !== undefined) type = given
      return undefined
    })
  const typeProto = (typeEnd: number): Walk<void> =>
    eachField(cursor, typeEnd, ({ number, end: partEnd }) =>
      number === 1 && partEnd !== undefined ? tensorType(partEnd) : undefined,
    )
  yield* eachField(cursor, end, ({ number, end: partEnd }) => {
    if (partEnd === undefined) return undefined
    if (number === 2) return typeProto(partEnd)
    if (number !== 1) return undefined
    return (function* (): Walk<void> {
      name = yield* text(cursor, partEnd)
    })()
  })
  into.push({ name, type, range })
}
