/**
 * Bundles a TypeScript entry and everything of ours it imports into one file that Node 20 can run.
 * Packages from npm stay outside.
 */
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'

/** A bundled module still finds files beside its source (companion/src/system/dist.ts does). */
const keepModuleAddress = {
  name: 'keep-module-address',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const address = JSON.stringify(pathToFileURL(path).href)
      return { contents: source.replaceAll('import.meta.url', address), loader: 'ts' }
    })
  },
}

/** Everything from npm stays outside the bundle; our own packages (TypeScript) go in. */
const keepPackagesOutside = {
  name: 'keep-packages-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@inlay/') || path.startsWith('#')
        ? undefined
        : { path, external: true },
    )
  },
}

export const bundleForNode = async (entry, outfile) => {
  const { build } = await import('esbuild')
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.9',
    sourcemap: true,
    plugins: [keepModuleAddress, keepPackagesOutside],
    logLevel: 'warning',
  })
}
