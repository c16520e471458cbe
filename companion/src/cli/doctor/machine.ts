/** Looks at the machine: Node, processor, memory, and what its WebAssembly can do. */
import { availableParallelism, cpus, freemem, totalmem } from 'node:os'
import { type Check, ok, problem, warning } from './check.ts'

/** `engines` of `companion/package.json`. */
const MIN_NODE: readonly [number, number] = [20, 9]

/** Node 20 got its last security fixes in April 2026. */
const OLDEST_SUPPORTED = 22

export const checkNode = (version = process.versions.node): Check => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])) {
    return problem(
      'node',
      'node_too_old',
      `Node ${version} is too old; ${MIN_NODE.join('.')} or newer is needed.`,
      'Install a current Node.',
    )
  }
  if (major < OLDEST_SUPPORTED) {
    return warning(
      'node',
      'node_unsupported',
      `Node ${version} works, but gets no security fixes any more.`,
      `Install Node ${OLDEST_SUPPORTED} or newer when you can.`,
    )
  }
  return ok('node', `Node ${version} on ${process.platform} ${process.arch}.`)
}

export const checkProcessor = (cores = availableParallelism()): Check => {
  const model = cpus()[0]?.model.trim() || 'unknown processor'
  const finding = `${cores} ${cores === 1 ? 'core' : 'cores'} (${model}).`
  return cores > 1
    ? ok('processor', finding)
    : warning(
        'processor',
        'single_core',
        finding,
        'Fills work; with a second core they would be faster.',
      )
}

const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`

/** Room for a 12-megapixel fill with everything around it. */
const COMFORTABLE = 2 ** 30

/** @param limit what a container allows, in bytes; 0 or beyond all measure where there is none */
export const checkMemory = (
  total = totalmem(),
  free = freemem(),
  limit = process.constrainedMemory?.() ?? 0,
): Check => {
  const most = limit > 0 && limit < total ? limit : total
  const available = Math.min(free, most)
  const finding = `${gigabytes(most)} of memory, ${gigabytes(available)} free.`
  return available >= COMFORTABLE
    ? ok('memory', finding)
    : warning(
        'memory',
        'memory_low',
        finding,
        'Close other programs before filling large pictures.',
      )
}

/** (module (func (result v128) i32.const 0 i8x16.splat)): valid only where there is SIMD. */
const SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15,
  11,
]

/** (module (memory 1 1 shared)): valid only where there are threads. */
const THREADS = [0, 97, 115, 109, 1, 0, 0, 0, 5, 4, 1, 3, 1, 1]

const isValid = (bytes: Uint8Array): boolean => WebAssembly.validate(bytes)

export const checkWasm = (validate = isValid): Check => {
  const missing = [
    ...(validate(Uint8Array.from(SIMD)) ? [] : ['SIMD']),
    ...(validate(Uint8Array.from(THREADS)) ? [] : ['threads']),
  ]
  return missing.length === 0
    ? ok('webassembly', 'WebAssembly with SIMD and threads.')
    : warning(
        'webassembly',
        'wasm_limited',
        `WebAssembly has no ${missing.join(' and no ')} here, so fills are many times slower.`,
        'Use a current Node on a 64-bit processor.',
      )
}
