/** A scriptable companion for the client's tests: a `fetch`, a `WebSocket` and a clock, all in memory. */

import { HelloRequest } from '../access.ts'
import { type ErrorCode, InlayError } from '../errors.ts'
import { toWireError } from '../fill-event.ts'
import { helloKey, helloProof } from '../hello-proof.ts'
import { decodeUtf8, encodeUtf8 } from '../utf8.ts'
import type { FetchInit, FetchResponse, RandomBytes, Signal, Socket, Timers } from './platform.ts'

export interface Asked {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
  readonly signal: Signal | undefined
  readonly mode: string | undefined
}

export type Answer = FetchResponse | Promise<FetchResponse>

/** The token the companion knows, unless a test says otherwise. */
export const TOKEN = 'secret'

export const randomBytes: RandomBytes = (count) =>
  globalThis.crypto.getRandomValues(new Uint8Array(count))

/**
 * A `fetch` answered by `answer`; `asked` lists every request but hellos, which a companion that
 * `knows` a token proves itself by.
 */
export const fakeFetch = (
  answer: (asked: Asked, origin: string) => Answer,
  knows: string | null = TOKEN,
): {
  fetch: (url: string, init: FetchInit<Signal>) => Promise<FetchResponse>
  asked: Asked[]
  hellos: Asked[]
} => {
  const asked: Asked[] = []
  const hellos: Asked[] = []
  return {
    asked,
    hellos,
    fetch: async (url, { method, headers, body, signal, mode }) => {
      const [, origin = '', path = ''] = /^(http:\/\/[^/]+)(\/.*)$/.exec(url) ?? []
      const one = { method, path, headers, body, signal, mode }
      if (path === '/v1/hello' && knows !== null) {
        hellos.push(one)
        const { deviceId, nonce } = HelloRequest.parse(
          JSON.parse(decodeUtf8(body ?? new Uint8Array())),
        )
        const port = Number(/\d+$/.exec(origin)?.[0])
        return json({ proof: helloProof(helloKey(knows), { deviceId, port, nonce }) })
      }
      asked.push(one)
      return answer(one, origin)
    },
  }
}

export const json = (value: unknown, status = 200): FetchResponse =>
  new Response(JSON.stringify(value), { status })

export const problem = (code: ErrorCode, detail?: string): FetchResponse => {
  const error = new InlayError(code, detail)
  return json(toWireError(error), error.status)
}

/** What `fetch` does when nothing listens. */
export const refuse = (): never => {
  throw new TypeError('fetch failed')
}

/** A body of these pieces; `broken` ends it with an error instead of an end. */
export const pieces = (list: readonly (string | Uint8Array)[], broken = false): FetchResponse => {
  const queue = [...list]
  return new Response(
    new ReadableStream({
      pull(controller) {
        const next = queue.shift()
        if (next !== undefined) {
          controller.enqueue(typeof next === 'string' ? encodeUtf8(next) : next)
        } else if (broken) controller.error(new TypeError('terminated'))
        else controller.close()
      },
    }),
  )
}

/** The same answer from a host whose bodies come only whole. */
export const whole = (response: FetchResponse): FetchResponse => ({
  status: response.status,
  text: () => response.text(),
  arrayBuffer: () => response.arrayBuffer(),
})

/** A clock on which every wait is over at once; `waits` lists them. */
export const instantTimers = (): Timers & { readonly waits: number[] } => {
  const waits: number[] = []
  let time = 0
  return {
    waits,
    now: () => time,
    after(ms, run) {
      let off = false
      // After whatever is under way, so that an answer that is there wins over its time-out.
      setImmediate(() => {
        if (off) return
        waits.push(ms)
        time += ms
        run()
      })
      return () => {
        off = true
      }
    },
  }
}

/** A clock on which no time passes. */
export const stoppedTimers: Timers = { now: () => 0, after: () => () => {} }

/** A WebSocket constructor whose sockets `serve` plays the companion for. */
export const fakeSockets = (serve: (socket: FakeSocket) => void) => {
  const opened: FakeSocket[] = []
  class Constructor extends FakeSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols)
      opened.push(this)
      setImmediate(() => serve(this))
    }
  }
  return { opened, Constructor }
}

export class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null
  onmessage: Socket['onmessage'] = null
  onerror: Socket['onerror'] = null
  onclose: Socket['onclose'] = null
  readonly sent: unknown[] = []
  closed = false

  constructor(
    readonly url: string,
    readonly protocols: readonly string[],
  ) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(): void {
    this.closed = true
  }
}
