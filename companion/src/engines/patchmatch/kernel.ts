/** The kernel as the schedule sees it: phases over bands, the same in WASM and in plain TypeScript. */

/** In the order of their numbers in the control page. */
export const PHASES = [
  'pack',
  'texture',
  'soften',
  'shrink',
  'spread',
  'mark',
  'search',
  'vote',
  'refine',
  'finish',
  'outline',
  'coarsen',
  'jumps',
  'relax',
  'restrict',
  'prolong',
  'project',
  'turn',
  'curve',
  'advance',
  'collect',
] as const

export type Phase = (typeof PHASES)[number]

/** Runs one band of a phase; arguments lie in the control page. Returns a count the phase defines. */
export type Kernel = Readonly<Record<Phase, (band: number) => number>>

const isKernel = (exports: WebAssembly.Exports): exports is WebAssembly.Exports & Kernel =>
  PHASES.every((phase) => typeof exports[phase] === 'function')

/** Binds the compiled SIMD kernel to a shared memory. */
export const bindKernel = (module: WebAssembly.Module, memory: WebAssembly.Memory): Kernel => {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  if (!isKernel(exports))
    throw new Error(`The PatchMatch kernel lacks a phase of ${PHASES.join(', ')}`)
  return exports
}
