/** ONNX files for tests, field by field, honest and not (onnx/onnx.proto). */

type Field = Buffer

export const varint = (value: number): Buffer => {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80)
    rest >>= 7n
  }
  return Buffer.from([...bytes, Number(rest)])
}

export const int = (field: number, value: number): Field =>
  Buffer.concat([varint(field * 8), varint(value)])

export const bytes = (field: number, value: Uint8Array): Field =>
  Buffer.concat([varint(field * 8 + 2), varint(value.length), value])

export const text = (field: number, value: string): Field => bytes(field, Buffer.from(value))

export const message = (field: number, ...parts: readonly Field[]): Field =>
  bytes(field, Buffer.concat(parts))

const TYPES: Readonly<Record<string, number>> = {
  float32: 1,
  uint8: 2,
  int64: 7,
  bool: 9,
  float16: 10,
}

export interface Value {
  readonly name: string
  readonly type?: string
  readonly shape: readonly (number | string)[]
}

/** ValueInfoProto: 11 for an input, 12 for an output. */
export const value = (field: number, { name, type = 'float32', shape }: Value): Field =>
  message(
    field,
    text(1, name),
    message(
      2,
      message(
        1,
        int(1, TYPES[type] ?? 0),
        message(
          2,
          ...shape.map((size) =>
            message(1, typeof size === 'number' ? int(1, size) : text(2, size)),
          ),
        ),
      ),
    ),
  )

/** TensorProto whose bytes are in the graph (field 5 of a graph, 5 of an attribute). */
export const tensor = (field: number, name: string, raw: Uint8Array): Field =>
  message(field, int(1, raw.length / 4), int(2, 1), text(8, name), bytes(9, raw))

/** TensorProto whose bytes lie in another file. */
export const externalTensor = (field: number, name: string, location: string): Field =>
  message(
    field,
    int(1, 1),
    int(2, 1),
    text(8, name),
    message(13, text(1, 'offset'), text(2, '0')),
    message(13, text(1, 'location'), text(2, location)),
    int(14, 1),
  )

/** A node with one attribute; `parts` are the attribute's fields. */
export const node = (...parts: readonly Field[]): Field =>
  message(1, text(1, 'a'), text(2, 'b'), text(4, 'Identity'), message(5, text(1, 'x'), ...parts))

export interface GraphParts {
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
  /** Further fields of the graph. */
  readonly more?: readonly Field[]
}

export const graph = (field: number, { inputs, outputs, more = [] }: GraphParts): Field =>
  message(
    field,
    ...more,
    ...inputs.map((input) => value(11, input)),
    ...outputs.map((output) => value(12, output)),
  )

/** A whole file. */
export const onnxFile = (parts: GraphParts, ...more: readonly Field[]): Buffer =>
  Buffer.concat([
    int(1, 8),
    text(2, 'test'),
    graph(7, parts),
    message(8, text(1, ''), int(2, 17)),
    ...more,
  ])

/** The inputs and outputs of LaMa's public export, and so many bytes of weights. */
export const lamaLike = (weights = 0): Buffer =>
  onnxFile({
    inputs: [
      { name: 'image', shape: [1, 3, 512, 512] },
      { name: 'mask', shape: [1, 1, 512, 512] },
    ],
    outputs: [{ name: 'output', shape: [1, 3, 512, 512] }],
    more: weights === 0 ? [] : [tensor(5, 'w', noise(weights))],
  })

/** Bytes that look random and are always the same. */
export const noise = (length: number, seed = 1): Buffer => {
  const data = Buffer.alloc(length)
  let state = seed
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    data[i] = state >>> 24
  }
  return data
}
