/** A plugin with a button for each thing a person does: it pairs and fills, by itself or by the window. */
import {
  type Bridge,
  createClient,
  type Fetch,
  type FillRequestInput,
  InlayError,
  openBridge,
  pair,
  probeCompanion,
  type RandomBytes,
} from '@inlay/shared'
import { PATIENCE } from '../setup/patience.ts'

/** Filled in by the test's bundler. */
declare const ADDRESSES: readonly string[]

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

const randomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count))

const hostFetch: Fetch<AbortSignal> = (url, init) => fetch(url, init)

const say = (state: object | string): void => {
  const line = document.getElementById('state')
  if (line !== null) line.textContent = typeof state === 'string' ? state : JSON.stringify(state)
}

const saying =
  (work: () => Promise<object | string>): (() => void) =>
  () => {
    say('working')
    work().then(say, (error: unknown) =>
      say({ error: error instanceof InlayError ? error.code : String(error) }),
    )
  }

let bridge: Bridge<AbortSignal> | undefined
let claim: ((code: string) => Promise<{ deviceId: string; token: string }>) | undefined
let credentials: { deviceId: string; token: string } | undefined

const open = async (clicked: () => boolean | undefined): Promise<string> => {
  bridge = await openBridge<AbortSignal, MessagePort>({
    host: {
      open: (url, target, features) => window.open(url, target, features),
      listen: (heard) => {
        const listener = (event: MessageEvent<unknown>): void => heard(event)
        addEventListener('message', listener)
        return () => removeEventListener('message', listener)
      },
      channel: () => new MessageChannel(),
      isClicked: clicked,
    },
    name: 'Figma on Ada’s laptop',
    addresses: ADDRESSES,
  })
  void bridge.closed.then(() => document.body.setAttribute('data-bridge', 'closed'))
  return 'open'
}

/** The window if one was opened, else straight on. */
const through = (): Pick<Bridge<AbortSignal>, 'baseUrl' | 'fetch'> =>
  bridge ?? { baseUrl: ADDRESSES[0] ?? '', fetch: hostFetch }

const askToPair = async (): Promise<string> => {
  const { baseUrl, fetch } = through()
  const options = { name: 'Figma on Ada’s laptop', app: 'figma', fetch, randomBytes }
  claim = (await pair<AbortSignal>(baseUrl, options)).claim
  return 'asked'
}

const typeCode = async (): Promise<string> => {
  const input = document.getElementById('code')
  const code = input instanceof HTMLInputElement ? input.value : ''
  credentials = await claim?.(code)
  return 'paired'
}

const fill = async (): Promise<object> => {
  const { baseUrl, fetch } = through()
  if (credentials === undefined) throw new Error('Not paired')
  const { state } = await probeCompanion<AbortSignal>(baseUrl, {
    ...credentials,
    fetch,
    randomBytes,
    timeout: PATIENCE,
  })
  const client = createClient<AbortSignal>({ baseUrl, ...credentials, fetch, randomBytes })
  const kinds = new Set<string>()
  const { id } = await client.fill(
    request,
    { image, mask },
    { onEvent: ({ type }) => kinds.add(type) },
  )
  const { pixels } = await client.resultPixels(id, 0, { form: 'composite' })
  const same = (i: number): boolean => pixels.data[i] === image[i]
  const all = [...image.keys()]
  return {
    state,
    kinds: [...kinds].filter((kind) => kind !== 'preview'),
    outside: all.every((i) => inHole(i >> 2) || same(i)),
    filled: all.some((i) => inHole(i >> 2) && !same(i)),
  }
}

/** What comes of asking without the window: the browser's own guard of local addresses. */
const direct = async (): Promise<object> => {
  const [baseUrl = ''] = ADDRESSES
  const { state } = await probeCompanion<AbortSignal>(baseUrl, {
    fetch: hostFetch,
    randomBytes,
    timeout: PATIENCE,
  })
  return { direct: state }
}

const on = (id: string, work: () => Promise<object | string>): void => {
  const button = document.createElement('button')
  button.id = id
  button.textContent = id
  button.onclick = saying(work)
  document.body.append(button)
}

on('direct', direct)
on('open', () => open(() => navigator.userActivation.isActive))
on('ask', askToPair)
on('type', typeCode)
on('fill', fill)
// Without a click: by its own check, and, with that taken out, by the browser's.
addEventListener('message', ({ data }) => {
  if (data === 'open unclicked') saying(() => open(() => navigator.userActivation.isActive))()
  if (data === 'open unchecked') saying(() => open(() => undefined))()
})
