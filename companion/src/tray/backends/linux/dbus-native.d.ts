/** What we use of the D-Bus client beyond its own types. */
import type { EventEmitter } from 'node:events'

declare module '@homebridge/dbus-native' {
  interface ExportedInterface {
    readonly name: string
    /** Name -> signatures of arguments and answer. */
    readonly methods: Readonly<Record<string, readonly [string, string]>>
    /** Name -> signature. */
    readonly properties: Readonly<Record<string, string>>
    /** Name -> signature of arguments, then their names. */
    readonly signals: Readonly<Record<string, readonly string[]>>
  }

  interface DBusFault {
    readonly name?: string
    readonly message?: string
  }

  interface MessageBus {
    readonly signals: EventEmitter
    mangle(path: string, iface: string, member: string): string
    exportInterface(implementation: object, path: string, description: ExportedInterface): void
    requestName(
      name: string,
      flags: number,
      done: (error: DBusFault | null, answer: unknown) => void,
    ): void
    addMatch(rule: string, done: (error: DBusFault | null) => void): void
    sendSignal(
      path: string,
      iface: string,
      name: string,
      signature: string,
      body: readonly unknown[],
    ): void
  }

  function sessionBus(): MessageBus
}
