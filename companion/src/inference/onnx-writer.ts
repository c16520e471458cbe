/**
 * Writes small ONNX models: the probe that tells whether a device really computes, and the graphs
 * of tests. Protobuf wire format and field numbers after onnx/onnx.proto (IR version 8).
 */

export type OnnxType = 'float32' | 'uint8' | 'int32' | 'int64' | 'bool' | 'float16'

/** TensorProto.DataType. */
const TYPE_NUMBERS: Readonly<Record<OnnxType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
}

export interface OnnxValue {
  readonly name: string
  readonly type: OnnxType
  /** A word stands for a size known only when the graph runs. */
  readonly shape: readonly (number | string)[]
}

/** A constant; int64 values are written exactly, the others as their type holds them. */
export interface OnnxConstant {
  readonly name: string
  readonly type: 'float32' | 'int64' | 'uint8'
  readonly shape: readonly number[]
  readonly values: readonly number[]
  /** Its bytes lie in a file of this name beside the graph, from `offset` on; see `constantBytes`. */
  readonly external?: { readonly name: string; readonly offset: number }
}

export type OnnxAttribute =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly text: string }

export interface OnnxNode {
  readonly op: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>
}

export interface OnnxGraph {
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
  readonly nodes: readonly OnnxNode[]
  readonly constants?: readonly OnnxConstant[]
  /** Version of the default operator set. */
  readonly opset?: number
}

const IR_VERSION = 8
const DEFAULT_OPSET = 17

/** Unsigned LEB128; negative numbers take ten bytes, as protobuf's int64 does. */
const varint = (value: number): Buffer => {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Buffer.from(bytes)
}

/** A whole number as a field of any message. */
export const integer = (field: number, value: number): Buffer =>
  Buffer.concat([varint(field << 3), varint(value)])

const float = (field: number, value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return Buffer.concat([varint((field << 3) | 5), bytes])
}

/** What stands before the `length` bytes of a message, a text or bytes. */
export const header = (field: number, length: number): Buffer =>
  Buffer.concat([varint((field << 3) | 2), varint(length)])

const bytes = (field: number, value: Uint8Array): Buffer =>
  Buffer.concat([header(field, value.length), value])

const text = (field: number, value: string): Buffer => bytes(field, Buffer.from(value, 'utf8'))

const message = (field: number, parts: readonly Buffer[]): Buffer =>
  bytes(field, Buffer.concat(parts))

/** AttributeProto's fields and its AttributeType. */
const attribute = (name: string, value: OnnxAttribute): Buffer => {
  if ('float' in value) return message(5, [text(1, name), float(2, value.float), integer(20, 1)])
  if ('int' in value) return message(5, [text(1, name), integer(3, value.int), integer(20, 2)])
  if ('text' in value) return message(5, [text(1, name), text(4, value.text), integer(20, 3)])
  return message(5, [text(1, name), ...value.ints.map((i) => integer(8, i)), integer(20, 7)])
}

/** A node as a part of a graph: the field of a GraphProto, its number included. */
export const node = ({ op, inputs, outputs, attributes = {} }: OnnxNode): Buffer =>
  message(1, [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  ])

/** A constant's values as its type holds them, little-endian. */
const constantBytes = ({ type, values }: OnnxConstant): Uint8Array => {
  if (type === 'uint8') return Uint8Array.from(values)
  const size = type === 'float32' ? 4 : 8
  const data = Buffer.alloc(values.length * size)
  values.forEach((value, i) => {
    if (type === 'float32') data.writeFloatLE(value, i * size)
    else data.writeBigInt64LE(BigInt(value), i * size)
  })
  return data
}

/** A constant as a part of a graph. */
export const constant = (tensor: OnnxConstant): Buffer =>
  message(5, [
    ...tensor.shape.map((size) => integer(1, size)),
    integer(2, TYPE_NUMBERS[tensor.type]),
    text(8, tensor.name),
    ...(tensor.external === undefined
      ? [bytes(9, constantBytes(tensor))]
      : [...externalPlace(tensor, tensor.external), integer(14, EXTERNAL)]),
  ])

/** TensorProto.DataLocation. */
const EXTERNAL = 1

const externalPlace = (
  tensor: OnnxConstant,
  { name, offset }: { readonly name: string; readonly offset: number },
): Buffer[] =>
  Object.entries({
    location: name,
    offset: String(offset),
    length: String(constantBytes(tensor).length),
  }).map(([key, value]) => message(13, [text(1, key), text(2, value)]))

/** An input (field 11) or output (12) as a part of a graph. */
export const value = (field: 11 | 12, { name, type, shape }: OnnxValue): Buffer => {
  const sizes = shape.map((size) =>
    message(1, [typeof size === 'number' ? integer(1, size) : text(2, size)]),
  )
  const tensor = message(1, [integer(1, TYPE_NUMBERS[type]), message(2, sizes)])
  return message(field, [text(1, name), message(2, [tensor])])
}

/** The bytes of a .onnx file. */
export const writeOnnx = (graph: OnnxGraph): Uint8Array =>
  Buffer.concat([
    integer(1, IR_VERSION),
    text(2, 'inlay'),
    message(7, [
      ...graph.nodes.map(node),
      text(2, 'graph'),
      ...(graph.constants ?? []).map(constant),
      ...graph.inputs.map((input) => value(11, input)),
      ...graph.outputs.map((output) => value(12, output)),
    ]),
    message(8, [text(1, ''), integer(2, graph.opset ?? DEFAULT_OPSET)]),
  ])
