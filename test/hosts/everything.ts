/** What a plugin does with `shared`, from request to pixels; runs in the sandbox and in Node alike. */
import {
  affineInvert,
  affineMultiply,
  affineRotate,
  type Client,
  createClient,
  decodeEnvelope,
  decodeUtf8,
  type ExchangeContext,
  encodeEnvelope,
  encodeUtf8,
  type Fetch,
  FillEvent,
  type FillReport,
  type FillRequestInput,
  finishExchange,
  HelloRequest,
  helloKey,
  helloProof,
  InlayError,
  type Mask,
  makeShare,
  maskClusters,
  PairExchange,
  pair,
  parseFillRequest,
  pixelsToBytes,
  prepareMask,
  probeCompanion,
  type RandomBytes,
  type Signal,
  type Timers,
  toHex,
} from '@inlay/shared'

const TEXT = 'Ein Fluß, 河, 🏞️ and plain words. '.repeat(4000)

const request: FillRequestInput = {
  operation: 'fill',
  image: { kind: 'encoded', part: 'image' },
  mask: { kind: 'raw', part: 'mask', width: 4, height: 4, channels: 1 },
  prompt: 'Ein Fluß 🏞️',
}

const refusal = (): string => {
  try {
    parseFillRequest({ ...request, grow: 513 })
    return 'none'
  } catch (error) {
    return error instanceof InlayError ? `${error.code}: ${error.detail}` : 'another error'
  }
}

const envelope = (): boolean => {
  const parts = { image: encodeUtf8(TEXT), mask: new Uint8Array(16) }
  const decoded = decodeEnvelope(encodeEnvelope({ header: { request }, parts }))
  const image = decoded.parts.get('image')
  return image !== undefined && decodeUtf8(image, { fatal: true }) === TEXT
}

const masks = (): { readonly values: number[]; readonly clusters: number } => {
  const width = 40
  const mask: Mask = { width, height: 20, data: new Uint8Array(width * 20) }
  mask.data[10 * width + 5] = 255
  mask.data[10 * width + 30] = 128
  const prepared = prepareMask(mask, { grow: 3, feather: 4 })
  return { values: [...prepared.data], clusters: maskClusters(mask, 8).length }
}

const report: FillReport = {
  engine: 'patchmatch',
  seed: 1,
  image: { width: 4, height: 4, channels: 3, bitDepth: 8 },
  canvas: { width: 4, height: 4 },
  changed_fraction: 0.5,
  crops: [],
  variations: [],
  times: {},
  total: 1,
  peak_memory: 1,
  notes: [],
}

const EVENTS: readonly FillEvent[] = [
  { type: 'queued', id: 'f', sequence: 0, position: 0 },
  { type: 'progress', id: 'f', sequence: 1, fraction: 0.5, stage: 'Größere Flächen' },
  { type: 'done', id: 'f', sequence: 2, report },
]

/** The pairing that `fakeFetch` offers; its nonce is what `randomBytes` gives. */
const PAIRING: ExchangeContext = {
  id: 'p',
  port: 43117,
  name: 'Figma',
  app: 'figma',
  nonce: toHex(Uint8Array.from({ length: 32 }, (_, i) => i)),
}
let companionProof = ''

/** A companion in memory that answers as Figma's main thread hears it: bodies come whole. */
const fakeFetch: Fetch<Signal> = async (url, { method, body }) => {
  const answer = (bytes: Uint8Array, status = 200) => ({
    status,
    text: async () => decodeUtf8(bytes),
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
  })
  const json = (value: unknown, status?: number) =>
    answer(encodeUtf8(JSON.stringify(value)), status)
  if (url.endsWith('/v1/health')) return json({ name: 'inlay-companion', version: '0.1.0' })
  if (url.endsWith('/v1/hello')) {
    const hello = HelloRequest.parse(JSON.parse(decodeUtf8(body ?? new Uint8Array())))
    return json({ proof: helloProof(helloKey('t'), { ...hello, port: 43117 }) })
  }
  if (url.endsWith('/v1/pair/requests')) return json({ id: 'p', expiresIn: 120 }, 201)
  if (url.endsWith('/exchange')) {
    const { share } = PairExchange.parse(JSON.parse(decodeUtf8(body ?? new Uint8Array())))
    const own = makeShare('123456', PAIRING, new Uint8Array(64).fill(9))
    companionProof = finishExchange('companion', own, share, PAIRING).companionProof
    return json({ share: own.share }, 201)
  }
  if (url.endsWith('/claim')) return json({ deviceId: 'd', proof: companionProof }, 201)
  if (url.endsWith('/v1/engines')) return json({ engines: [] })
  if (method === 'PUT') return json({ id: 'f' }, 202)
  if (url.includes('/events')) {
    return answer(encodeUtf8(EVENTS.map((event) => `${JSON.stringify(event)}\n`).join('')))
  }
  const pixels = { data: Uint16Array.of(1, 2, 3, 65_535) }
  const bounds = { left: 0, top: 0, width: 1, height: 1 }
  const header = { width: 1, height: 1, channels: 4, bitDepth: 16, bounds, index: 0, seed: 1 }
  return answer(encodeEnvelope({ header, parts: { pixels: pixelsToBytes(pixels) } }))
}

/** The same each time, so that the outcome is the same everywhere. */
const randomBytes: RandomBytes = (count) => Uint8Array.from({ length: count }, (_, i) => i)

/** No clock: nothing here needs to wait. */
const timers: Timers = { now: () => 0, after: () => () => {} }

const pairing = async () => {
  const options = { name: 'Figma', app: 'figma', fetch: fakeFetch, randomBytes, timers }
  return (await pair('localhost', options)).claim('123 456')
}

const impostor = async (): Promise<string> => {
  const options = { fetch: fakeFetch, randomBytes, timers, token: 'another' }
  return (await probeCompanion('localhost', options)).state
}

const talk = async () => {
  const connection = await probeCompanion('localhost', {
    fetch: fakeFetch,
    timers,
    token: 't',
    randomBytes,
  })
  const client: Client<Signal> = createClient({
    baseUrl: connection.baseUrl,
    token: 't',
    fetch: fakeFetch,
    randomBytes,
    timers,
  })
  const stages: string[] = []
  const { id } = await client.fill(
    request,
    { image: new Uint8Array(1), mask: new Uint8Array(16) },
    { onEvent: (event) => stages.push(event.type === 'progress' ? event.stage : event.type) },
  )
  const { pixels } = await client.resultPixels(id, 0)
  return { state: connection.state, stages, samples: [...pixels.data] }
}

export default async () => ({
  request: parseFillRequest(request),
  refusal: refusal(),
  envelope: envelope(),
  masks: masks(),
  event: FillEvent.parse(EVENTS[2]),
  affine: affineInvert(affineMultiply(affineRotate(1), affineRotate(-1))),
  talk: await talk(),
  pairing: await pairing(),
  impostor: await impostor(),
})
