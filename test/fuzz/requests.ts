/** Requests for every route of the API, valid ones damaged in method, address, headers and body. */
import { openApiDocument } from '@inlay/companion/http/openapi/document.ts'
import { ENVELOPE_TYPE, OWNER_ID } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateJsonText } from './mutate-json.ts'
import { type Random, randomOf } from './random.ts'
import { BOUNDARY, envelopeSeed, formOf, rawRequest, type Seeds } from './seeds.ts'

export interface FuzzRequest {
  /** "POST /v1/fills": the operation it began as. */
  readonly target: string
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Buffer | undefined
}

export interface Aim {
  readonly seeds: Seeds
  readonly port: number
  readonly token: string
  /** A fill that is done, and whatever else ids may be. */
  readonly ids: readonly string[]
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
const Paths = z.record(z.string(), z.record(z.string(), z.unknown()))

/** Every operation of the API, from its own description: a new route is fuzzed as soon as it is there. */
export const operations = (): { readonly method: string; readonly path: string }[] =>
  Object.entries(Paths.parse(Reflect.get(openApiDocument(), 'paths'))).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item && path !== '/v1/ws').map((method) => ({
      method: method.toUpperCase(),
      path,
    })),
  )

const JSON_BODIES: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['/v1/hello', { deviceId: OWNER_ID, nonce: 'ab'.repeat(32) }],
  ['/v1/pair/requests', { name: 'Figma', app: 'figma', nonce: 'cd'.repeat(32) }],
  ['/v1/pair/requests/{id}/exchange', { share: 'e2'.repeat(32) }],
  ['/v1/pair/requests/{id}/claim', { proof: 'ef'.repeat(32) }],
  ['/v1/models/{id}/pull', { acceptLicence: true }],
  ['/v1/models/folders', { folder: '/nowhere', id: 'none' }],
  ['/v1/settings', { set: { keepDays: 7, idleMinutes: 2 }, reset: ['language'] }],
  ['/v1/autostart', { on: false }],
  ['/v1/pause', { paused: false }],
  ['/v1/gpu/install', { acceptLicence: false }],
])

type Body = readonly [type: string, body: Buffer]

const envelopeBody = (seeds: Seeds, random: Random): Body => {
  const whole = Buffer.from(envelopeSeed(seeds))
  if (random.chance(0.5)) return [ENVELOPE_TYPE, mutateBytes(whole, random, 0.8)]
  // The header damaged as JSON, its length right or not.
  const length = whole.readUInt32LE(0)
  const header: unknown = JSON.parse(whole.toString('utf8', 4, 4 + length))
  const text = Buffer.from(mutateJsonText(header, random))
  const prefix = Buffer.alloc(4)
  prefix.writeUInt32LE(random.chance(0.9) ? text.length : random.int(2 ** 32))
  return [ENVELOPE_TYPE, Buffer.concat([prefix, text, whole.subarray(4 + length)])]
}

const FIELD_VALUES = ['', 'true', '1', '-1', '1e9', 'remove', 'expand', 'x'.repeat(70_000), '{}']

const formBody = (seeds: Seeds, random: Random): Body => {
  const fields: Record<string, string> = {}
  if (random.chance(0.5)) fields.request = mutateJsonText(rawRequest, random)
  for (let left = random.int(4); left > 0; left--) {
    const name = random.pick([...Object.keys(rawRequest), 'form', 'format', '__proto__', 'x'])
    fields[name] = random.chance(0.5)
      ? random.pick(FIELD_VALUES)
      : String(Reflect.get(rawRequest, name))
  }
  const files: Record<string, Uint8Array> = {}
  for (const name of ['image', 'mask', 'sample', 'request', 'other']) {
    if (!random.chance(name === 'image' || name === 'mask' ? 0.8 : 0.1)) continue
    const file = name === 'mask' ? seeds.mask : random.pick([...seeds.images.values()])
    files[name] = random.chance(0.5) ? file : mutateBytes(file, random)
  }
  const form = formOf(fields, files)
  const type = `multipart/form-data; boundary=${random.chance(0.9) ? BOUNDARY : random.pick(['', '"', 'x'])}`
  return [type, random.chance(0.5) ? form : mutateBytes(form, random)]
}

const bodyOf = (path: string, method: string, seeds: Seeds, random: Random): Body | undefined => {
  if (method === 'GET' || method === 'DELETE') return undefined
  const json = JSON_BODIES.get(path)
  if (json !== undefined) return ['application/json', Buffer.from(mutateJsonText(json, random))]
  if (path === '/v1/fills' || path.startsWith('/v1/models')) {
    return random.chance(0.5) ? envelopeBody(seeds, random) : formBody(seeds, random)
  }
  return undefined
}

const IDS = [
  'none',
  '0',
  '..',
  '%2e%2e',
  '%00',
  '%ff',
  '%',
  '__proto__',
  'constructor',
  'toString',
  'a'.repeat(3000),
  '%F0%9F%92%A3',
  "'%20or%201=1--",
]

const QUERIES = [
  'after=-1',
  'after=-2',
  'after=99999999999999999',
  'after=NaN',
  'after[]=1',
  'after=1&after=2',
  'wait=false',
  'wait=maybe',
  'form=composite',
  'form=__proto__',
  'format=raw',
  'format=',
  'token=x',
  'constructor=1',
  '%',
  '&&&==',
  'limit=-1',
  'limit=1e99',
  'since=%00',
]

const addressOf = (path: string, ids: readonly string[], random: Random): string => {
  const filled = path
    .replace('{id}', () => (random.chance(0.6) ? random.pick(ids) : random.pick(IDS)))
    .replace('{n}', () => random.pick(['0', '1', '7', '8', '-1', '00', '%30', 'NaN', '99999']))
  const query = [
    // Streams that wait are tried too, but mostly what is there is enough.
    ...(path.endsWith('/events') && random.chance(0.9) ? ['wait=false'] : []),
    ...(random.chance(0.35) ? [random.pick(QUERIES)] : []),
  ].join('&')
  const address = query === '' ? filled : `${filled}?${query}`
  if (!random.chance(0.06)) return address
  return random.pick([
    address.toUpperCase(),
    `${address}/`,
    `/${address}`,
    address.replace('/v1', '/v1/./../v1'),
    address.replace('/', '\\'),
    `http://localhost${address}`,
    `${address}#x`,
    `/${'a/'.repeat(1500)}`,
  ])
}

const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ['Host', 'evil.example'],
  ['Host', ''],
  ['Origin', 'null'],
  ['Origin', 'file://'],
  ['Origin', 'https://evil.example'],
  ['Sec-Fetch-Mode', 'navigate'],
  ['Sec-Fetch-Mode', 'cors'],
  ['Content-Type', 'text/plain'],
  ['Content-Type', 'application/json; charset=utf-16'],
  ['Content-Type', 'multipart/form-data'],
  ['Content-Type', '/'.repeat(300)],
  ['Content-Encoding', 'gzip'],
  ['Transfer-Encoding', 'chunked'],
  ['Transfer-Encoding', 'gzip, chunked'],
  ['Expect', '100-continue'],
  ['Expect', 'the-unexpected'],
  ['Authorization', 'Bearer'],
  ['Authorization', `Bearer ${'A'.repeat(43)}`],
  ['Authorization', 'Basic b3duZXI6eA=='],
  ['Authorization', `Bearer ${'\u00e9'.repeat(43)}`],
  ['Connection', 'close'],
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Upgrade', 'h2c'],
  ['Range', 'bytes=0-1,5-'],
  ['If-None-Match', '*'],
  ['Cookie', 'a=b'],
  ['X-Long', 'y'.repeat(7000)],
  ['Content-Length', '-1'],
  ['Content-Length', '99999999999999999999'],
  ['Content-Length', '5'],
]

/** The case of that number, always the same for a seed. */
export const requestOf = (seed: number | string, index: number, aim: Aim): FuzzRequest => {
  const random = randomOf(seed, 'http', index)
  const all = knownOperations()
  const operation = all[index % all.length]
  if (operation === undefined) throw new Error('The API has no operations')
  const { method, path } = operation
  const body = bodyOf(path, method, aim.seeds, random)
  const headers: (readonly [string, string])[] = [
    ['Host', `127.0.0.1:${aim.port}`],
    ['Authorization', `Bearer ${aim.token}`],
  ]
  if (body !== undefined) headers.push(['Content-Type', body[0]])
  // Rarely with the right to do it, or there would be no fill left that the other cases could meet.
  const wipes = method === 'DELETE' && path.startsWith('/v1/fills')
  if (wipes && !random.chance(0.04)) headers[1] = ['Authorization', `Bearer ${'B'.repeat(43)}`]
  if (random.chance(0.25)) {
    const [name, value] = random.pick(ODD_HEADERS)
    const at = headers.findIndex(([known]) => known === name)
    if (at >= 0 && random.chance(0.8)) headers.splice(at, 1, [name, value])
    else headers.push([name, value])
  }
  if (random.chance(0.05)) headers.splice(random.int(headers.length), 1)
  return {
    target: `${method} ${path}`,
    method: random.chance(0.05)
      ? random.pick(['HEAD', 'PUT', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'DELETE', 'POST'])
      : method,
    path: addressOf(path, aim.ids, random),
    headers,
    body: body?.[1],
  }
}

let known: ReturnType<typeof operations> | undefined
const knownOperations = (): ReturnType<typeof operations> => {
  known ??= operations()
  return known
}

/** The request as bytes on the wire. */
export const wireOf = ({ method, path, headers, body }: FuzzRequest): Buffer => {
  const named = new Set(headers.map(([name]) => name.toLowerCase()))
  const length =
    body === undefined || named.has('content-length') || named.has('transfer-encoding')
      ? []
      : [`Content-Length: ${body.length}`]
  const head = [
    `${method} ${path} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...length,
    '',
    '',
  ].join('\r\n')
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)])
}
