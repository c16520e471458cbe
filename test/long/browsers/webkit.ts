/**
 * WebKitGTK's small browser, by its WebDriver over HTTP. Nothing tells of its console while it is
 * driven, so the page itself is listened to, from its load on.
 */
import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from '@inlay/shared/zod'
import { expect, vi } from 'vitest'
import { ended } from '../../desktop/desktop.ts'
import { freePort } from '../../setup/free-ports.ts'
import { findPart } from '../../setup/system-parts.mjs'
import { COMMANDS, type Command, type Send, type Start } from './driver.ts'

const Session = z.object({
  sessionId: z.string(),
  capabilities: z.object({ browserVersion: z.string() }),
})
const Size = z.object({
  width: z.number(),
  height: z.number(),
  besides: z.object({ x: z.number(), y: z.number() }),
})
const Answer = z.object({ value: z.unknown() })
const Failure = z.object({ error: z.string(), message: z.string() })

/** Gives what was heard since the last time, and listens on. */
const LISTEN = `
  if (window.heardByTest === undefined) {
    window.heardByTest = []
    const { error } = console
    console.error = (...words) => {
      window.heardByTest.push(words.join(' '))
      error.apply(console, words)
    }
    const hear = (event) => window.heardByTest.push(
      String(event.message ?? event.reason ?? event.violatedDirective + ' ' + event.blockedURI))
    for (const type of ['error', 'unhandledrejection']) addEventListener(type, hear)
    document.addEventListener('securitypolicyviolation', hear)
  }
  arguments[arguments.length - 1](window.heardByTest.splice(0))`

export const webkitParts = ():
  | { readonly driver: string; readonly browser: string }
  | undefined => {
  const [driver, browser] = [findPart('webkit-driver'), findPart('webkit')]
  return driver && browser ? { driver, browser } : undefined
}

export const startWebkit: Start = async (folder, display, { width, height, scale, scheme }) => {
  const parts = webkitParts()
  if (parts === undefined) throw new Error('There is no WebKit.')
  const config = join(folder, '.config')
  await mkdir(join(folder, 'Downloads'), { recursive: true })
  await mkdir(config, { recursive: true })
  await writeFile(join(config, 'user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n')
  const port = await freePort()
  const driver = spawn(parts.driver, [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display,
      HOME: folder,
      XDG_CONFIG_HOME: config,
      XDG_RUNTIME_DIR: folder,
      LC_ALL: 'C.UTF-8',
      GDK_BACKEND: 'x11',
      GDK_SCALE: String(scale),
      GTK_THEME: scheme === 'dark' ? 'Adwaita:dark' : 'Adwaita',
    },
  })
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body !== undefined && method === 'POST' && { body: JSON.stringify(body) }),
    })
    const { value } = Answer.parse(await answer.json())
    const failure = Failure.safeParse(value).data
    if (!answer.ok) throw new Error(`${path}: ${failure?.error} ${failure?.message}`)
    return value
  }
  await vi.waitFor(() => ask('GET', '/status'), { timeout: 30_000 })
  const options = { binary: parts.browser, args: ['--automation'] }
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } }
  const session = Session.parse(await ask('POST', '/session', { capabilities }))
  const base = `/session/${session.sessionId}`
  const tell = (command: Command, { id, ...parameters }: Parameters<Send>[1]): Promise<unknown> => {
    const [, method, path] = COMMANDS[command]
    return ask(method, base + path.replace('{id}', String(id)), parameters)
  }
  const heard: string[] = []
  const listen = async (): Promise<void> => {
    heard.push(...z.array(z.string()).parse(await tell('execute', { script: LISTEN, args: [] })))
  }
  const send: Send = async (command, parameters) => {
    const isLeaving = command === 'navigate' || command === 'refresh'
    if (isLeaving) await listen()
    const value = await tell(command, parameters)
    if (isLeaving) await listen()
    return value
  }
  const resize = async (across: number, down: number): Promise<void> => {
    const script = `arguments[0]({ width: innerWidth, height: innerHeight,
      besides: { x: outerWidth - innerWidth, y: outerHeight - innerHeight } })`
    const look = async () => Size.parse(await send('execute', { script, args: [] }))
    const whole = async (): Promise<void> => {
      const { besides } = await look()
      const [x, y] = [0, 0]
      await send('place', { x, y, width: across + besides.x, height: down + besides.y })
      const { width, height } = await look()
      expect({ width, height }).toEqual({ width: across, height: down })
    }
    // The window is another size some time after it was told so.
    await vi.waitFor(whole, { timeout: 30_000, interval: 200 })
  }
  await resize(width, height)
  return {
    name: 'WebKit',
    version: session.capabilities.browserVersion,
    send,
    isNarrow: false,
    resize,
    complaints: async () => {
      await listen()
      return heard
    },
    close: async () => {
      await ask('DELETE', base).catch(() => undefined)
      await ended(driver)
    },
  }
}
