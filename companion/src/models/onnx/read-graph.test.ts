/** The reader against files it must understand, files that lie, and files that are noise. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  bytes,
  externalTensor,
  graph,
  int,
  lamaLike,
  message,
  node,
  noise,
  onnxFile,
  tensor,
  text,
  value,
  varint,
} from '../testing/onnx.ts'
import { WireProblem, walkBytes } from './cursor.ts'
import { type GraphInfo, readGraphFile, readModel } from './read-graph.ts'

const read = (file: Uint8Array, windowSize?: number): GraphInfo =>
  walkBytes(file, readModel, windowSize)

const INPUT = { name: 'in', shape: [1, 3, 'h', 'w'] }
const OUTPUT = { name: 'out', type: 'uint8', shape: [1, 3, 'h', ''] }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-onnx-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('what a graph says of itself', () => {
  test('names, types, sizes, operator set', () => {
    expect(read(onnxFile({ inputs: [INPUT], outputs: [OUTPUT] }))).toEqual({
      irVersion: 8,
      opset: 17,
      inputs: [{ name: 'in', type: 'float32', shape: [1, 3, 'h', 'w'] }],
      outputs: [{ name: 'out', type: 'uint8', shape: [1, 3, 'h', ''] }],
      externalFiles: [],
    })
  })

  test('constants that old exporters list among the inputs are none', () => {
    const file = onnxFile({
      inputs: [INPUT, { name: 'w', shape: [2] }],
      outputs: [OUTPUT],
      more: [tensor(5, 'w', noise(8))],
    })
    expect(read(file).inputs.map(({ name }) => name)).toEqual(['in'])
  })

  test('a second graph adds to the first, as protobuf merges them', () => {
    const file = onnxFile(
      { inputs: [INPUT], outputs: [OUTPUT] },
      graph(7, {
        inputs: [{ name: 'hidden', shape: [1] }],
        outputs: [],
        more: [externalTensor(5, 'x', '/etc/passwd')],
      }),
    )
    expect(read(file)).toMatchObject({
      inputs: [{ name: 'in' }, { name: 'hidden' }],
      externalFiles: ['/etc/passwd'],
    })
  })

  test('the same whatever the window, across every border', async () => {
    const file = onnxFile({
      inputs: Array.from({ length: 40 }, (_, i) => ({ name: 'x'.repeat(i * 9 + 1), shape: [i] })),
      outputs: [OUTPUT],
      more: [tensor(5, 'w', noise(200_000)), externalTensor(5, 'e', 'a.onnx_data')],
    })
    const whole = read(file)
    for (const window of [4097, 5000, 65_536]) expect(read(file, window)).toEqual(whole)
    const path = join(folder, 'windows.onnx')
    await writeFile(path, file)
    expect(await readGraphFile(path)).toEqual(whole)
  })
})

describe('row 16: files that a graph keeps weights in', () => {
  const places: readonly (readonly [string, Buffer])[] = [
    ['a constant of the graph', externalTensor(5, 'x', 'f')],
    ['a sparse constant', message(15, externalTensor(1, 'x', 'f'))],
    ['a node’s tensor', node(externalTensor(5, 'x', 'f'))],
    ['a node’s list of tensors', node(externalTensor(10, 'x', 'f'))],
    ['a node’s sparse tensor', node(message(22, externalTensor(2, 'x', 'f')))],
    ['a graph within a node', node(message(6, externalTensor(5, 'x', 'f')))],
    [
      'graphs within a node',
      node(message(11, message(1, message(5, externalTensor(5, 'x', 'f'))))),
    ],
  ]
  test.each(places)('found in %s', (_where, field) => {
    const file = onnxFile({ inputs: [INPUT], outputs: [OUTPUT], more: [field] })
    expect(read(file).externalFiles).toEqual(['f'])
  })

  test('found in functions and training graphs', () => {
    const inFunction = message(25, message(7, message(5, externalTensor(5, 'x', 'f'))))
    const inTraining = message(20, message(2, externalTensor(5, 'x', 'g')))
    const file = onnxFile({ inputs: [INPUT], outputs: [OUTPUT] }, inFunction, inTraining)
    expect(read(file).externalFiles).toEqual(['f', 'g'])
  })

  test('a name that ends early, or hides, is not the name it seems to be', () => {
    const more = [externalTensor(5, 'x', 'w.onnx_data\u0000.x'), externalTensor(5, 'y', '\u202ew')]
    const { externalFiles } = read(onnxFile({ inputs: [INPUT], outputs: [OUTPUT], more }))
    expect(externalFiles).toEqual(['w.onnx_data\ufffd.x', '\ufffdw'])
  })

  test('a tensor elsewhere that does not say where is refused', () => {
    const lost = message(5, int(1, 1), int(2, 1), text(8, 'x'), int(14, 1))
    const file = onnxFile({ inputs: [INPUT], outputs: [OUTPUT], more: [lost] })
    expect(() => read(file)).toThrow(WireProblem)
  })
})

describe('files that are no graph', () => {
  test.each<readonly [string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['text', Buffer.from('{"this": "is json"}')],
    ['zeros', new Uint8Array(1000)],
    ['a header without a graph', int(1, 8)],
    ['a graph without outputs', Buffer.concat([int(1, 8), graph(7, { inputs: [], outputs: [] })])],
    ['a part longer than the whole', Buffer.concat([varint(7 * 8 + 2), varint(1e9), noise(10)])],
    ['a number without an end', Buffer.alloc(20, 0xff)],
    ['a group', Buffer.concat([int(1, 8), Buffer.from([0x0b])])],
    [
      'a name of a megabyte',
      Buffer.concat([int(1, 8), message(7, message(11, text(1, 'x'.repeat(1e6))))]),
    ],
    [
      'a name that is not UTF-8',
      Buffer.concat([int(1, 8), message(7, message(11, bytes(1, Buffer.from([0xff]))))]),
    ],
  ])('%s', (_what, file) => {
    expect(() => read(file)).toThrow(WireProblem)
  })

  test('half a file', () => {
    const file = lamaLike(40_000)
    for (const part of [0.1, 0.5, 0.9]) {
      expect(() => read(file.subarray(0, file.length * part))).toThrow(WireProblem)
    }
  })

  test('graphs within graphs without end', () => {
    let inner = message(6, value(11, INPUT))
    for (let i = 0; i < 200; i++) inner = message(6, message(1, message(5, inner)))
    const file = onnxFile({ inputs: [INPUT], outputs: [OUTPUT], more: [node(inner)] })
    expect(() => read(file)).toThrow(WireProblem)
  })

  test('more inputs, files or sizes than any net has', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => i)
    const inputs = many(2000).map((i) => ({ name: `i${i}`, shape: [1] }))
    const more = many(400).map((i) => externalTensor(5, 'x', `f${i}`))
    for (const parts of [
      { inputs, outputs: [OUTPUT] },
      { inputs: [INPUT], outputs: [OUTPUT], more },
      { inputs: [{ name: 'in', shape: many(50) }], outputs: [OUTPUT] },
    ]) {
      expect(() => read(onnxFile(parts))).toThrow(WireProblem)
    }
  })

  test('the error says so in words', async () => {
    const path = join(folder, 'text.onnx')
    await writeFile(path, 'not a graph')
    await expect(readGraphFile(path)).rejects.toMatchObject({ code: 'model_refused' })
  })
})

describe('noise', () => {
  const quiet = (file: Uint8Array): void => {
    try {
      read(file)
    } catch (error) {
      if (!(error instanceof WireProblem)) throw error
    }
  }

  test('any bytes end in a graph or in WireProblem', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), quiet), { numRuns: 3000 })
  })

  test('so does a real file with some bytes changed', () => {
    const real = onnxFile({
      inputs: [INPUT],
      outputs: [OUTPUT],
      more: [node(message(6, externalTensor(5, 'x', 'f'))), tensor(5, 'w', noise(32))],
    })
    const change = fc.tuple(fc.nat(real.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const file = Uint8Array.from(real)
        for (const [at, byte] of changes) file[at] = byte
        quiet(file)
      }),
      { numRuns: 5000 },
    )
  })
})
