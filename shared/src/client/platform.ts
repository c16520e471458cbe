/**
 * What the client needs of its host, as shapes: Figma's frame, UXP, browsers and Node each bring
 * their own, and `shared` may name none of them.
 */

/** An AbortSignal, as far as it is used here. */
export interface Signal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

export interface FetchInit<S extends Signal> {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: Uint8Array<ArrayBuffer>
  readonly signal?: S
  readonly mode?: 'no-cors'
}

/** Reads a body piece by piece. */
export interface ByteReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
  cancel(): Promise<unknown>
}

export interface FetchResponse {
  readonly status: number
  /** Absent where bodies come only whole (Figma's main thread, old UXP). */
  readonly body?: { getReader(): ByteReader } | null
  arrayBuffer(): Promise<ArrayBuffer>
  text(): Promise<string>
}

/** The host's `fetch`; wrap it (`(url, init) => fetch(url, init)`) where it must not lose its `this`. */
export type Fetch<S extends Signal> = (url: string, init: FetchInit<S>) => Promise<FetchResponse>

/** A handler type that hosts with richer event types can still be assigned to. */
type Handler<Event> = { handle(event: Event): void }['handle'] | null

/** A WebSocket, as far as it is used here. */
export interface Socket {
  onopen: Handler<object>
  onmessage: Handler<{ readonly data: unknown }>
  onerror: Handler<object>
  onclose: Handler<{ readonly code: number }>
  send(text: string): void
  close(): void
}

export type SocketConstructor = new (url: string, protocols: string[]) => Socket

/** Random bytes fit for secrets, e.g. `(count) => crypto.getRandomValues(new Uint8Array(count))`. */
export type RandomBytes = (count: number) => Uint8Array

/** Time, so that tests need not wait for it. */
export interface Timers {
  /** Milliseconds on any clock that does not stop. */
  now(): number
  /** Runs `run` once after `ms` milliseconds; the answer calls it off. */
  after(ms: number, run: () => void): () => void
}

declare const setTimeout: (run: () => void, ms: number) => unknown
declare const clearTimeout: (handle: unknown) => void

export const hostTimers: Timers = {
  now: () => Date.now(),
  after(ms, run) {
    const handle = setTimeout(run, ms)
    return () => clearTimeout(handle)
  },
}
