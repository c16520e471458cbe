/** A page like Figma's for the browser tests: its policy, and in it a sandboxed frame of origin "null". */
import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export const listen = (server: Server, host = 'localhost'): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })

/** Figma's flags are not documented; these are what a plugin's window needs at least, and pop-ups. */
const WITH_POPUPS = 'allow-scripts allow-popups allow-popups-to-escape-sandbox'

export interface FramePage {
  /** TypeScript beside this file, bundled for the frame. */
  readonly script: string
  readonly define: Readonly<Record<string, string>>
  readonly body?: string
  /** Addresses the manifest names. */
  readonly allowed: readonly string[]
  readonly sandbox?: string
  readonly allow?: string
}

/** Bundles the frame's script and makes the page that holds it. */
export const framePage = async (page: FramePage): Promise<string> => {
  const { script, define, body = '', allowed, sandbox = WITH_POPUPS, allow = '' } = page
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(script, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    define: {
      // A browser has no environment: patience.ts is as patient there as it is here.
      'process.env.INLAY_PATIENCE': JSON.stringify(process.env.INLAY_PATIENCE ?? '1'),
      ...define,
    },
  })
  const code = (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script')
  const inner = `<!doctype html><meta charset="utf-8"><body>${body}<script>${code}</script>`
  const frame = `data:text/html;base64,${Buffer.from(inner).toString('base64')}`
  const list = allowed.join(' ')
  const policy = `default-src data: blob: ${list}; script-src 'unsafe-inline' 'unsafe-eval' data: blob: ${list}; style-src 'unsafe-inline' data: blob:`
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">
    <script>window.told = new Promise((resolve) => addEventListener('message', (event) => resolve({ ...event.data, origin: event.origin })))
    // What it says to the frame unasked: a test's own evaluate() would count as a person's click.
    const unasked = new URLSearchParams(location.search).get('say')
    if (unasked !== null) addEventListener('load', () => document.querySelector('iframe').contentWindow.postMessage(unasked, '*'))
    </script>
    <iframe width="600" height="400" sandbox="${sandbox}" allow="${allow}" src="${frame}"></iframe>`
}

/** A server of one page, whatever is asked for. */
export const pageServer = (page: () => string): Server =>
  createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(page())
  })
