/** `fetch` over a message port: one request a number, its body piece by piece as it is asked for. */

import type { BridgeNews, BridgeOrder } from '../bridge.ts'
import { concatBytes } from '../bytes.ts'
import { expected, InlayError } from '../errors.ts'
import { decodeUtf8 } from '../utf8.ts'
import type { ByteReader, Fetch, FetchResponse, Signal } from './platform.ts'
import { cancelled } from './waiting.ts'

/** A MessagePort, as far as it is used here. */
export interface BridgePort {
  onmessage: { handle(event: { readonly data: unknown }): void }['handle'] | null
  postMessage(message: unknown, transfer: ArrayBuffer[]): void
  close(): void
}

export interface PortFetch<S extends Signal> {
  readonly fetch: Fetch<S>
  /** Takes what came through the port. */
  hear(news: BridgeNews): void
  /** Fails every request, under way and to come. */
  fail(error: InlayError): void
}

type Piece = Awaited<ReturnType<ByteReader['read']>>

/** One request under way. */
interface Line {
  readonly head: (status: number) => void
  readonly piece: (piece: Piece) => void
  readonly fail: (error: unknown) => void
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const

/** @param send puts an order into the port, with what is handed over and not copied */
export const portFetch = <S extends Signal>(
  baseUrl: string,
  send: (order: BridgeOrder, transfer?: ArrayBuffer[]) => void,
): PortFetch<S> => {
  const lines = new Map<number, Line>()
  let count = 0
  let over: InlayError | undefined

  const fetch: Fetch<S> = async (url, { method, headers, body, signal, mode }) => {
    if (over !== undefined) throw over
    if (signal?.aborted === true) throw cancelled()
    const known = METHODS.find((one) => one === method)
    if (!url.startsWith(`${baseUrl}/`) || known === undefined || mode !== undefined) {
      throw new InlayError('invalid_request', expected('a request to the companion', 'fetch', url))
    }
    const id = count++
    // Handed over instead of copied once more; the caller keeps its own.
    const copy = body?.slice()
    const { Authorization, 'Content-Type': type } = headers
    return new Promise<FetchResponse>((resolve, reject) => {
      const finish = (): void => {
        lines.delete(id)
        signal?.removeEventListener('abort', abort)
      }
      const stop = (): void => {
        if (lines.has(id)) send({ type: 'abort', id })
        finish()
      }
      const body = createBody(() => send({ type: 'pull', id }), stop)
      const fail = (error: unknown): void => {
        finish()
        reject(error)
        body.fail(error)
      }
      const abort = (): void => {
        stop()
        fail(cancelled())
      }
      signal?.addEventListener('abort', abort)
      lines.set(id, {
        head: (status) => resolve(responseOf(status, body.reader)),
        piece: (piece) => {
          if (piece.done) finish()
          body.hear(piece)
        },
        fail,
      })
      send(
        {
          type: 'request',
          id,
          method: known,
          path: url.slice(baseUrl.length),
          headers: {
            ...(Authorization === undefined ? {} : { Authorization }),
            ...(type === undefined ? {} : { 'Content-Type': type }),
          },
          ...(copy === undefined ? {} : { body: copy }),
        },
        copy === undefined ? [] : [copy.buffer],
      )
    })
  }

  return {
    fetch,
    hear: (news) => {
      if (!('id' in news)) return
      const line = lines.get(news.id)
      if (news.type === 'head') line?.head(news.status)
      else if (news.type === 'piece') line?.piece({ done: false, value: news.bytes })
      else if (news.type === 'end') line?.piece({ done: true })
      else line?.fail(new InlayError('companion_unreachable'))
    },
    fail: (error) => {
      over = error
      for (const line of [...lines.values()]) line.fail(error)
    },
  }
}

interface Body {
  readonly reader: ByteReader
  hear(piece: Piece): void
  fail(error: unknown): void
}

/** A body whose pieces are asked for one at a time. */
const createBody = (pull: () => void, stop: () => void): Body => {
  let waiting: { resolve(piece: Piece): void; reject(error: unknown): void } | undefined
  let ended: Promise<Piece> | undefined
  return {
    reader: {
      read: () =>
        ended ??
        new Promise((resolve, reject) => {
          waiting = { resolve, reject }
          pull()
        }),
      cancel: async () => {
        ended ??= Promise.resolve({ done: true })
        stop()
      },
    },
    hear: (piece) => {
      if (piece.done) ended ??= Promise.resolve(piece)
      waiting?.resolve(piece)
      waiting = undefined
    },
    fail: (error) => {
      const failed = Promise.reject<Piece>(error)
      // Whoever reads on hears of it; where nobody does it is no failure.
      failed.catch(() => {})
      ended ??= failed
      waiting?.reject(error)
      waiting = undefined
    },
  }
}

const responseOf = (status: number, reader: ByteReader): FetchResponse => ({
  status,
  body: { getReader: () => reader },
  arrayBuffer: async () => (await readAll(reader)).buffer,
  text: async () => decodeUtf8(await readAll(reader)),
})

const readAll = async (reader: ByteReader): Promise<Uint8Array<ArrayBuffer>> => {
  const pieces: Uint8Array[] = []
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    if (value !== undefined) pieces.push(value)
  }
  return concatBytes(pieces)
}
