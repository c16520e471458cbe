/** The part of WebAssembly used here: @types/node 20 leaves it to lib.dom, which a daemon must not see. */
declare namespace WebAssembly {
  type Exports = Record<string, unknown>

  class Module {
    private readonly compiled
  }

  class Memory {
    constructor(descriptor: { initial: number; maximum: number; shared: true })
    readonly buffer: SharedArrayBuffer
  }

  class Instance {
    constructor(module: Module, imports: { env: { memory: Memory } })
    readonly exports: Exports
  }

  function validate(bytes: Uint8Array): boolean
  function compile(bytes: Uint8Array): Promise<Module>
}
