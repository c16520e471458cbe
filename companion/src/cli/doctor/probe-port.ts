/** Asks a port of this machine who is there: nobody, a companion, somebody silent, or a stranger. */
import { request } from 'node:http'
import { connect } from 'node:net'
import { COMPANION_NAME, Health, type Phase } from '@inlay/shared'

export type PortState =
  | { readonly kind: 'free' }
  | { readonly kind: 'companion'; readonly version: string; readonly phase: Phase }
  /** Takes the connection and says nothing. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'stranger' }

const PATIENCE_MS = 1500

/** A health answer is under 100 bytes; a stranger may send anything. */
const MOST_BYTES = 4096

/** Does anything accept a connection there? */
const accepts = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS })
    const settle = (value: boolean): void => {
      socket.destroy()
      resolve(value)
    }
    socket.once('connect', () => settle(true))
    socket.once('timeout', () => settle(true))
    socket.once('error', () => settle(false))
  })

/**
 * The body of GET /v1/health; undefined when what listens there does not speak our HTTP, null when it
 * says nothing at all.
 */
const healthBody = (host: string, port: number): Promise<string | undefined | null> =>
  new Promise((resolve) => {
    const asking = request({ host, port, path: '/v1/health', timeout: PATIENCE_MS }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        body += chunk
        if (body.length > MOST_BYTES) asking.destroy()
      })
      answer.once('end', () => resolve(answer.statusCode === 200 ? body : undefined))
      answer.once('close', () => resolve(undefined))
    })
    asking.once('timeout', () => {
      resolve(null)
      asking.destroy()
    })
    asking.once('error', () => resolve(undefined))
    asking.end()
  })

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Both loopback addresses, since a stranger on [::1] alone can still win the name `localhost`.
 * Says who claims to be there, not who proves it: nothing secret is sent.
 */
export const probePort = async (port: number): Promise<PortState> => {
  let found: PortState = { kind: 'free' }
  for (const host of ['127.0.0.1', '::1']) {
    if (!(await accepts(host, port))) continue
    const body = await healthBody(host, port)
    if (body === null) return { kind: 'silent' }
    const health = Health.safeParse(parseJson(body ?? ''))
    if (!health.success || health.data.name !== COMPANION_NAME) return { kind: 'stranger' }
    const { version, state: phase = 'ready' } = health.data
    found = { kind: 'companion', version, phase }
  }
  return found
}
