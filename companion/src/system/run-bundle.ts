/** Runs a file of companion/dist with the code that V8 compiled from it at the last build. */
import { readFileSync } from 'node:fs'
import nodeModule, { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { Script } from 'node:vm'
import { distFile } from './dist.ts'

declare module 'node:module' {
  namespace Module {
    /** Node 22.1 and later; `@types/node` is that of 20. */
    const enableCompileCache: ((folder: string) => unknown) | undefined
  }
}

/**
 * Parsing and compiling the command line takes a third of its start. `companion/setup/code-cache.mjs`
 * runs each bundle once and keeps V8's code beside it, under a name that holds the last line of the
 * bundle (a hash of the rest) and the V8 it is for, so that it never meets another source; V8 itself
 * refuses what it cannot use. Without one the bundle is compiled as ever, and Node 22.1 and later
 * keep what they compile in dist, if they may write there.
 */
export const runBundle = (name: string): void => {
  const file = distFile(name)
  const source = readFileSync(file, 'utf8')
  const cachedData = readCache(`${file}.${bundleId(source)}.${process.versions.v8}-${process.arch}`)
  const require = createRequire(file)
  if (cachedData === undefined) {
    nodeModule.enableCompileCache?.(distFile('.compile-cache'))
    require(file)
    return
  }
  const script = new Script(nodeModule.wrap(source), {
    filename: file,
    cachedData,
    importModuleDynamically: (specifier) => import(specifier),
  })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, file, dirname(file))
}

const readCache = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path)
  } catch {
    // None was made for this V8: slower, no worse.
    return undefined
  }
}

/** The build ends each bundle with `//# id=` and 16 hexadecimal digits. */
const bundleId = (source: string): string =>
  /\/\/# id=([0-9a-f]{16})\n$/.exec(source.slice(-32))?.[1] ?? 'none'
