/**
 * An esbuild plugin: what is imported from the barrel `@inlay/shared` comes straight from the file
 * that defines it.
 *
 * Once a bundle holds a dynamic import, esbuild evaluates a barrel whole wherever one name of it is
 * used; for us that is zod and every schema, 30 ms of each start. The sources keep the plain
 * import; only the bundle is led past the barrel.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** `export * from './x.ts'` and `export { type A, b } from './x.ts'` */
const RE_EXPORT = /^export\s+(\*|\{[^}]*\})\s+from\s+'(\.[^']+)'/gm
/** `export const a`, `export class B`, `export function c`, `export async function d` */
const OWN_EXPORT = /^export\s+(?:const|let|class|(?:async\s+)?function\*?)\s+([\w$]+)/gm
/** `import { a, type B, c as d } from '@inlay/shared'`, or the same with `export` */
const THROUGH_BARREL = /^(import|export)\s+\{([^}]*)\}\s+from\s+'@inlay\/shared'/gm

/** "a, type B, c as d" -> ["a", "c as d"] */
const valuesOf = (list) =>
  list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('type '))

const nameOf = (specifier) => specifier.split(/\s+as\s+/)[0]

/** Every value a module exports -> the file that defines it. */
const exportsOf = (file) => {
  const source = readFileSync(file, 'utf8')
  const found = new Map([...source.matchAll(OWN_EXPORT)].map(([, name]) => [name, file]))
  for (const [, what, path] of source.matchAll(RE_EXPORT)) {
    const there = exportsOf(join(file, '..', path))
    const names = what === '*' ? [...there.keys()] : valuesOf(what.slice(1, -1))
    for (const name of names) if (there.has(name)) found.set(name, there.get(name))
  }
  return found
}

/** @param barrel absolute path of the file that `@inlay/shared` stands for */
export const directImports = (barrel) => ({
  name: 'direct-imports',
  setup(build) {
    const origins = exportsOf(barrel)
    const redirect = (whole, keyword, list) => {
      const values = valuesOf(list)
      if (values.some((value) => !origins.has(nameOf(value)))) return whole
      return values
        .map(
          (value) => `${keyword} { ${value} } from ${JSON.stringify(origins.get(nameOf(value)))}`,
        )
        .join(';')
    }
    build.onLoad({ filter: /companion[\\/]src[\\/].*\.tsx?$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(THROUGH_BARREL, redirect),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    }))
  },
})
