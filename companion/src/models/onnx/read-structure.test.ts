/** The structure of graphs, and that damaged ones are refused by name and never loop. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeOnnx } from '../../inference/onnx-writer.ts'
import { WireProblem, walkBytes } from './cursor.ts'
import { readModelStructure } from './read-structure.ts'

const bytes = writeOnnx({
  opset: 15,
  inputs: [{ name: 'x', type: 'float16', shape: [1, 'c', 8] }],
  outputs: [{ name: 'y', type: 'float32', shape: [1] }],
  constants: [{ name: 'w', type: 'float32', shape: [2, 3], values: [1, 2, 3, 4, 5, 6] }],
  nodes: [
    { op: 'Conv', inputs: ['x', 'w'], outputs: ['a'], attributes: { strides: { ints: [2, 2] } } },
    {
      op: 'InstanceNormalization',
      inputs: ['a', 'w', ''],
      outputs: ['y'],
      attributes: { epsilon: { float: 0.25 } },
    },
  ],
})

describe('a graph', () => {
  const read = walkBytes(bytes, readModelStructure)

  it('is read with its nodes, constants and ends', () => {
    expect(read).toMatchObject({
      irVersion: 8,
      opset: 15,
      inputs: [{ name: 'x', type: 10 }],
      outputs: [{ name: 'y', type: 1 }],
      nodes: [
        { op: 'Conv', inputs: ['x', 'w'], outputs: ['a'], strides: [2, 2], epsilon: undefined },
        { op: 'InstanceNormalization', inputs: ['a', 'w', ''], strides: [], epsilon: 0.25 },
      ],
    })
    expect(read.constants.get('w')?.shape).toEqual([2, 3])
  })

  it('says where each part lies', () => {
    const { from, length } = read.nodes[1]!.range
    const part = Buffer.from(bytes.subarray(from, from + length)).toString('latin1')
    expect(part).toContain('InstanceNormalization')
    expect(part).not.toContain('Conv')
  })

  it('that is damaged is refused, whatever the damage', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(bytes.length),
        (changes, length) => {
          const damaged = bytes.slice(0, length)
          for (const [at, byte] of changes) if (at < length) damaged[at] = byte
          try {
            walkBytes(damaged, readModelStructure)
          } catch (error) {
            expect(error).toBeInstanceOf(WireProblem)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
