/** Starts companions in processes of their own, with a home that outlives them. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { bundleForNode } from '../setup/bundle.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
/** Of this process alone: test files that run at the same time each write their own. */
const bundle = join(here, '..', 'build', 'faults', `daemon-${process.pid}.mjs`)

/** Before the first start, once a test file; it goes with this process. */
export const buildDaemon = async (): Promise<void> => {
  process.once('exit', () => {
    for (const path of [bundle, `${bundle}.map`]) rmSync(path, { force: true })
  })
  await bundleForNode(join(here, 'daemon-main.ts'), bundle)
}

const Said = z.union([
  z.object({ port: z.int(), tokenPath: z.string() }),
  z.object({ code: z.string() }),
])

export interface DaemonProcess {
  readonly base: string
  readonly token: string
  /** What it said to its terminal. */
  readonly said: () => string
  /** As a loss of power to the process: it is given no chance to do anything. */
  kill(): Promise<void>
  /** As its owner stops it. */
  stop(): Promise<void>
}

export interface StartRefused {
  /** Of the error table. */
  readonly code: string
}

export const startProcess = async (home: string): Promise<DaemonProcess | StartRefused> => {
  const child = fork(bundle, [], {
    env: { ...process.env, INLAY_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const [message]: unknown[] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then((how) => [{ code: `exit ${how.join(' ')} ${text}` }]),
  ])
  const said = Said.parse(message)
  if ('code' in said) {
    await ended(child)
    return said
  }
  return {
    base: `http://127.0.0.1:${said.port}`,
    token: (await readFile(said.tokenPath, 'utf8')).trim(),
    said: () => text,
    kill: async () => {
      child.kill('SIGKILL')
      await ended(child)
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended(child)
    },
  }
}

/** @throws Error when it refuses to start */
export const startAnyway = async (home: string): Promise<DaemonProcess> => {
  const started = await startProcess(home)
  if ('code' in started) throw new Error(`It did not start: ${started.code}`)
  return started
}

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
