/**
 * A JavaScript realm with what UXP has and nothing else (facts/hosts.md 2.3): no TextDecoder, no
 * EventSource, no crypto.subtle, no DOM; network by the manifest's list, and never in a modal scope.
 */
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { WebSocket as NodeSocket } from 'ws'
import type { Gate } from './gate.ts'

export interface RealmOptions {
  /** What `require('photoshop')` gives. */
  readonly photoshop: object
  readonly gate: Gate
  /** `requiredPermissions.network.domains` of the manifest. */
  readonly domains: readonly string[]
  /** Beginnings of addresses that the system keeps from the plugin, as macOS may http://localhost. */
  readonly blocked?: readonly string[]
  readonly uxp?: object
  /** Of Photoshop's own windows, in five letters (en_US); null for a version that does not tell. */
  readonly uiLocale?: string | null
}

/** What it aborts here, by the signal that the plugin sees. */
const nativeSignals = new WeakMap<object, AbortSignal>()

/** As cc-ext-uxp-types has it: its signal can be asked, and tells nobody. */
class UxpAbortController {
  readonly #native = new AbortController()
  readonly signal = { aborted: false }

  constructor() {
    nativeSignals.set(this.signal, this.#native.signal)
  }

  abort(): void {
    this.signal.aborted = true
    this.#native.abort()
  }
}

/** Globals of UXP that are the language's or Node's own here. */
const SHARED_GLOBALS = {
  AbortController: UxpAbortController,
  ArrayBuffer,
  DataView,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  Headers,
  Request,
  Response,
  console,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
}

/** What UXP lacks or is not known to have: its presence here would hide a fault. */
export const ABSENT = [
  'Buffer',
  'EventSource',
  'MutationObserver',
  'TextDecoder',
  'TextEncoder',
  'URLSearchParams',
  'document',
  'matchMedia',
  'navigator',
  'performance',
  'process',
  'queueMicrotask',
  'structuredClone',
  'SharedArrayBuffer',
] as const

/** Milliseconds by which UXP tells late of a closed socket (facts/hosts.md 2.2). */
const LATE_CLOSE = 5000

/** http://localhost:43117/v1/x is listed as http://localhost:43117. */
const isListed = (url: string, domains: readonly string[]): boolean =>
  domains.some((domain) => url === domain || url.startsWith(`${domain}/`))

/** One plugin in its realm. */
export class Realm {
  readonly #context: object
  readonly #options: RealmOptions
  /** Every address the plugin asked for. */
  readonly asked: string[] = []

  constructor(options: RealmOptions) {
    this.#options = options
    const storage = new Map<string, string>()
    this.#context = createContext(
      {
        ...SHARED_GLOBALS,
        fetch: this.#fetch,
        WebSocket: this.#socketClass(),
        crypto: {
          // Of any realm's typed array; never more than UXP gives at once.
          getRandomValues: (array: Uint8Array<ArrayBuffer>): Uint8Array => {
            if (array.byteLength > 65_536) throw new Error('QuotaExceededError')
            crypto.getRandomValues(array)
            return array
          },
          randomUUID: () => crypto.randomUUID(),
        },
        localStorage: {
          getItem: (key: string) => storage.get(key) ?? null,
          setItem: (key: string, value: string) => void storage.set(key, String(value)),
          removeItem: (key: string) => void storage.delete(key),
        },
        require: (name: string): object => {
          if (name === 'photoshop') return options.photoshop
          if (name === 'uxp' && options.uxp !== undefined) {
            // Host.md: these three and nothing more.
            const { uiLocale = 'en_US', uxp } = options
            const host = { name: 'photoshop', version: '25.2.0', uiLocale }
            return uiLocale === null ? uxp : { host, ...uxp }
          }
          throw new Error(`Module not found: "${name}"`)
        },
      },
      // allowCodeGenerationFromStrings is not asked for in the manifest.
      { codeGeneration: { strings: false, wasm: false } },
    )
    for (const name of ABSENT) runInContext(`delete globalThis.${name}`, this.#context)
    runInContext('var window = globalThis, self = globalThis', this.#context)
  }

  /** Bundles a TypeScript module as the plugin's build does, runs it and gives what it exports. */
  async load(source: string, folder: string) {
    const { outputFiles } = await build({
      stdin: { contents: source, resolveDir: folder, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'loaded',
      target: 'es2022',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      external: ['photoshop', 'uxp'],
      banner: { js: 'var module = {};' },
      logLevel: 'silent',
    })
    return this.run(`${outputFiles[0]?.text ?? ''}; loaded`)
  }

  /** Untyped, as all that comes out of a realm: whoever takes it says what it is. */
  run(code: string) {
    return runInContext(code, this.#context)
  }

  #refuse(url: string): string | null {
    const { gate, domains, blocked = [] } = this.#options
    if (gate.modalDepth > 0) gate.offend(`network within a modal scope: ${url}`)
    if (!isListed(url, domains)) {
      return `Permission denied to the url ${url}. Manifest entry not found.`
    }
    return blocked.some((start) => url.startsWith(start)) ? 'Network request failed' : null
  }

  readonly #fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    this.asked.push(url)
    const refusal = this.#refuse(url)
    if (refusal !== null) throw new TypeError(refusal)
    if (new Headers(init.headers).has('origin')) throw new TypeError('Forbidden header Origin')
    const { signal, ...rest } = init
    const native = signal == null ? undefined : nativeSignals.get(signal)
    if (signal != null && native === undefined) throw new TypeError('signal is no AbortSignal')
    return fetch(url, native === undefined ? rest : { ...rest, signal: native })
  }

  #socketClass(): unknown {
    const asked = this.asked
    const refuse = (url: string): string | null => this.#refuse(url)
    return class extends NodeSocket {
      constructor(url: string, protocols: string[]) {
        asked.push(url)
        const refusal = refuse(url)
        if (refusal !== null) throw new Error(refusal)
        super(url, protocols, { origin: 'file://' })
        this.binaryType = 'arraybuffer'
      }

      override emit(event: string | symbol, ...details: unknown[]): boolean {
        if (event !== 'close') return super.emit(event, ...details)
        // Whoever waits for the end of a socket waits long here.
        setTimeout(() => super.emit(event, ...details), LATE_CLOSE).unref()
        return true
      }
    }
  }
}
