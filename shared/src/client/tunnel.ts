/**
 * `fetch` over the companion's WebSocket `/v1/tunnel`, one socket a request: for hosts whose system
 * keeps them from plain http but not from ws.
 */
import { concatBytes } from '../bytes.ts'
import { InlayError } from '../errors.ts'
import { decodeUtf8 } from '../utf8.ts'
import {
  TUNNEL_END,
  TUNNEL_MESSAGE,
  TUNNEL_PATH,
  TUNNEL_PROTOCOL,
  TunnelAnswer,
  type TunnelRequest,
} from '../wire-messages.ts'
import type { ByteReader, Fetch, FetchInit, FetchResponse, Signal, Timers } from './platform.ts'
import { readReply } from './replies.ts'

type Handler<Event> = { handle(event: Event): void }['handle'] | null

/** A WebSocket that takes and gives bytes. */
export interface ByteSocket {
  binaryType: string
  onopen: Handler<object>
  onmessage: Handler<{ readonly data: unknown }>
  onerror: Handler<object>
  onclose: Handler<{ readonly code: number }>
  send(data: string | ArrayBuffer): void
  close(): void
}

export type ByteSocketConstructor = new (url: string, protocols: string[]) => ByteSocket

/** Milliseconds a socket may take to open: nobody may be there, and some hosts say so late. */
const OPEN_WITHIN = 2000

/** Bytes handed to the socket before others get a turn. */
const BREATH = 8 * TUNNEL_MESSAGE

/** Fails with companion_unreachable where `fetch` fails with a TypeError. */
export const createTunnelFetch =
  <S extends Signal>(WebSocket: ByteSocketConstructor, timers: Timers): Fetch<S> =>
  async (url, init) => {
    const [, address, path] = /^http:(\/\/[^/]+)(\/.*)$/.exec(url) ?? []
    if (address === undefined || path === undefined) throw away('Only http has a tunnel.')
    const socket = await openSocket(`ws:${address}${TUNNEL_PATH}`, WebSocket, timers)
    const inbox = listen(socket, init.signal)
    await send(socket, path, init, timers)
    const first = await inbox.next()
    if (typeof first !== 'string') throw away('The tunnel closed without an answer.')
    const { status } = readReply(TunnelAnswer, parseAnswer(first))
    return responseOf(status, inbox)
  }

const away = (detail: string): InlayError => new InlayError('companion_unreachable', detail)

const parseAnswer = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InlayError('reply_invalid', 'The tunnel’s answer is not JSON.', { cause })
  }
}

const openSocket = (
  url: string,
  WebSocket: ByteSocketConstructor,
  timers: Timers,
): Promise<ByteSocket> =>
  new Promise((resolve, reject) => {
    let socket: ByteSocket
    try {
      socket = new WebSocket(url, [TUNNEL_PROTOCOL])
    } catch (cause) {
      // A host that forbids the address throws at once.
      reject(new InlayError('companion_unreachable', undefined, { cause }))
      return
    }
    const callOff = timers.after(OPEN_WITHIN, () => {
      socket.onclose = null
      socket.close()
      reject(away('The tunnel does not open.'))
    })
    const fail = (): void => {
      callOff()
      reject(away('The tunnel does not open.'))
    }
    socket.binaryType = 'arraybuffer'
    socket.onerror = fail
    socket.onclose = fail
    socket.onopen = () => {
      callOff()
      resolve(socket)
    }
  })

interface Inbox {
  /** What came, in order: text or bytes; null at a proper end. */
  next(): Promise<string | Uint8Array<ArrayBuffer> | null>
  close(): void
}

const listen = (socket: ByteSocket, signal: Signal | undefined): Inbox => {
  const queue: (string | Uint8Array<ArrayBuffer> | null)[] = []
  let failure: InlayError | undefined
  let wake = (): void => {}
  const abort = (): void => {
    failure ??= new InlayError('cancelled')
    socket.close()
    wake()
  }
  const done = (): void => signal?.removeEventListener('abort', abort)
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort)
  socket.onmessage = ({ data }) => {
    if (data === TUNNEL_END) {
      queue.push(null)
      done()
      socket.close()
    } else if (typeof data === 'string') queue.push(data)
    else if (data instanceof ArrayBuffer) queue.push(new Uint8Array(data))
    else failure = new InlayError('reply_invalid', 'The tunnel gives neither text nor bytes.')
    wake()
  }
  socket.onerror = () => {
    failure ??= away('The tunnel broke.')
    wake()
  }
  socket.onclose = () => {
    failure ??= away('The tunnel broke.')
    done()
    wake()
  }
  return {
    next: async () => {
      for (;;) {
        const message = queue.shift()
        if (message !== undefined) return message
        if (failure !== undefined) throw failure
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    close: () => {
      done()
      socket.close()
    },
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const

const send = async <S extends Signal>(
  socket: ByteSocket,
  path: string,
  { method, headers, body }: FetchInit<S>,
  timers: Timers,
): Promise<void> => {
  const known = METHODS.find((one) => one === method)
  if (known === undefined) throw new InlayError('invalid_request', `The method is ${method}.`)
  const authorization = headers.Authorization
  const contentType = headers['Content-Type']
  const request: TunnelRequest = {
    method: known,
    path,
    ...(authorization === undefined ? {} : { authorization }),
    ...(contentType === undefined ? {} : { contentType }),
    length: body?.length ?? 0,
  }
  socket.send(JSON.stringify(request))
  if (body === undefined) return
  for (let at = 0; at < body.length; at += TUNNEL_MESSAGE) {
    // Copied, because hosts differ in what they make of a view.
    socket.send(body.slice(at, at + TUNNEL_MESSAGE).buffer)
    if (at % BREATH === 0) await new Promise<void>((resolve) => timers.after(0, resolve))
  }
}

const responseOf = (status: number, inbox: Inbox): FetchResponse => {
  const read = async (): Promise<{ done: boolean; value?: Uint8Array | undefined }> => {
    const message = await inbox.next()
    if (typeof message === 'string') throw new InlayError('reply_invalid', 'A second answer.')
    return message === null ? { done: true } : { done: false, value: message }
  }
  const reader: ByteReader = { read, cancel: async () => inbox.close() }
  const whole = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const pieces: Uint8Array[] = []
    for (let piece = await read(); !piece.done; piece = await read()) {
      if (piece.value !== undefined) pieces.push(piece.value)
    }
    return concatBytes(pieces)
  }
  return {
    status,
    body: { getReader: () => reader },
    arrayBuffer: async () => (await whole()).buffer,
    text: async () => decodeUtf8(await whole()),
  }
}
