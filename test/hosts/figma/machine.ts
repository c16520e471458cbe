/** The JavaScript machine that a plugin runs in: QuickJS, called from outside, with its work counted. */
import { newQuickJSWASMModule, type QuickJSContext, type QuickJSHandle } from 'quickjs-emscripten'

/** What a call may hand over. */
type Handed = string | number | ArrayBuffer | undefined

/** What code inside may call. */
export type Outside = Readonly<
  Record<string, (...args: QuickJSHandle[]) => QuickJSHandle | undefined>
>

export interface Machine {
  readonly vm: QuickJSContext
  /** What escaped: errors in scripts, timers and listeners. */
  readonly errors: string[]
  /** Runs a script. @throws Error with what escaped so far, if anything did */
  run(name: string, code: string): void
  /** Calls a method of the global `inlayControls`, then lets everything run that it set going. */
  control(name: string, ...args: readonly Handed[]): unknown
  /** Lets everything run that waits for its turn. */
  settle(): void
  /** A global object of these functions. */
  offer(name: string, outside: Outside): void
  setText(name: string, text: string): void
  bytesOf(handle: QuickJSHandle): Uint8Array<ArrayBuffer>
  /** Work that is not the plugin's own is not counted. */
  countsOwn(isOwn: boolean): void
  /** The control whose turn took most since this was asked last, in ten thousand calls and rounds of loops. */
  longest(): { readonly ticks: number; readonly by: string }
}

/**
 * @param turns controls whose work is counted
 */
export const createMachine = async (turns: ReadonlySet<string>): Promise<Machine> => {
  // A machine of its own, which goes with the host as a whole: 24 of them, one after the other, left
  // no more memory behind than one. Disposed of piece by piece, QuickJS aborts at whatever still waits
  // (list_empty(&rt->gc_obj_list)), as a plugin that is closed in its work does.
  const vm = (await newQuickJSWASMModule()).newContext()
  const errors: string[] = []
  let ticks = 0
  let isOwn = false
  let longest = { ticks: 0, by: '' }
  // QuickJS asks after every 10,000 calls and rounds of loops whether to go on.
  vm.runtime.setInterruptHandler(() => {
    if (!isOwn) ticks += 1
    return false
  })

  const take = (result: ReturnType<QuickJSContext['evalCode']>, what: string): unknown => {
    if (result.error !== undefined) {
      const error: unknown = vm.dump(result.error)
      result.error.dispose()
      errors.push(`${what}: ${JSON.stringify(error)}`)
      return undefined
    }
    const value: unknown = vm.dump(result.value)
    result.value.dispose()
    return value
  }

  const settle = (): void => {
    const jobs = vm.runtime.executePendingJobs()
    if (jobs.error !== undefined) {
      errors.push(JSON.stringify(vm.dump(jobs.error)))
      jobs.error.dispose()
    }
  }

  const handleOf = (value: Handed): QuickJSHandle => {
    if (typeof value === 'string') return vm.newString(value)
    if (typeof value === 'number') return vm.newNumber(value)
    return value === undefined ? vm.undefined : vm.newArrayBuffer(value)
  }

  return {
    vm,
    errors,
    settle,
    run: (name, code) => {
      take(vm.evalCode(code, `${name}.js`), name)
      if (errors.length > 0) throw new Error(errors.join('\n'))
    },
    control: (name, ...args) => {
      const controls = vm.getProp(vm.global, 'inlayControls')
      const method = vm.getProp(controls, name)
      const newTurn = vm.getProp(controls, 'newTurn')
      const handles = args.map(handleOf)
      take(vm.callFunction(newTurn, controls), 'newTurn')
      ticks = 0
      const value = take(vm.callFunction(method, controls, ...handles), name)
      for (const handle of [...handles, newTurn, method, controls]) handle.dispose()
      settle()
      if (turns.has(name) && ticks > longest.ticks) longest = { ticks, by: name }
      return value
    },
    offer: (name, outside) => {
      const object = vm.newObject()
      for (const [key, call] of Object.entries(outside)) {
        const handle = vm.newFunction(key, (...args) => call(...args))
        vm.setProp(object, key, handle)
        handle.dispose()
      }
      vm.setProp(vm.global, name, object)
      object.dispose()
    },
    setText: (name, text) => {
      const handle = vm.newString(text)
      vm.setProp(vm.global, name, handle)
      handle.dispose()
    },
    bytesOf: (handle) => {
      const lifetime = vm.getArrayBuffer(handle)
      const copy = new Uint8Array(lifetime.value)
      lifetime.dispose()
      return copy
    },
    countsOwn: (own) => {
      isOwn = own
    },
    longest: () => {
      const most = longest
      longest = { ticks: 0, by: '' }
      return most
    },
  }
}
