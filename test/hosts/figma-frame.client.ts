/** What the frame of figma-frame.test.ts runs: the client with the browser's own fetch and WebSocket. */
import {
  createClient,
  type Fetch,
  type FillRequestInput,
  probeCompanion,
  type RandomBytes,
  type SocketConstructor,
} from '@inlay/shared'
import { PATIENCE } from '../setup/patience.ts'

/** Filled in by the test's bundler. */
declare const COMPANION: string
declare const STRANGER: string
declare const NOBODY: string
declare const TOKEN: string

const SIDE = 48

const inHole = (i: number): boolean =>
  i % SIDE >= 20 && i % SIDE < 28 && i >= 20 * SIDE && i < 28 * SIDE

const image = Uint8Array.from({ length: SIDE * SIDE * 4 }, (_, i) =>
  i % 4 === 3 || inHole(i >> 2) ? 255 : i % 251,
)
const mask = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (inHole(i) ? 255 : 0))

const request: FillRequestInput = {
  image: { kind: 'raw', part: 'image', width: SIDE, height: SIDE, channels: 4 },
  mask: { kind: 'raw', part: 'mask', width: SIDE, height: SIDE, channels: 1 },
  seed: 3,
}

let sockets = 0
class CountedSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols)
    sockets += 1
  }
}

const randomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count))

const hostFetch: Fetch<AbortSignal> = (url, init) => fetch(url, init)

const wholeFetch: Fetch<AbortSignal> = async (url, init) => {
  const response = await fetch(url, init)
  return {
    status: response.status,
    text: () => response.text(),
    arrayBuffer: () => response.arrayBuffer(),
  }
}

const stateOf = async (address: string, token = TOKEN): Promise<string> =>
  (await probeCompanion(address, { fetch: hostFetch, token, randomBytes, timeout: PATIENCE })).state

/** A fill by this fetch and socket: its kinds of event in order, and its picture. */
const fill = async (fetchToUse: Fetch<AbortSignal>, Socket?: SocketConstructor) => {
  const client = createClient({
    baseUrl: COMPANION,
    token: TOKEN,
    fetch: fetchToUse,
    randomBytes,
    ...(Socket === undefined ? {} : { WebSocket: Socket }),
  })
  const kinds = new Set<string>()
  const { id } = await client.fill(
    request,
    { image, mask },
    { onEvent: (event) => kinds.add(event.type) },
  )
  const { pixels } = await client.resultPixels(id, 0, { form: 'composite' })
  return { kinds: [...kinds].filter((kind) => kind !== 'preview'), data: pixels.data }
}

const run = async (): Promise<object> => {
  const streamed = await fill(hostFetch)
  const socketed = await fill(wholeFetch, CountedSocket)
  const polled = await fill(wholeFetch)
  const same = (i: number): boolean => streamed.data[i] === image[i]
  const pixels = [...image.keys()]
  return {
    secure: isSecureContext,
    subtle: typeof crypto.subtle,
    ready: await stateOf(COMPANION),
    refused: await stateOf(COMPANION, 'A'.repeat(43)),
    stranger: await stateOf(STRANGER),
    nobody: await stateOf(NOBODY),
    streamed: streamed.kinds,
    socketed: socketed.kinds,
    sockets,
    polled: polled.kinds,
    outside: pixels.every((i) => inHole(i >> 2) || same(i)),
    filled: pixels.some((i) => inHole(i >> 2) && !same(i)),
  }
}

run().then(
  (told) => parent.postMessage(told, '*'),
  (error: unknown) => parent.postMessage({ error: String(error) }, '*'),
)
