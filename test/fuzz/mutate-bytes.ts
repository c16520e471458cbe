/** Damages bytes the way disks, networks and attackers do. */
import type { Random } from './random.ts'

/** Values at which sizes and counters go wrong. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0xfffe, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff]

type Mutator = (bytes: Buffer, random: Random) => Buffer

const MUTATORS: readonly Mutator[] = [
  // One bit.
  (bytes, { int }) => {
    const at = int(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << int(8))
    return bytes
  },
  // One byte.
  (bytes, { int }) => {
    bytes[int(bytes.length)] = int(256)
    return bytes
  },
  // A number at an edge, in either order of bytes.
  (bytes, { int, pick, chance }) => {
    const size = pick([2, 4])
    if (bytes.length < size) return bytes
    const value = pick(EDGES) % 2 ** (8 * size)
    const at = int(bytes.length - size + 1)
    if (chance(0.5)) bytes.writeUIntBE(value, at, size)
    else bytes.writeUIntLE(value, at, size)
    return bytes
  },
  // Cut short.
  (bytes, { int }) => bytes.subarray(0, int(bytes.length)),
  // Without its beginning.
  (bytes, { int }) => bytes.subarray(int(Math.min(bytes.length, 64))),
  // A piece taken out.
  (bytes, { int }) => {
    const from = int(bytes.length)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + int(16))])
  },
  // A piece put in.
  (bytes, { int, chance }) => {
    const at = int(bytes.length)
    const piece = Buffer.alloc(1 + int(64), chance(0.5) ? 0 : int(256))
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)])
  },
  // A piece twice.
  (bytes, { int }) => {
    const from = int(bytes.length)
    const to = from + int(Math.min(256, bytes.length - from) + 1)
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)])
  },
  // A piece somewhere else.
  (bytes, { int }) => {
    const length = int(Math.min(32, bytes.length) + 1)
    const from = int(bytes.length - length + 1)
    bytes.copy(bytes, int(bytes.length - length + 1), from, from + length)
    return bytes
  },
  // Something after the end.
  (bytes, { int }) => Buffer.concat([bytes, Buffer.alloc(1 + int(200), int(256))]),
]

/**
 * A damaged copy.
 * @param head share of the mutations that fall into the first bytes, where formats keep their numbers
 */
export const mutateBytes = (original: Uint8Array, random: Random, head = 0.5): Buffer => {
  let bytes: Buffer = Buffer.from(original)
  for (let left = 1 + random.int(4); left > 0 && bytes.length > 0; left--) {
    const mutate = random.pick(MUTATORS)
    const split = Math.min(bytes.length, 128)
    bytes = random.chance(head)
      ? Buffer.concat([
          mutate(Buffer.from(bytes.subarray(0, split)), random),
          bytes.subarray(split),
        ])
      : mutate(bytes, random)
  }
  return bytes
}
