/**
 * Carries a plugin's requests from its port to the companion, and the answers back. It adds no
 * right of its own: what needs a token needs the plugin's, and without one only what every frame of
 * origin null may ask is carried (facts/daemon.md 1.4 row 23).
 */
import { type BridgeNews, BridgeOrder } from '@inlay/shared'

export interface RelayPort {
  onmessage: { handle(event: { readonly data: unknown }): void }['handle'] | null
  postMessage(message: BridgeNews, transfer: ArrayBuffer[]): void
}

export interface RelayOptions {
  readonly port: RelayPort
  /** To the window's own address only. */
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>
  /** A request with this Authorization header was answered, and not with "unauthorised". */
  readonly onKnown: (authorization: string) => void
  /** How many requests are under way. */
  readonly onBusy: (count: number) => void
}

/** What a plugin asks before it is paired, and before it shows its token. */
const BEFORE_TOKEN = [
  /^\/v1\/health$/,
  /^\/v1\/hello$/,
  /^\/v1\/pair\/requests$/,
  /^\/v1\/pair\/requests\/[\w-]+\/(exchange|claim)$/,
]

/** Requests under way at the same time; a plugin needs two or three. */
const MOST = 32

type Request = Extract<BridgeOrder, { readonly type: 'request' }>

/** Below `/v1/` as it stands, in characters that no address parser makes something else of. */
const mayAsk = ({ path, headers }: Request): boolean =>
  /^\/v1\/[\w./?=&%-]*$/.test(path) &&
  !/\.\.|%2e/i.test(path) &&
  (headers.Authorization !== undefined || BEFORE_TOKEN.some((known) => known.test(path)))

export const startRelay = ({ port, fetch, onKnown, onBusy }: RelayOptions): void => {
  const lines = new Map<number, { readonly stop: AbortController; pull(): void }>()
  const say = (news: BridgeNews, transfer: ArrayBuffer[] = []): void =>
    port.postMessage(news, transfer)

  const carry = async (request: Request, stop: AbortController): Promise<void> => {
    const { id, method, path, body } = request
    const { Authorization, 'Content-Type': type } = request.headers
    const response = await fetch(path, {
      method,
      headers: {
        ...(Authorization === undefined ? {} : { Authorization }),
        ...(type === undefined ? {} : { 'Content-Type': type }),
      },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      credentials: 'omit',
      redirect: 'error',
      signal: stop.signal,
    })
    if (Authorization !== undefined && response.status !== 401) onKnown(Authorization)
    const reader = response.body?.getReader()
    const wanted = turnstile()
    lines.set(id, { stop, pull: wanted.pass })
    say({ type: 'head', id, status: response.status })
    for (;;) {
      await wanted.wait()
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done || value === undefined) break
      // A copy: the reader's own buffer may be longer than the piece.
      const piece = new Uint8Array(value)
      say({ type: 'piece', id, bytes: piece }, [piece.buffer])
    }
    say({ type: 'end', id })
  }

  const begin = async (request: Request): Promise<void> => {
    const { id } = request
    if (lines.has(id)) return
    if (lines.size >= MOST || !mayAsk(request)) {
      say({ type: 'failed', id })
      return
    }
    const stop = new AbortController()
    lines.set(id, { stop, pull: () => {} })
    onBusy(lines.size)
    try {
      await carry(request, stop)
    } catch {
      // Refused, broken off or called off: the plugin asks again or does not.
      say({ type: 'failed', id })
    } finally {
      lines.delete(id)
      onBusy(lines.size)
    }
  }

  port.onmessage = ({ data }) => {
    const order = BridgeOrder.safeParse(data).data
    if (order?.type === 'request') void begin(order)
    else if (order?.type === 'pull') lines.get(order.id)?.pull()
    else if (order?.type === 'abort') {
      lines.get(order.id)?.stop.abort()
      // One that waits to be pulled on wakes up to its end.
      lines.get(order.id)?.pull()
    }
  }
}

/** Lets one wait through for each pass, whichever comes first. */
const turnstile = (): { pass(): void; wait(): Promise<void> } => {
  let passes = 0
  let wake = (): void => {}
  return {
    pass: () => {
      passes++
      wake()
    },
    wait: async () => {
      while (passes === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      passes--
    },
  }
}
