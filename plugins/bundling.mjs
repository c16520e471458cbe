/** What both plugins' builds do alike: bundle in memory, check the manifest, write whole files. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What esbuild makes of `options`, nothing written: ending (".js", ".css") -> text. */
export const bundled = async (options) => {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    outdir: 'dist',
    legalComments: 'none',
    logLevel: 'warning',
    mainFields: ['module', 'main'],
    ...options,
  })
  return Object.fromEntries(
    outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('.')), text]),
  )
}

/**
 * A plugin's manifest as text, checked by its host's own rules before anybody sees it.
 * @param src folder with manifest.ts and manifest-rules.ts
 * @throws Error when `host` would refuse it, with every reason
 */
export const bundledManifest = async (src, id, host) => {
  const code = await bundled({
    stdin: {
      contents: `export { manifestFor } from './manifest.ts'; export { manifestFaults } from './manifest-rules.ts'`,
      resolveDir: src,
      loader: 'ts',
    },
    format: 'esm',
    platform: 'neutral',
  })
  const { manifestFor, manifestFaults } = await import(
    `data:text/javascript;base64,${Buffer.from(code['.js']).toString('base64')}`
  )
  const manifest = `${JSON.stringify(manifestFor(id), null, 2)}\n`
  const faults = manifestFaults(JSON.parse(manifest))
  if (faults.length > 0) throw new Error(`${host} would refuse the manifest: ${faults.join('; ')}`)
  return manifest
}

/** Writes name -> contents below `dist`; a host that looks meanwhile sees whole files only. */
export const writeFiles = (dist, files) => {
  for (const [name, contents] of Object.entries(files)) {
    const path = join(dist, name)
    mkdirSync(dirname(path), { recursive: true })
    const temporary = `${path}.${process.pid}`
    writeFileSync(temporary, contents)
    renameSync(temporary, path)
  }
}
