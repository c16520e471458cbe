/** A real daemon on a free port with a home of its own, and ways to talk to it, polite and not. */

import { readdir, readFile, rm } from 'node:fs/promises'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { WireError } from '@inlay/shared'
import type { Folders } from '../../system/folders.ts'
import { startDaemon } from '../daemon.ts'
import type { Daemon, DaemonOptions } from '../daemon-options.ts'
import { withHome } from './home.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** The body as JSON; undefined when it is not. */
  readonly json: unknown
}

export interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /** Leaves the bearer token out, or sends another. */
  readonly token?: string | undefined
}

export interface TestDaemon {
  readonly daemon: Daemon
  readonly token: string
  readonly port: number
  /** "http://127.0.0.1:PORT". */
  readonly base: string
  readonly folders: Folders
  /** What the daemon logged. */
  readonly lines: readonly string[]
  /** A request with the token, any headers at all. */
  ask(path: string, ask?: Ask): Promise<Answer>
  /** Sends the text as it is over a socket and gives all that comes back until the line closes. */
  raw(text: string): Promise<string>
  /** Files in the spool, relative to it. */
  spooled(): Promise<string[]>
  /** Closes the daemon and removes its home. */
  end(): Promise<void>
}

export const startTestDaemon = async (options: DaemonOptions = {}): Promise<TestDaemon> => {
  const folders = options.folders ?? (await withHome()).folders
  const lines: string[] = []
  const daemon = await startDaemon({
    port: 0,
    log: (line) => lines.push(line),
    ...options,
    folders,
  })
  const { port } = daemon
  const token = (await readFile(daemon.tokenPath, 'utf8')).trim()
  return {
    daemon,
    token,
    port,
    base: `http://127.0.0.1:${port}`,
    folders,
    lines,
    ask: (path, ask = {}) => sendRequest(port, path, { token, ...ask }),
    raw: (text) => sendRaw(port, text),
    spooled: () => listAll(join(folders.state, 'spool')),
    end: async () => {
      await daemon.close()
      await rm(dirname(folders.config), { recursive: true, force: true })
    },
  }
}

/** The same daemon as another device talks to it. */
export const asDevice = (daemon: TestDaemon, token: string): TestDaemon => ({
  ...daemon,
  token,
  ask: (path, ask) => daemon.ask(path, { token, ...ask }),
})

/** node:http and not fetch, because fetch does not let tests lie about Host and Origin. */
export const sendRequest = (port: number, path: string, ask: Ask): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body, token } = ask
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        agent: false,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const whole = Buffer.concat(chunks)
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: whole,
            json: parse(whole),
          })
        })
      },
    )
    request.on('error', reject)
    request.end(body)
  })

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

export const sendRaw = (port: number, text: string): Promise<string> =>
  new Promise((resolve) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.setEncoding('latin1')
    socket.on('data', (chunk) => {
      heard += String(chunk)
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
  })

/** Lists again when a folder is removed under its eyes. */
const listAll = async (folder: string): Promise<string[]> => {
  for (;;) {
    try {
      return await readdir(folder, { recursive: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
}

/** The status of a raw answer. */
export const statusOf = (answer: string): number => Number(answer.split(' ', 2)[1])

/** The code of an answer that says no. */
export const codeOf = (json: unknown): string => WireError.parse(json).code

export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
}
