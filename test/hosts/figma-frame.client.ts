/** What the frame of figma-frame.test.ts runs: the client with the browser's own fetch and WebSocket. */
import { createClient, type Fetch, probeCompanion, type SocketConstructor } from '@inlay/shared'
import { PATIENCE } from '../setup/patience.ts'
import { hostFetch, randomBytes, wholeFetch } from './fetches.ts'
import { judge, parts, request } from './small-fill.ts'

/** Filled in by the test's bundler. */
declare const COMPANION: string
declare const STRANGER: string
declare const NOBODY: string
declare const TOKEN: string

let sockets = 0
class CountedSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols)
    sockets += 1
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
  const { id } = await client.fill(request, parts, { onEvent: (event) => kinds.add(event.type) })
  const { pixels } = await client.resultPixels(id, 0, { form: 'composite' })
  return { kinds: [...kinds].filter((kind) => kind !== 'preview'), data: pixels.data }
}

const run = async (): Promise<object> => {
  const streamed = await fill(hostFetch)
  const socketed = await fill(wholeFetch, CountedSocket)
  const polled = await fill(wholeFetch)
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
    ...judge(streamed.data),
  }
}

run().then(
  (told) => parent.postMessage(told, '*'),
  (error: unknown) => parent.postMessage({ error: String(error) }, '*'),
)
