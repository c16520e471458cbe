/**
 * A browser driven through WebDriver's commands (W3C WebDriver, 2024), whichever way they reach it:
 * by HTTP to WebKit's driver, by Marionette's socket to Firefox.
 */
import * as z from '@inlay/shared/zod'

/** How one of the commands below is asked for. */
export type Command = keyof typeof COMMANDS

/** Marionette's name, and the method and path below the session of W3C's. */
export const COMMANDS = {
  navigate: ['WebDriver:Navigate', 'POST', '/url'],
  refresh: ['WebDriver:Refresh', 'POST', '/refresh'],
  execute: ['WebDriver:ExecuteAsyncScript', 'POST', '/execute/async'],
  find: ['WebDriver:FindElement', 'POST', '/element'],
  type: ['WebDriver:ElementSendKeys', 'POST', '/element/{id}/value'],
  perform: ['WebDriver:PerformActions', 'POST', '/actions'],
  screenshot: ['WebDriver:TakeScreenshot', 'GET', '/screenshot'],
  place: ['WebDriver:SetWindowRect', 'POST', '/window/rect'],
} as const

/** Sends one command and gives its value. @throws Error with the browser's words */
export type Send = (command: Command, parameters: Readonly<Record<string, unknown>>) => unknown

export interface Look {
  readonly width: number
  readonly height: number
  readonly scale: 1 | 2
  readonly scheme: 'light' | 'dark'
}

/** A browser that was started, before anybody can use it. */
export interface Running {
  readonly name: string
  readonly version: string
  readonly send: Send
  /** It can be as narrow as a phone. */
  readonly isNarrow: boolean
  /** Makes the page exactly so large. */
  resize(width: number, height: number): Promise<void>
  /** What its console has shown as errors since it was started. */
  complaints(): Promise<readonly string[]>
  close(): Promise<void>
}

/** @param folder empty; where the browser is at home, and saves files (`folder/Downloads`) */
export type Start = (folder: string, display: string, look: Look) => Promise<Running>

type Place = Readonly<{ x: number; y: number }>

const Answer = z.object({ value: z.unknown().optional(), error: z.string().optional() })

export type Driver = ReturnType<typeof driverOf>

export const driverOf = ({ send, ...running }: Running) => {
  /** Runs a function in the page; what it is given and gives goes through JSON. */
  const run = async <T, Args extends readonly unknown[]>(
    shape: z.ZodType<T>,
    work: (...args: Args) => unknown,
    ...args: Args
  ): Promise<T> => {
    const script = `const done = arguments[arguments.length - 1]
      Promise.resolve().then(() => (${work})(...[...arguments].slice(0, -1)))
        .then((value) => done({ value }), (error) => done({ error: String(error) }))`
    const { value, error } = Answer.parse(await send('execute', { script, args }))
    if (error !== undefined) throw new Error(`In the page: ${error}`)
    return shape.parse(value)
  }
  const perform = async (...actions: readonly object[]): Promise<void> => {
    await send('perform', { actions })
  }
  const pointer = (actions: readonly object[], type = 'mouse'): Promise<void> =>
    perform({ type: 'pointer', id: type, parameters: { pointerType: type }, actions })
  const to = ({ x, y }: Place) => ({
    ...{ type: 'pointerMove', duration: 0, origin: 'viewport' },
    ...{ x: Math.round(x), y: Math.round(y) },
  })
  const down = (button = 0) => ({ type: 'pointerDown', button })
  const up = (button = 0) => ({ type: 'pointerUp', button })

  return {
    ...running,
    run,
    go: async (url: string): Promise<void> => void (await send('navigate', { url })),
    reload: async (): Promise<void> => void (await send('refresh', {})),
    /** Presses and lets go; keys that go together are held together. */
    keys: (...keys: readonly string[]): Promise<void> =>
      perform({
        ...{ type: 'key', id: 'keyboard' },
        actions: [
          ...keys.map((value) => ({ type: 'keyDown', value })),
          ...[...keys].reverse().map((value) => ({ type: 'keyUp', value })),
        ],
      }),
    hover: (at: Place): Promise<void> => pointer([to(at)]),
    press: (at: Place, button = 0): Promise<void> => pointer([to(at), down(button), up(button)]),
    drag: ([first, ...rest]: readonly Place[], button = 0): Promise<void> =>
      first === undefined
        ? Promise.resolve()
        : pointer([to(first), down(button), ...rest.map(to), up(button)]),
    /** Into a field for text, or paths into one for files. */
    type: async (selector: string, text: string): Promise<void> => {
      const found = await send('find', { using: 'css selector', value: selector })
      const [id] = Object.values(z.record(z.string(), z.string()).parse(found))
      await send('type', { id, text })
    },
    picture: async (): Promise<Buffer> =>
      Buffer.from(z.string().parse(await send('screenshot', { full: false })), 'base64'),
  }
}
