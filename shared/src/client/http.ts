/** One companion over HTTP: requests with the token, answers checked, failures as InlayError. */
import { InlayError } from '../errors.ts'
import type * as z from '../zod.ts'
import type { Pass } from './pass.ts'
import type { Fetch, FetchResponse, Signal, Timers } from './platform.ts'
import { parseJson, readProblem, readReply } from './replies.ts'
import { throwIfAborted, unlessAborted, within } from './waiting.ts'

export interface HttpOptions<S extends Signal> {
  /** `http://host:port`, as `normaliseAddress` gives it. */
  readonly baseUrl: string
  /** Absent for the few things anyone may ask. */
  readonly pass?: Pass | undefined
  readonly fetch: Fetch<S>
  readonly timers: Timers
}

export interface Call<S extends Signal> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly type?: string
  readonly body?: Uint8Array<ArrayBuffer>
  readonly signal?: S | undefined
  /** Milliseconds until the answer must have begun; absent for uploads and large answers. */
  readonly timeout?: number
}

export interface Http<S extends Signal> {
  readonly options: HttpOptions<S>
  /** Whether bodies can be read piece by piece; undefined until the first answer. */
  readonly streams: boolean | undefined
  /** Sees that the companion is there and ours. Throws as `open` does. */
  greet(signal?: S): Promise<void>
  /**
   * An answer with a status of 2xx.
   * @throws InlayError the companion's own; companion_unreachable; reply_invalid; cancelled
   */
  open(call: Call<S>): Promise<FetchResponse>
  /** The checked JSON of an answer. Throws as `open` does. */
  json<Schema extends z.ZodType>(schema: Schema, call: Call<S>): Promise<z.output<Schema>>
  /** The JSON of an answer, unchecked. Throws as `open` does. */
  unchecked(call: Call<S>): Promise<unknown>
  /** The text of an answer. Throws as `open` does. */
  text(call: Call<S>): Promise<string>
  /** The bytes of an answer. Throws as `open` does. */
  bytes(call: Call<S>): Promise<Uint8Array<ArrayBuffer>>
}

export const createHttp = <S extends Signal>(options: HttpOptions<S>): Http<S> => {
  const { baseUrl, pass, fetch, timers } = options
  let streams: boolean | undefined

  const send = async (call: Call<S>): Promise<FetchResponse> => {
    const { method = 'GET', path, type, body, signal } = call
    throwIfAborted(signal)
    const token = await pass?.show()
    throwIfAborted(signal)
    try {
      return await fetch(baseUrl + path, {
        method,
        headers: {
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(type === undefined ? {} : { 'Content-Type': type }),
        },
        ...(body === undefined ? {} : { body }),
        ...(signal === undefined ? {} : { signal }),
      })
    } catch (cause) {
      throwIfAborted(signal)
      if (cause instanceof InlayError) throw cause
      throw new InlayError('companion_unreachable', undefined, { cause })
    }
  }

  const open = async (call: Call<S>): Promise<FetchResponse> => {
    const sent = unlessAborted(send(call), call.signal)
    const answered = call.timeout === undefined ? sent : within(sent, call.timeout, timers)
    const response = await answered.catch((error: unknown) => {
      // Whoever answers next may be somebody else.
      pass?.doubt()
      throw error
    })
    streams = typeof response.body?.getReader === 'function'
    if (response.status >= 200 && response.status < 300) return response
    throw readProblem(response.status, await read(call, () => response.text()))
  }

  /** A body that breaks off is a companion that went away. */
  const read = async <T>(call: Call<S>, body: () => Promise<T>): Promise<T> => {
    try {
      return await unlessAborted(body(), call.signal)
    } catch (cause) {
      throwIfAborted(call.signal)
      if (cause instanceof InlayError) throw cause
      throw new InlayError('companion_unreachable', 'The answer broke off.', { cause })
    }
  }

  const text = async (call: Call<S>): Promise<string> => {
    const response = await open(call)
    return read(call, () => response.text())
  }

  const unchecked = async (call: Call<S>): Promise<unknown> => parseJson(await text(call))

  return {
    options,
    get streams() {
      return streams
    },
    greet: async (signal) => {
      if (pass !== undefined) await unlessAborted(pass.show(), signal)
    },
    open,
    text,
    unchecked,
    json: async (schema, call) => readReply(schema, await unchecked(call)),
    bytes: async (call) => {
      const response = await open(call)
      return new Uint8Array(await read(call, () => response.arrayBuffer()))
    },
  }
}
