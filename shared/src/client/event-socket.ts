/** A fill's events over the companion's WebSocket, for hosts whose fetch cannot stream. */
import { InlayError } from '../errors.ts'
import {
  SOCKET_PROTOCOL,
  SOCKET_TICKET_PREFIX,
  type SocketRequestInput,
  SocketTicket,
} from '../wire-messages.ts'
import { type Channel, type ChannelOptions, fillPath, SILENCE, TIMEOUT } from './event-stream.ts'
import type { Signal, Socket, SocketConstructor, Timers } from './platform.ts'
import { parseJson, readMessage } from './replies.ts'
import { unlessAborted, within } from './waiting.ts'

/**
 * One socket for one fill; a ticket stands in for the token, which browsers cannot send there.
 * Where no socket can be opened (a manifest or a page's policy forbids it), `fallback` takes over.
 */
export const socketChannel = <S extends Signal>(
  { http, id, signal }: ChannelOptions<S>,
  WebSocket: SocketConstructor,
  fallback: Channel,
): Channel =>
  async function* listen(after) {
    const { timers } = http.options
    const inbox = await connect({ http, id, signal }, WebSocket)
    if (inbox === null) {
      yield* fallback(after)
      return
    }
    try {
      const subscription: SocketRequestInput = { subscribe: id, after }
      inbox.socket.send(JSON.stringify(subscription))
      yield { sequence: after, event: null }
      for (;;) {
        const next = await unlessAborted(inbox.next(SILENCE, timers), signal)
        if (next !== null) yield readMessage(parseJson(next), id)
        // Pings are not shown to us: ask whether the companion and the fill are still there.
        else await http.text({ path: fillPath(id), signal, timeout: TIMEOUT })
      }
    } finally {
      inbox.socket.close()
    }
  }

/** An open socket; null where none can be opened. */
const connect = async <S extends Signal>(
  { http, signal }: ChannelOptions<S>,
  WebSocket: SocketConstructor,
): Promise<Inbox | null> => {
  const { baseUrl, timers } = http.options
  const { ticket } = await http.json(SocketTicket, {
    method: 'POST',
    path: '/v1/ws-tickets',
    signal,
    timeout: TIMEOUT,
  })
  const socket = construct(WebSocket, `${baseUrl.replace(/^http/, 'ws')}/v1/ws`, ticket)
  if (socket === null) return null
  const inbox = createInbox(socket)
  let opened = false
  try {
    opened = await within(unlessAborted(inbox.opened, signal), TIMEOUT, timers)
  } finally {
    if (!opened) socket.close()
  }
  return opened ? inbox : null
}

/** Hosts throw from the constructor what their manifest or the page's policy forbids. */
const construct = (WebSocket: SocketConstructor, url: string, ticket: string): Socket | null => {
  try {
    return new WebSocket(url, [SOCKET_PROTOCOL, SOCKET_TICKET_PREFIX + ticket])
  } catch {
    return null
  }
}

interface Inbox {
  readonly socket: Socket
  /** Whether the socket has opened. */
  readonly opened: Promise<boolean>
  /**
   * The next message, in order; null when none comes within `ms`.
   * @throws InlayError companion_unreachable once the socket has closed; reply_invalid for a
   *   message that is not text
   */
  next(ms: number, timers: Timers): Promise<string | null>
}

const createInbox = (socket: Socket): Inbox => {
  const messages: unknown[] = []
  let closed: InlayError | undefined
  let wake = (): void => {}
  const opened = new Promise<boolean>((resolve) => {
    const close = (detail: string): void => {
      closed ??= new InlayError('companion_unreachable', detail)
      resolve(false)
      wake()
    }
    socket.onopen = () => resolve(true)
    socket.onerror = () => close('The socket failed.')
    socket.onclose = ({ code }) => close(`The socket closed (${code}).`)
    socket.onmessage = ({ data }) => {
      messages.push(data)
      wake()
    }
  })
  return {
    socket,
    opened,
    async next(ms, timers) {
      if (messages.length === 0 && closed === undefined) {
        await new Promise<void>((resolve) => {
          const callOff = timers.after(ms, resolve)
          wake = () => {
            callOff()
            resolve()
          }
        })
      }
      const message = messages.shift()
      if (typeof message === 'string') return message
      if (message !== undefined) throw new InlayError('reply_invalid', 'A message is not text.')
      if (closed !== undefined) throw closed
      return null
    },
  }
}
