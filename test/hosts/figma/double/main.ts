/** The double's script inside the virtual machine: takes the bridge, leaves Figma's globals. */
import type { Bridge } from './bridge.ts'
import { createDouble, type DoubleOptions } from './figma.ts'

declare const inlayBridge: Bridge
declare const inlayOptions: string

const bridge = inlayBridge
const options: DoubleOptions = JSON.parse(inlayOptions)

const timers = new Map<number, { callback: () => void; every: number | null }>()
let nextTimer = 1

const start = (callback: () => void, delay: number, every: number | null): number => {
  const id = nextTimer++
  timers.set(id, { callback, every })
  bridge.timer(id, delay)
  return id
}

const log = (...args: unknown[]): void => bridge.tell('console', JSON.stringify(args.map(String)))

const { figma, controls } = createDouble(bridge, options)

// Figma's globals are these and the language (facts/hosts.md 1.2); `fetch` is left out, as the
// plugin's sandbox has no business with it.
Object.assign(globalThis, {
  figma,
  console: { log, error: log, assert: log, info: log, warn: log, clear: () => undefined },
  setTimeout: (callback: () => void, delay = 0) => start(callback, delay, null),
  setInterval: (callback: () => void, delay = 0) => start(callback, delay, delay),
  clearTimeout: (id: number) => timers.delete(id),
  clearInterval: (id: number) => timers.delete(id),
  inlayControls: {
    ...controls,
    tick: (id: number): void => {
      const timer = timers.get(id)
      if (timer === undefined) return
      if (timer.every === null) timers.delete(id)
      else bridge.timer(id, timer.every)
      timer.callback()
    },
  },
})
Reflect.deleteProperty(globalThis, 'inlayBridge')
Reflect.deleteProperty(globalThis, 'inlayOptions')
