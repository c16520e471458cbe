/** The session's D-Bus with promises: calls, signals, and exported objects. */
import dbus, { type ExportedInterface } from '@homebridge/dbus-native'
import { NoTray } from '../backend.ts'

export interface Address {
  readonly destination: string
  readonly path: string
  readonly interface: string
}

export interface Bus {
  /** The first value of the answer. */
  call(to: Address, member: string, signature?: string, body?: readonly unknown[]): Promise<unknown>
  /** Hears a signal of whoever owns `from`; nobody else's. */
  hear(from: Address, member: string, listener: (body: readonly unknown[]) => void): Promise<void>
  offer(implementation: object, path: string, description: ExportedInterface): void
  signal(path: string, iface: string, name: string, signature?: string, body?: unknown[]): void
  own(name: string): Promise<void>
  /** Whoever was reached under this name came or went. */
  onOwner(name: string, listener: (isThere: boolean) => void): Promise<void>
  close(): void
}

/** Milliseconds that another program has to answer. */
const PATIENCE = 5000

const DAEMON: Address = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
}

/**
 * @param onLost the session's bus is gone, and the desktop with it
 * @throws NoTray
 */
export const openBus = async (onLost: (reason: string) => void): Promise<Bus> => {
  if (!process.env.DBUS_SESSION_BUS_ADDRESS && !process.env.XDG_RUNTIME_DIR) {
    throw new NoTray('there is no desktop session (no D-Bus)')
  }
  const bus = dbus.sessionBus()
  await new Promise<void>((resolve, reject) => {
    bus.connection.once('connect', resolve)
    bus.connection.once('error', () => reject(new NoTray('the desktop session cannot be reached')))
  })
  bus.connection.on('error', () => onLost('the desktop session ended'))
  bus.connection.on('end', () => onLost('the desktop session ended'))

  const call: Bus['call'] = (to, member, signature, body) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${to.interface}.${member} did not answer`)),
        PATIENCE,
      )
      const message = { ...to, member, ...(signature !== undefined && { signature, body }) }
      bus.invoke(message, (error, answer) => {
        clearTimeout(late)
        if (error) reject(new Error(`${to.interface}.${member}: ${error.name}`))
        else resolve(answer)
      })
    })
  const match = (rule: string): Promise<void> =>
    new Promise((resolve, reject) => {
      bus.addMatch(rule, (error) => (error ? reject(new Error(String(error.name))) : resolve()))
    })

  return {
    call,
    hear: async (from, member, listener) => {
      bus.signals.on(bus.mangle(from.path, from.interface, member), listener)
      await match(
        `type='signal',sender='${from.destination}',path='${from.path}',` +
          `interface='${from.interface}',member='${member}'`,
      )
    },
    offer: (implementation, path, description) =>
      bus.exportInterface(implementation, path, description),
    signal: (path, iface, name, signature = '', body = []) =>
      bus.sendSignal(path, iface, name, signature, body),
    own: (name) =>
      new Promise((resolve, reject) => {
        bus.requestName(name, 0, (error) =>
          error ? reject(new Error(String(error.name))) : resolve(),
        )
      }),
    onOwner: async (name, listener) => {
      bus.signals.on(
        bus.mangle(DAEMON.path, DAEMON.interface, 'NameOwnerChanged'),
        ([changed, , owner]: readonly unknown[]) => {
          if (changed === name) listener(owner !== '')
        },
      )
      await match(
        `type='signal',sender='${DAEMON.destination}',member='NameOwnerChanged',arg0='${name}'`,
      )
    },
    close: () => {
      bus.connection.removeAllListeners('end')
      bus.connection.stream.end()
    },
  }
}
