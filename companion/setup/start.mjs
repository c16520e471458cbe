/**
 * `npm start`: sets the clone up when needed, then runs the CLI in this same process. Without a
 * command it runs the companion and shows its page.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { dist } from './places.mjs'
import { ensureReady } from './ready.mjs'
import { orExplain, say } from './say.mjs'

await orExplain(ensureReady)

// npm runs scripts in the repository; the person's relative paths start where they typed them.
if (process.env.npm_lifecycle_event === 'start' && process.env.INIT_CWD !== undefined) {
  process.chdir(process.env.INIT_CWD)
}

const cli = join(dist, 'inlay.js')
const given = process.argv.slice(2)

// Whoever runs the companion loads the plugins next; a single fill on the command line needs none.
if (given.length === 0 || given[0] === 'serve' || given[0] === 'tray') {
  const { ensurePlugins } = await import('./plugins.mjs')
  const failed = ensurePlugins()
  if (failed.length > 0) say(`went on without: ${failed.join(', ')} (\`npm run build\` says why)`)
}

process.argv = [process.argv[0], cli, ...(given.length === 0 ? ['serve', '--open'] : given)]
createRequire(import.meta.url)(cli)
