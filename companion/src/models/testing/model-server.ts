/** A real HTTP server for downloads: honest by default, and as bad as a test asks for. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** What it does with one request. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void

export interface ModelServer {
  /** "http://127.0.0.1:PORT". */
  readonly address: string
  /** Range and If-Range of each request so far, in order. */
  readonly asked: { range: string | undefined; ifRange: string | undefined; path: string }[]
  /** For the next requests, one each; honest again after them. */
  queue(...behaviours: readonly Behaviour[]): void
  /** What is served from now on. */
  serve(content: Buffer, etag?: string): void
  /** Cuts every line that is held open. */
  cut(): void
  /** Bytes sent in whole bodies. */
  readonly sent: number
  end(): Promise<void>
}

export interface ServerOptions {
  readonly tls?: { readonly key: string; readonly cert: string }
}

export const startModelServer = async (
  first: Buffer,
  { tls }: ServerOptions = {},
): Promise<ModelServer> => {
  let content = first
  let etag = '"one"'
  let sent = 0
  const waiting: Behaviour[] = []
  const open = new Set<ServerResponse>()
  const asked: ModelServer['asked'] = []

  const honest: Behaviour = (request, response) => {
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? []
    const ifRange = request.headers['if-range']
    const isPart = from !== undefined && (ifRange === undefined || ifRange === etag)
    const start = isPart ? Number(from) : 0
    const body = content.subarray(start)
    if (isPart && start >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end()
      return
    }
    response.writeHead(isPart ? 206 : 200, {
      etag,
      'content-length': body.length,
      'content-type': 'application/octet-stream',
      ...(isPart && {
        'content-range': `bytes ${start}-${content.length - 1}/${content.length}`,
      }),
    })
    sent += body.length
    response.end(body)
  }

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { range, 'if-range': ifRange } = request.headers
    open.add(response)
    response.once('close', () => open.delete(response))
    asked.push({ range, ifRange: ifRange?.toString(), path: request.url ?? '' })
    ;(waiting.shift() ?? honest)(request, response)
  }
  const server = tls === undefined ? createServer(handle) : createTlsServer(tls, handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    queue: (...behaviours) => waiting.push(...behaviours),
    serve: (next, nextEtag = etag) => {
      content = next
      etag = nextEtag
    },
    cut: () => {
      for (const response of open) response.destroy()
    },
    get sent() {
      return sent
    },
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Cuts the line without a word. */
export const drops: Behaviour = (request) => {
  request.socket.destroy()
}

/** Sends so many bytes of what it promises, then nothing, with the line open until it is cut. */
export const holds =
  (content: Buffer, bytes: number, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (_request, response) => {
    response.writeHead(200, { etag: '"one"', 'content-length': content.length, ...headers })
    response.flushHeaders()
    if (bytes > 0) response.write(content.subarray(0, bytes))
  }

export const redirects =
  (location: string, status = 302): Behaviour =>
  (_request, response) => {
    response.writeHead(status, { location }).end()
  }

export const answers =
  (
    status: number,
    headers: Readonly<Record<string, string>> = {},
    body: Buffer | string = '',
  ): Behaviour =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
  }

/** The same bytes but one. */
export const flipped = (content: Buffer, at = content.length >> 1): Buffer => {
  const copy = Buffer.from(content)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
