/** A plugin with a button for each thing a person does: it pairs and fills, by itself or by the window. */
import {
  type Bridge,
  createClient,
  InlayError,
  openBridge,
  pair,
  probeCompanion,
} from '@inlay/shared'
import { PATIENCE } from '../setup/patience.ts'
import { hostFetch, randomBytes } from './fetches.ts'
import { judge, parts, request } from './small-fill.ts'

/** Filled in by the test's bundler. */
declare const ADDRESSES: readonly string[]

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
  const { id } = await client.fill(request, parts, { onEvent: ({ type }) => kinds.add(type) })
  const { pixels } = await client.resultPixels(id, 0, { form: 'composite' })
  return {
    state,
    kinds: [...kinds].filter((kind) => kind !== 'preview'),
    ...judge(pixels.data),
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
