/**
 * The window `/bridge`: opened by a plugin's click, shows who asks, waits for the person's click,
 * and carries that plugin's requests until it is closed. Nothing is asked of the companion before.
 */
import { BridgeAsk, type BridgeHere, type BridgeNews, DeviceInfo } from '@inlay/shared'
import { startRelay } from './relay.ts'
import { show, tell } from './view.ts'
import { formatDay, say, sayAll } from './words.ts'

/**
 * How our plugins look: Figma's frame has no address of its own. Pages with one are strangers; a
 * stranger that hides behind a frame without one still has no token (docs/security.md).
 */
const PLUGIN_ORIGIN = 'null'

/** Milliseconds the window must be seen before a click counts: one meant for the page below does not. */
const SEEN_FOR = 700

const opener: unknown = window.opener
const asks = new AbortController()

const listen = (): void => {
  addEventListener(
    'message',
    (event) => {
      if (event.source === null || event.source !== window.opener) return
      const ask = BridgeAsk.safeParse(event.data)
      const port = event.ports[0]
      if (!ask.success || port === undefined) return
      asks.abort()
      if (event.origin === PLUGIN_ORIGIN) question(ask.data.name, port)
      else {
        send(port, { type: 'refused' })
        show('stranger', { origin: event.origin })
      }
    },
    { signal: asks.signal },
  )
  const here: BridgeHere = { inlay: 'bridge', version: 1 }
  // To anybody: it says nothing but that it is there.
  window.opener.postMessage(here, '*')
}

const send = (port: MessagePort, news: BridgeNews): void => port.postMessage(news)

const question = (name: string, port: MessagePort): void => {
  const answer = new AbortController()
  const { allow, refuse } = show('question', { name })
  const end = (): void => {
    answer.abort()
    send(port, { type: 'refused' })
    show('ended', {})
  }
  afterSeen(answer.signal, (isSeen) => {
    allow.disabled = !isSeen
  })
  allow.addEventListener(
    'click',
    (event) => {
      if (!event.isTrusted || allow.disabled) return
      answer.abort()
      connect(name, port)
    },
    { signal: answer.signal },
  )
  refuse.addEventListener('click', end, { signal: answer.signal })
  addEventListener('pagehide', () => send(port, { type: 'bye' }))
}

/** Tells true once the window has been seen for a while in one piece, false when it no longer is. */
const afterSeen = (signal: AbortSignal, told: (isSeen: boolean) => void): void => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = (): void => {
    clearTimeout(timer)
    told(false)
    if (document.visibilityState === 'visible' && document.hasFocus()) {
      timer = setTimeout(() => told(true), SEEN_FOR)
    }
  }
  for (const type of ['focus', 'blur']) addEventListener(type, look, { signal })
  document.addEventListener('visibilitychange', look, { signal })
  look()
}

const connect = (name: string, port: MessagePort): void => {
  const { refuse } = show('connected', { name })
  let known: string | undefined
  startRelay({
    port,
    fetch: (path, init) => fetch(path, init),
    onBusy: (count) => tell('work', say(count === 0 ? 'work.none' : 'work.some')),
    onKnown: (authorization) => {
      if (authorization === known) return
      known = authorization
      void tellDevice(authorization)
    },
  })
  refuse.addEventListener('click', () => {
    port.onmessage = null
    send(port, { type: 'bye' })
    port.close()
    show('ended', {})
  })
  send(port, { type: 'allowed' })
}

/** Who the companion knows the plugin as; what it calls itself proves nothing. */
const tellDevice = async (authorization: string): Promise<void> => {
  const answer = await fetch('/v1/devices/self', { headers: { authorization } })
  const device = DeviceInfo.safeParse(answer.ok ? await answer.json() : undefined).data
  if (device === undefined) tell('device', say('device.owner'))
  else tell('device', say('device.paired', { name: device.name, day: formatDay(device.created) }))
}

sayAll(document.documentElement)
if (opener === null) show('alone', {})
else listen()
