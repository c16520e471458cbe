/** Runs the built command line as a person's shell would: in a process of its own. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../..', import.meta.url))

export const CLI = join(repository, 'companion', 'dist', 'inlay.js')

export const fixture = (name: string): string => join(repository, 'test', 'fixtures', name)

export interface Ended {
  /** Null when a signal ended it. */
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** Called once the process runs, to signal it. */
  readonly onStart?: (child: ChildProcess) => void
}

/** What a child whose output is piped has said, once it has ended. */
export const endOf = (child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> =>
  new Promise((resolve, reject) => {
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.once('error', reject)
    child.once('close', (status, signal) => resolve({ status, signal, stdout, stderr }))
  })

export const runNode = (args: readonly string[], options: RunOptions = {}): Promise<Ended> => {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = endOf(child)
  options.onStart?.(child)
  return ended
}

export const inlay = (args: readonly string[], options?: RunOptions): Promise<Ended> =>
  runNode([CLI, ...args], options)

/**
 * stderr without the lines that tell how far a fill is: they come once a second, so there are more
 * of them on a busy machine.
 */
export const complaints = ({ stderr }: Ended): string => stderr.replace(/^.*: \d+% .*\n/gm, '')
