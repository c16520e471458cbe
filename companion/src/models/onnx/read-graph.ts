/**
 * What an ONNX file says of itself, without loading it: inputs, outputs, and the other files it
 * keeps its weights in. Field numbers after onnx/onnx.proto (IR version 13).
 *
 * Repeated messages add up, as protobuf merges them, so that a second `graph` cannot hide anything
 * from us that the runtime would see.
 */
import type { TensorInfo } from '../tensor-info.ts'
import { type Cursor, eachField, keyAndText, text, type Walk, WireProblem } from './cursor.ts'
import { walkModel } from './walk-model.ts'

export interface GraphInfo {
  readonly irVersion: number
  /** Version of the default operator set; 0 when it names none. */
  readonly opset: number
  readonly inputs: readonly TensorInfo[]
  readonly outputs: readonly TensorInfo[]
  /** Names of the files that hold tensors outside the graph, as the graph spells them, sorted. */
  readonly externalFiles: readonly string[]
}

/** Graphs within graphs (If, Loop, Scan). */
const DEEPEST = 12
const MOST_VALUES = 1024
const MOST_CONSTANTS = 500_000
const MOST_FILES = 256
const MOST_SIZES = 16

/** TensorProto.DataType, with onnxruntime's words for them. */
const TYPE_WORDS: ReadonlyMap<number, string> = new Map([
  [1, 'float32'],
  [2, 'uint8'],
  [3, 'int8'],
  [4, 'uint16'],
  [5, 'int16'],
  [6, 'int32'],
  [7, 'int64'],
  [8, 'string'],
  [9, 'bool'],
  [10, 'float16'],
  [11, 'float64'],
  [12, 'uint32'],
  [13, 'uint64'],
  [16, 'bfloat16'],
])

interface Found {
  irVersion: number
  opset: number
  hasGraph: boolean
  readonly inputs: TensorInfo[]
  readonly outputs: TensorInfo[]
  readonly constants: Set<string>
  readonly files: Set<string>
}

/**
 * @throws InlayError model_refused when it is no ONNX model; file_unreadable
 */
export const readGraphFile = (path: string): Promise<GraphInfo> => walkModel(path, readModel)

/** Reads a ModelProto. @throws WireProblem */
export function* readModel(cursor: Cursor): Walk<GraphInfo> {
  const found: Found = {
    irVersion: 0,
    opset: 0,
    hasGraph: false,
    inputs: [],
    outputs: [],
    constants: new Set(),
    files: new Set(),
  }
  yield* eachField(cursor, cursor.size, ({ number, value, end }) => {
    if (number === 1 && value !== undefined) found.irVersion = value
    if (end === undefined) return undefined
    if (number === 7) return graph(cursor, end, found, 0)
    if (number === 8) return operatorSet(cursor, end, found)
    if (number === 20) return training(cursor, end, found)
    if (number === 25) return functionBody(cursor, end, found)
    return undefined
  })
  const inputs = found.inputs.filter(({ name }) => !found.constants.has(name))
  if (!found.hasGraph || found.irVersion === 0 || found.outputs.length === 0) {
    throw new WireProblem('There is no graph in it.')
  }
  return {
    irVersion: found.irVersion,
    opset: found.opset,
    inputs,
    outputs: found.outputs,
    externalFiles: [...found.files].sort(),
  }
}

/** GraphProto; below the top only its tensors count. */
function* graph(cursor: Cursor, end: number, found: Found, depth: number): Walk<void> {
  if (depth > DEEPEST) throw new WireProblem('Its graphs lie too deep within each other.')
  const isTop = depth === 0
  if (isTop) found.hasGraph = true
  yield* eachField(cursor, end, ({ number, end: partEnd }) => {
    if (partEnd === undefined) return undefined
    if (number === 1) return node(cursor, partEnd, found, depth)
    if (number === 5) return tensor(cursor, partEnd, found, isTop)
    if (number === 15) return sparseTensor(cursor, partEnd, found, isTop)
    if (number === 11 && isTop) return value(cursor, partEnd, found.inputs)
    if (number === 12 && isTop) return value(cursor, partEnd, found.outputs)
    return undefined
  })
}

/** NodeProto: only what its attributes hold. */
function* node(cursor: Cursor, end: number, found: Found, depth: number): Walk<void> {
  yield* eachField(cursor, end, ({ number, end: partEnd }) =>
    number === 5 && partEnd !== undefined ? attribute(cursor, partEnd, found, depth) : undefined,
  )
}

/** AttributeProto: tensors and graphs, single (t, g, sparse_tensor) and many. */
function* attribute(cursor: Cursor, end: number, found: Found, depth: number): Walk<void> {
  yield* eachField(cursor, end, ({ number, end: partEnd }) => {
    if (partEnd === undefined) return undefined
    if (number === 5 || number === 10) return tensor(cursor, partEnd, found, false)
    if (number === 6 || number === 11) return graph(cursor, partEnd, found, depth + 1)
    if (number === 22 || number === 23) return sparseTensor(cursor, partEnd, found, false)
    return undefined
  })
}

/** FunctionProto: nodes and attributes with defaults. */
function* functionBody(cursor: Cursor, end: number, found: Found): Walk<void> {
  yield* eachField(cursor, end, ({ number, end: partEnd }) => {
    if (partEnd === undefined) return undefined
    if (number === 7) return node(cursor, partEnd, found, 1)
    if (number === 11) return attribute(cursor, partEnd, found, 1)
    return undefined
  })
}

/** TrainingInfoProto: two graphs that inference never runs, whose tensors count all the same. */
function* training(cursor: Cursor, end: number, found: Found): Walk<void> {
  yield* eachField(cursor, end, ({ number, end: partEnd }) =>
    (number === 1 || number === 2) && partEnd !== undefined
      ? graph(cursor, partEnd, found, 1)
      : undefined,
  )
}

/** TensorProto: its name when it is a constant of the graph, and where its bytes lie. */
function* tensor(cursor: Cursor, end: number, found: Found, isConstant: boolean): Walk<void> {
  let isExternal = false
  let location: string | undefined
  yield* eachField(cursor, end, ({ number, value: kind, end: partEnd }) => {
    if (number === 14 && kind === 1) isExternal = true
    if (partEnd === undefined) return undefined
    if (number === 8 && isConstant) return constantName(cursor, partEnd, found)
    if (number === 13) {
      return externalEntry(cursor, partEnd, (where) => {
        location = where
        remember(found.files, where, MOST_FILES)
      })
    }
    return undefined
  })
  if (isExternal && location === undefined) {
    throw new WireProblem('A tensor lies in another file without saying which.')
  }
}

/** SparseTensorProto: values and indices. */
function* sparseTensor(cursor: Cursor, end: number, found: Found, isConstant: boolean): Walk<void> {
  yield* eachField(cursor, end, ({ number, end: partEnd }) =>
    (number === 1 || number === 2) && partEnd !== undefined
      ? tensor(cursor, partEnd, found, isConstant && number === 1)
      : undefined,
  )
}

function* constantName(cursor: Cursor, end: number, found: Found): Walk<void> {
  remember(found.constants, yield* text(cursor, end), MOST_CONSTANTS)
}

/** Of `external_data`: "location", "offset", "length", "checksum". */
function* externalEntry(cursor: Cursor, end: number, take: (location: string) => void): Walk<void> {
  const [key, content] = yield* keyAndText(cursor, end)
  if (key === 'location') take(content)
}

/** OperatorSetIdProto: the version of the default domain. */
function* operatorSet(cursor: Cursor, end: number, found: Found): Walk<void> {
  let domain = ''
  let version = 0
  yield* eachField(cursor, end, ({ number, value: given, end: partEnd }) => {
    if (number === 2 && given !== undefined) version = given
    if (number !== 1 || partEnd === undefined) return undefined
    return (function* (): Walk<void> {
      domain = yield* text(cursor, partEnd)
    })()
  })
  if (domain === '' || domain === 'ai.onnx') found.opset = version
}

interface Draft {
  type: string
  shape: (number | string)[]
}

/** ValueInfoProto. */
function* value(cursor: Cursor, end: number, into: TensorInfo[]): Walk<void> {
  if (into.length >= MOST_VALUES) throw new WireProblem('It has too many inputs or outputs.')
  let name = ''
  const draft: Draft = { type: 'no tensor', shape: [] }
  yield* eachField(cursor, end, ({ number, end: partEnd }) => {
    if (partEnd === undefined) return undefined
    if (number === 2) return tensorType(cursor, partEnd, draft)
    if (number !== 1) return undefined
    return (function* (): Walk<void> {
      name = yield* text(cursor, partEnd)
    })()
  })
  into.push({ name, ...draft })
}

/** TypeProto, then TypeProto.Tensor. */
function* tensorType(cursor: Cursor, end: number, draft: Draft): Walk<void> {
  yield* eachField(cursor, end, ({ number, end: typeEnd }) =>
    number === 1 && typeEnd !== undefined
      ? eachField(cursor, typeEnd, ({ number: part, value: given, end: partEnd }) => {
          if (part === 1 && given !== undefined) {
            draft.type = TYPE_WORDS.get(given) ?? `type ${given}`
          }
          return part === 2 && partEnd !== undefined ? shape(cursor, partEnd, draft) : undefined
        })
      : undefined,
  )
}

/** TensorShapeProto. */
function* shape(cursor: Cursor, end: number, draft: Draft): Walk<void> {
  yield* eachField(cursor, end, ({ number, end: sizeEnd }) =>
    number === 1 && sizeEnd !== undefined ? size(cursor, sizeEnd, draft) : undefined,
  )
}

/** TensorShapeProto.Dimension: a number, a word, or neither. */
function* size(cursor: Cursor, end: number, draft: Draft): Walk<void> {
  if (draft.shape.length >= MOST_SIZES) throw new WireProblem('A tensor has too many sizes.')
  let found: number | string = ''
  yield* eachField(cursor, end, ({ number, value: given, end: partEnd }) => {
    if (number === 1 && given !== undefined) found = given <= Number.MAX_SAFE_INTEGER ? given : ''
    if (number !== 2 || partEnd === undefined) return undefined
    return (function* (): Walk<void> {
      found = yield* text(cursor, partEnd)
    })()
  })
  draft.shape.push(found)
}

const remember = (set: Set<string>, entry: string, most: number): void => {
  if (set.size >= most && !set.has(entry)) throw new WireProblem('It names too many parts.')
  set.add(entry)
}
