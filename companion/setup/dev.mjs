/**
 * `npm run dev`: the companion's page from its sources, shown anew when one is saved, in front of a
 * companion that runs already (`npm start` in another terminal).
 *
 * What the page asks of `/v1` is handed on. The companion's guards stay as they are and judge each
 * request: a Host or Origin that names this very server is written as the companion's own, as its
 * page would send it; every other goes on as it came and is refused there.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pageConfig, pagesFolder } from './page-config.mjs'
import { dist, nodeModules, repository } from './places.mjs'
import { ensureReady } from './ready.mjs'
import { orExplain, SetupError, say } from './say.mjs'

/** `inlay open` shows the companion's own page at `localhost`: at this name it has other cookies. */
const HOST = '127.0.0.1'
const PORT = 5173

/** @param companion its origin, e.g. "http://localhost:4317" */
const asItsPage =
  (companion) =>
  (onward, { headers, socket }) => {
    const own = [HOST, 'localhost'].map((name) => `${name}:${socket.localPort}`)
    if (own.includes(headers.host)) onward.setHeader('host', new URL(companion).host)
    if (own.some((host) => headers.origin === `http://${host}`)) {
      onward.setHeader('origin', companion)
    }
  }

/** @param companion its origin, e.g. "http://localhost:4317" */
export const devConfig = (companion, port = PORT) => ({
  ...pageConfig('home'),
  logLevel: 'info',
  clearScreen: false,
  cacheDir: join(nodeModules, '.vite', 'inlay-page'),
  server: {
    host: HOST,
    port,
    // Other pages, those of other ports too, are for the companion to judge.
    cors: false,
    fs: { allow: [pagesFolder, join(repository, 'shared', 'src'), nodeModules] },
    proxy: {
      '/v1/': {
        target: companion,
        ws: true,
        configure: (proxy) => {
          proxy.on('proxyReq', asItsPage(companion))
          proxy.on('proxyReqWs', asItsPage(companion))
          // To the page a companion that is gone is one that does not answer.
          proxy.on('error', (_error, _request, answer) => answer.destroy())
        },
      },
    },
  },
})

/** The address that signs in to the companion's page, once. */
const signInAddress = () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(dist, 'inlay.js'), 'open', '--print'],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  if (status === 0) return new URL(stdout.trim())
  throw new SetupError(
    'The page needs a companion that runs.',
    'Type `npm start` in another terminal, then this again.',
  )
}

const dev = async () => {
  await ensureReady()
  const { origin, hash } = signInAddress()
  const { createServer } = await import('vite')
  const server = await createServer(devConfig(origin))
  await server.listen()
  say(`the page, from its sources: ${server.resolvedUrls.local[0]}${hash}`)
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await orExplain(dev)
}
