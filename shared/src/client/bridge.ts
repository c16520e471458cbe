/**
 * A `fetch` through the companion's own window, for a plugin whose frame the browser keeps from
 * local addresses. `createClient`, `pair` and `probeCompanion` take it like any other; the
 * companion proves itself through it as it does without, before it is shown a token.
 */
import { BRIDGE_PATH, type BridgeAsk, BridgeHere, BridgeNews, type BridgeOrder } from '../bridge.ts'
import { InlayError } from '../errors.ts'
import { companionAddresses, normaliseAddress } from './address.ts'
import { type BridgePort, portFetch } from './bridge-fetch.ts'
import { type Fetch, hostTimers, type Signal, type Timers } from './platform.ts'
import { cancelled } from './waiting.ts'

/** The window that was opened; `Port` is what the host calls a MessagePort. */
export interface BridgePopup<Port> {
  readonly closed: boolean
  readonly location: { href: string }
  postMessage(message: unknown, targetOrigin: string, transfer: Port[]): void
  close(): void
}

interface WindowMessage {
  readonly source: unknown
  readonly origin: string
  readonly data: unknown
}

/** What is needed of the plugin's own `window`. */
export interface BridgeHost<Port> {
  /** `(url, target, features) => window.open(url, target, features)` */
  readonly open: (url: string, target: string, features: string) => BridgePopup<Port> | null
  /** Calls `heard` for each message to the window, until the answer is called. */
  readonly listen: (heard: (message: WindowMessage) => void) => () => void
  /** `() => new MessageChannel()` */
  readonly channel: () => { readonly port1: BridgePort; readonly port2: Port }
  /** `() => navigator.userActivation?.isActive`; absent where the host cannot tell. */
  readonly isClicked?: () => boolean | undefined
}

export interface BridgeOptions<S extends Signal, Port> {
  readonly host: BridgeHost<Port>
  /** What the person knows the plugin by; the window shows it. */
  readonly name: string
  /** Where the companion may be, tried in this order; by default its ports on `localhost`. */
  readonly addresses?: readonly string[]
  readonly timers?: Timers
  readonly signal?: S | undefined
}

export interface Bridge<S extends Signal> {
  /** Where the companion is: the `baseUrl` of a client that uses `fetch`. */
  readonly baseUrl: string
  readonly fetch: Fetch<S>
  /** Resolves when the window is gone; every request then fails. */
  readonly closed: Promise<void>
  close(): void
}

const WINDOW = 'popup,width=460,height=560'

/**
 * Milliseconds a companion's window has to say that it is there. When none of the addresses has said
 * so, each is asked once more: a new window takes its time on a computer that is slow or busy.
 */
const HERE_WITHIN = [3000, 9000]

/** Milliseconds between two looks whether the person has closed the window. */
const LOOK_EVERY = 300

/**
 * Opens the companion's window and waits for the person to let the plugin in. Call it straight from
 * a click, before anything is awaited: browsers open windows for nothing else.
 * @throws InlayError bridge_blocked when no window opens or there was no click, bridge_closed when
 *   the person closes it or says no, companion_unreachable when no companion shows in it,
 *   cancelled; invalid_request for an address that is not of this machine
 */
export const openBridge = async <S extends Signal, Port>(
  options: BridgeOptions<S, Port>,
): Promise<Bridge<S>> => {
  const { host, name, timers = hostTimers, signal } = options
  const addresses = (options.addresses ?? companionAddresses(['localhost'])).map(normaliseAddress)
  const [first] = addresses
  if (first === undefined) throw new InlayError('invalid_request', 'No address was named.')
  if (signal?.aborted === true) throw cancelled()
  if (host.isClicked?.() === false) throw new InlayError('bridge_blocked', 'It needs a click.')
  const popup = host.open(first + BRIDGE_PATH, '_blank', WINDOW)
  if (popup === null) throw new InlayError('bridge_blocked')
  try {
    const baseUrl = await findWindow(popup, addresses, { host, timers, signal })
    return await askToComeIn<S, Port>(popup, baseUrl, { host, name, timers, signal })
  } catch (error) {
    popup.close()
    throw error
  }
}

interface Around<Port> {
  readonly host: BridgeHost<Port>
  readonly timers: Timers
  readonly signal?: Signal | undefined
}

/** The address at which the window says that it is the companion's. */
const findWindow = async <Port>(
  popup: BridgePopup<Port>,
  addresses: readonly string[],
  around: Around<Port>,
): Promise<string> => {
  let shown = addresses[0]
  for (const patience of HERE_WITHIN) {
    for (const address of addresses) {
      // Loaded anew it would begin anew.
      if (address !== shown) popup.location.href = address + BRIDGE_PATH
      shown = address
      if (await isHere(popup, address, patience, around)) return address
    }
  }
  throw new InlayError('companion_unreachable')
}

const isHere = <Port>(
  popup: BridgePopup<Port>,
  address: string,
  patience: number,
  around: Around<Port>,
): Promise<boolean> =>
  untilGone<boolean, Port>(popup, around, (settle) => {
    const callOff = around.timers.after(patience, () => settle(false))
    const deafen = around.host.listen((message) => {
      if (isFrom(popup, address, message)) settle(true)
    })
    return () => {
      callOff()
      deafen()
    }
  })

/** Only the window we opened, and only while it shows the companion's own address. */
const isFrom = (popup: unknown, address: string, message: WindowMessage): boolean =>
  message.source === popup &&
  message.origin === address &&
  BridgeHere.safeParse(message.data).success

const askToComeIn = async <S extends Signal, Port>(
  popup: BridgePopup<Port>,
  baseUrl: string,
  { host, name, timers, signal }: Around<Port> & { readonly name: string },
): Promise<Bridge<S>> => {
  const { port1, port2 } = host.channel()
  const ask: BridgeAsk = { inlay: 'bridge-ask', version: 1, name }
  const allowed = await untilGone<boolean, Port>(popup, { timers, signal }, (settle) => {
    port1.onmessage = ({ data }) => {
      const news = BridgeNews.safeParse(data).data
      if (news?.type === 'allowed') settle(true)
      if (news?.type === 'refused' || news?.type === 'bye') settle(false)
    }
    // To this address only: the port opens the companion, nobody else may hold it.
    popup.postMessage(ask, baseUrl, [port2])
    return () => {}
  })
  if (!allowed) throw new InlayError('bridge_closed')
  return run<S, Port>(popup, port1, { baseUrl, host, timers })
}

/** Carries requests until the window is closed, reloaded or led elsewhere. */
const run = <S extends Signal, Port>(
  popup: BridgePopup<Port>,
  port: BridgePort,
  { baseUrl, host, timers }: Around<Port> & { readonly baseUrl: string },
): Bridge<S> => {
  const send = (order: BridgeOrder, transfer: ArrayBuffer[] = []): void =>
    port.postMessage(order, transfer)
  const carried = portFetch<S>(baseUrl, send)
  let end = (): void => {}
  const closed = new Promise<void>((resolve) => {
    // A window that says once more that it is there was loaded anew and has forgotten us.
    const deafen = host.listen((message) => {
      if (isFrom(popup, baseUrl, message)) end()
    })
    let callOff = (): void => {}
    const look = (): void => {
      if (popup.closed) end()
      else callOff = timers.after(LOOK_EVERY, look)
    }
    end = () => {
      end = () => {}
      callOff()
      deafen()
      port.close()
      carried.fail(new InlayError('bridge_closed'))
      resolve()
    }
    callOff = timers.after(LOOK_EVERY, look)
  })
  port.onmessage = ({ data }) => {
    const news = BridgeNews.safeParse(data).data
    if (news?.type === 'bye') end()
    else if (news !== undefined) carried.hear(news)
  }
  return {
    baseUrl,
    fetch: carried.fetch,
    closed,
    close: () => {
      end()
      popup.close()
    },
  }
}

/**
 * What `start` settles with, unless the window is closed first.
 * @param start begins to wait; what it gives back is called when waiting is over
 * @throws InlayError bridge_closed | cancelled
 */
const untilGone = <T, Port>(
  popup: BridgePopup<Port>,
  { timers, signal }: Omit<Around<Port>, 'host'>,
  start: (settle: (value: T) => void) => () => void,
): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    let stop = (): void => {}
    let callOff = (): void => {}
    const finish = (): void => {
      callOff()
      stop()
      signal?.removeEventListener('abort', abort)
    }
    const abort = (): void => {
      finish()
      reject(cancelled())
    }
    const look = (): void => {
      if (popup.closed) {
        finish()
        reject(new InlayError('bridge_closed'))
      } else callOff = timers.after(LOOK_EVERY, look)
    }
    signal?.addEventListener('abort', abort)
    look()
    stop = start((value) => {
      finish()
      resolve(value)
    })
  })
