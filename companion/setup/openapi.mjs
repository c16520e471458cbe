/** Writes companion/openapi.json from the schemas; its test fails when the two drift apart. */
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const { outputFiles } = await build({
  entryPoints: [join(root, 'src/http/openapi/document.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20.9',
  logLevel: 'warning',
})
const code = Buffer.from(outputFiles[0].contents).toString('base64')
const { openApiDocument } = await import(`data:text/javascript;base64,${code}`)
await writeFile(join(root, 'openapi.json'), `${JSON.stringify(openApiDocument(), null, 2)}\n`)
