/** Firefox by Marionette: the commands of WebDriver over a socket of its own. */
import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import * as z from '@inlay/shared/zod'
import { vi } from 'vitest'
import { ended } from '../../desktop/desktop.ts'
import { findPart } from '../../setup/system-parts.mjs'
import { COMMANDS, type Look, type Start } from './driver.ts'

const Reply = z.tuple([z.literal(1), z.number(), z.unknown(), z.unknown()])
const Failure = z.object({ error: z.string(), message: z.string() })
const Session = z.object({ capabilities: z.object({ browserVersion: z.string() }) })
const Wrapped = z.strictObject({ value: z.unknown() })

/** Set by hand to try what some people have set, as JSON: {"privacy.resistFingerprinting":true} */
const more = z
  .record(z.string(), z.union([z.boolean(), z.number(), z.string()]))
  .parse(JSON.parse(process.env.INLAY_FIREFOX_PREFS ?? '{}'))

const preferences = (folder: string, { scale, scheme }: Look) => ({
  'marionette.port': 0,
  'layout.css.devPixelsPerPx': String(scale),
  'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1,
  'browser.download.folderList': 2,
  'browser.download.dir': join(folder, 'Downloads'),
  'browser.download.alwaysOpenPanel': false,
  'browser.shell.checkDefaultBrowser': false,
  // A machine with much else to do is slow, and no page hangs for that.
  'dom.max_script_run_time': 0,
  'app.normandy.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'en-GB',
  ...more,
})

/** Numbered messages, each behind its length. */
const talk = (socket: Socket) => {
  const waiting = new Map<number, (reply: z.infer<typeof Reply>) => void>()
  let [held, count] = [Buffer.alloc(0), 0]
  // A browser that ends leaves the line as it is.
  socket.on('error', () => socket.destroy())
  socket.on('data', (piece) => {
    held = Buffer.concat([held, piece])
    for (;;) {
      const colon = held.indexOf(':')
      const end = colon + 1 + Number(held.subarray(0, Math.max(0, colon)))
      if (colon < 0 || held.length < end) return
      const reply = Reply.safeParse(JSON.parse(held.toString('utf8', colon + 1, end))).data
      held = held.subarray(end)
      // The first one says who speaks.
      if (reply !== undefined) waiting.get(reply[1])?.(reply)
    }
  })
  return async (name: string, parameters: object = {}): Promise<unknown> => {
    const id = count++
    const message = JSON.stringify([0, id, name, parameters])
    const [, , error, value] = await new Promise<z.infer<typeof Reply>>((resolve) => {
      waiting.set(id, resolve)
      socket.write(`${Buffer.byteLength(message)}:${message}`)
    })
    const failure = Failure.safeParse(error).data
    if (failure !== undefined) throw new Error(`${name}: ${failure.error} ${failure.message}`)
    const wrapped = Wrapped.safeParse(value)
    return wrapped.success ? wrapped.data.value : value
  }
}

export const startFirefox: Start = async (folder, display, look) => {
  const { width, height } = look
  const program = findPart('firefox')
  if (program === undefined) throw new Error('There is no Firefox.')
  const profile = join(folder, 'profile')
  await mkdir(profile, { recursive: true })
  await mkdir(join(folder, 'Downloads'), { recursive: true })
  await writeFile(
    join(profile, 'user.js'),
    Object.entries(preferences(folder, look))
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(''),
  )
  const browser = spawn(
    program,
    ['--marionette', '--no-remote', '--remote-allow-system-access', '--profile', profile],
    {
      stdio: 'ignore',
      env: {
        ...process.env,
        ...{ DISPLAY: display, HOME: folder, XDG_RUNTIME_DIR: folder, MOZ_ENABLE_WAYLAND: '0' },
      },
    },
  )
  const portFile = join(profile, 'MarionetteActivePort')
  const port = await vi.waitFor(() => readFile(portFile, 'utf8'), { timeout: 60_000 })
  const socket = connect(Number(port), '127.0.0.1')
  const tell = talk(socket)
  const session = Session.parse(await tell('WebDriver:NewSession'))
  /** In the browser's own window. */
  const inBrowser = async (script: string, ...args: readonly unknown[]): Promise<unknown> => {
    await tell('Marionette:SetContext', { value: 'chrome' })
    try {
      return await tell('WebDriver:ExecuteScript', { script, args })
    } finally {
      await tell('Marionette:SetContext', { value: 'content' })
    }
  }
  // What developers see when they try a page at other sizes.
  const resize = async (across: number, down: number): Promise<void> => {
    await inBrowser(
      `gBrowser.selectedBrowser.style.cssText = \`min-width:\${arguments[0]}px;max-width:\${arguments[0]}px;min-height:\${arguments[1]}px;max-height:\${arguments[1]}px\``,
      ...[across, down],
    )
  }
  await tell('WebDriver:SetWindowRect', { x: 0, y: 0, width: width + 40, height: height + 140 })
  await resize(width, height)
  return {
    name: 'Firefox',
    version: session.capabilities.browserVersion,
    send: (command, parameters) => tell(COMMANDS[command][0], parameters),
    isNarrow: true,
    resize,
    complaints: async () =>
      z.array(z.string()).parse(
        await inBrowser(
          `return Services.console.getMessageArray().flatMap((one) =>
             one instanceof Ci.nsIScriptError && one.sourceName.startsWith('http')
               ? [one.message] : [])`,
        ),
      ),
    close: async () => {
      await Promise.race([tell('Marionette:Quit', { flags: ['eForceQuit'] }), ended(browser)])
      socket.destroy()
      await ended(browser)
    },
  }
}
