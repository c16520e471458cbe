/**
 * Carries messages between the sandbox and the panel in pieces of at most 1 MiB: Figma serialises
 * each message on the editor's main thread, which must not stand still (facts/hosts.md 1.6).
 *
 * A message without large bytes crosses as it is. One with them comes last of three:
 * `{inlay: 'begin', id, lengths}`, the pieces `{inlay: 'piece', id, bytes}` of one array after the
 * other, each put in its place as it comes, then `{inlay: 'whole', id, message}`, in which
 * `{inlayBytes: n}` stands for the n-th array.
 */
import { InlayError } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

export const PIECE = 1 << 20

/** Bytes up to this length stay in their message. */
const SMALL = 1 << 16

/** More than this of one message is no message of ours. */
const MAX_BYTES = 1 << 30
const MOST_ARRAYS = 10_000

export interface WireEnds {
  /** Hands a value to the other side. */
  readonly post: (value: unknown) => void
  /** Lets the host breathe, then goes on. */
  readonly later: (goOn: () => void) => void
  readonly onMessage: (message: unknown) => void
}

export interface Wire {
  /** Resolves when all of it is handed over. Messages arrive in the order in which they are sent. */
  send(message: unknown): Promise<void>
  /**
   * Takes what the other side posted.
   * @throws InlayError envelope_invalid
   */
  receive(value: unknown): void
}

const isBytes = (value: unknown): value is Uint8Array =>
  Object.prototype.toString.call(value) === '[object Uint8Array]'

const Begin = z.object({
  inlay: z.literal('begin'),
  id: z.int(),
  lengths: z.array(z.int().min(1)).max(MOST_ARRAYS),
})
const Piece = z.object({
  inlay: z.literal('piece'),
  id: z.int(),
  bytes: z.custom<Uint8Array>(isBytes),
})
const Whole = z.object({ inlay: z.literal('whole'), id: z.int(), message: z.unknown() })
const Crossing = z.discriminatedUnion('inlay', [Begin, Piece, Whole])

const Placeholder = z.strictObject({ inlayBytes: z.int().min(0) })

export const createWire = ({ post, later, onMessage }: WireEnds): Wire => {
  let nextId = 0
  let last: Promise<void> = Promise.resolve()
  const arriving = new Map<number, Arrival>()

  const breathe = (): Promise<void> => new Promise((resolve) => later(resolve))

  const hand = async (message: unknown): Promise<void> => {
    const large: Uint8Array[] = []
    const slim = without(message, large)
    if (large.length === 0) {
      post(slim)
      return
    }
    const id = nextId++
    post({ inlay: 'begin', id, lengths: large.map(({ length }) => length) })
    for (const bytes of large) {
      for (let from = 0; from < bytes.length; from += PIECE) {
        post({ inlay: 'piece', id, bytes: bytes.slice(from, from + PIECE) })
        await breathe()
      }
    }
    post({ inlay: 'whole', id, message: slim })
  }

  return {
    send: (message) => {
      const sent = last.then(() => hand(message))
      // One that fails must not hold up the next.
      last = sent.then(
        () => undefined,
        () => undefined,
      )
      return sent
    },
    receive: (value) => {
      const crossing = Crossing.safeParse(value)
      if (!crossing.success) {
        onMessage(value)
        return
      }
      const { id } = crossing.data
      if (crossing.data.inlay === 'begin') {
        arriving.set(id, createArrival(crossing.data.lengths))
        return
      }
      const arrival = arriving.get(id)
      if (crossing.data.inlay === 'piece') {
        if (arrival === undefined) throw new InlayError('envelope_invalid')
        arrival.take(crossing.data.bytes)
        return
      }
      arriving.delete(id)
      onMessage(withBytes(crossing.data.message, arrival?.arrays() ?? []))
    },
  }
}

/** Arrays that come in pieces; each is made when its first piece is there, which takes a while. */
interface Arrival {
  take(piece: Uint8Array): void
  /** When all of it is there. */
  arrays(): readonly Uint8Array[]
}

/** @throws InlayError envelope_invalid, as its methods do for pieces that do not fit */
const createArrival = (lengths: readonly number[]): Arrival => {
  if (lengths.reduce((sum, length) => sum + length, 0) > MAX_BYTES) {
    throw new InlayError('envelope_invalid')
  }
  const arrays: Uint8Array[] = []
  let room = 0
  return {
    take: (piece) => {
      if (room === 0) {
        room = lengths[arrays.length] ?? 0
        arrays.push(new Uint8Array(room))
      }
      const array = arrays.at(-1)
      if (array === undefined || piece.length > room) throw new InlayError('envelope_invalid')
      array.set(piece, array.length - room)
      room -= piece.length
    },
    arrays: () => {
      if (room > 0 || arrays.length !== lengths.length) throw new InlayError('envelope_invalid')
      return arrays
    },
  }
}

/** The message with placeholders for its large bytes, which are put into `large`. */
const without = (value: unknown, large: Uint8Array[]): unknown => {
  if (isBytes(value)) {
    if (value.length <= SMALL) return value
    return { inlayBytes: large.push(value) - 1 }
  }
  return mapWithin(value, (one) => without(one, large))
}

const withBytes = (value: unknown, arrays: readonly Uint8Array[]): unknown => {
  if (isBytes(value)) return value
  const placeholder = Placeholder.safeParse(value)
  if (placeholder.success) {
    const bytes = arrays[placeholder.data.inlayBytes]
    if (bytes === undefined) throw new InlayError('envelope_invalid')
    return bytes
  }
  return mapWithin(value, (one) => withBytes(one, arrays))
}

const mapWithin = (value: unknown, map: (value: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return value.map(map)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, map(one)]))
}
