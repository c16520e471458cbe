/**
 * QuickJS as Figma's main sandbox is (facts/hosts.md 1.2): the language and nothing else. No host
 * object is there, shared memory is gone, and every way to make code at run time is a trap.
 */
import { build } from 'esbuild'
import { getQuickJS } from 'quickjs-emscripten'

/** Run before anything else. `trapped` lists the attempts to make code, caught ones too. */
export const TRAPS = `
  globalThis.trapped = [];
  for (const name of ['SharedArrayBuffer', 'Atomics']) delete globalThis[name];
  const trap = (name) => function () { globalThis.trapped.push(name); throw new EvalError(name + ' is forbidden'); };
  const makers = [function () {}, async function () {}, function* () {}, async function* () {}];
  for (const maker of makers) {
    const prototype = Object.getPrototypeOf(maker);
    const name = prototype.constructor.name;
    Object.defineProperty(prototype, 'constructor', { value: trap(name) });
  }
  globalThis.Function = Object.getPrototypeOf(function () {}).constructor;
  globalThis.eval = trap('eval');
`

/** Names that must not exist, so that a proof made here means something. */
export const ABSENT = [
  'Atomics',
  'Blob',
  'Buffer',
  'Intl',
  'SharedArrayBuffer',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'atob',
  'console',
  'crypto',
  'document',
  'fetch',
  'process',
  'queueMicrotask',
  'require',
  'setTimeout',
  'structuredClone',
  'window',
] as const

export interface SandboxRun {
  /** What the module's default export resolved to, by way of JSON. */
  readonly value: unknown
  /** What it threw: name and message. */
  readonly error: string | undefined
  /** Attempts to make code at run time. */
  readonly trapped: readonly string[]
}

/** Bundles a TypeScript module as a plugin's build would and runs its default export, an async function. */
export const runInSandbox = async (source: string, folder: string): Promise<SandboxRun> => {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: folder, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'module',
    target: 'es2020',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
  })
  const code = outputFiles[0]?.text ?? ''
  const vm = (await getQuickJS()).newContext()
  try {
    const evaluate = (text: string): unknown => {
      const result = vm.evalCode(text)
      if (result.error !== undefined) {
        const error: unknown = vm.dump(result.error)
        result.error.dispose()
        throw new Error(JSON.stringify(error))
      }
      const value: unknown = vm.dump(result.value)
      result.value.dispose()
      return value
    }
    evaluate(TRAPS)
    evaluate(`
      globalThis.outcome = {};
      try {
        ${code}
        module.default().then(
          (value) => { outcome.value = value; },
          (error) => { outcome.error = error.name + ': ' + error.message; },
        );
      } catch (error) { outcome.error = error.name + ': ' + error.message; }
      0;
    `)
    vm.runtime.executePendingJobs().unwrap()
    const text = evaluate('JSON.stringify({ ...outcome, trapped })')
    const { value, error, trapped } = JSON.parse(String(text))
    return { value, error, trapped }
  } finally {
    vm.dispose()
  }
}
