/** Which program listens on a port of this machine, where the system tells. */
import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

export interface PortHolder {
  readonly pid: number
  /** Name of the program, e.g. "python3"; absent where it is another user's. */
  readonly program?: string
}

/** Milliseconds the system's own tools get. */
const PATIENCE = 3000

const run = async (file: string, args: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(file, args, {
    timeout: PATIENCE,
    windowsHide: true,
    maxBuffer: 2 ** 22,
  })
  return stdout
}

/** Undefined when it cannot be told: another user's program, or a system without means. */
export const findPortHolder = async (port: number): Promise<PortHolder | undefined> => {
  try {
    if (process.platform === 'linux') return await onLinux(port)
    return process.platform === 'win32' ? await onWindows(port) : await onUnix(port)
  } catch {
    // A tool that is missing or takes too long: the port is named without its program.
    return undefined
  }
}

/** proc(5): the listening socket's inode in /proc/net/tcp, then whose descriptor it is. */
const onLinux = async (port: number): Promise<PortHolder | undefined> => {
  const inodes = new Set<string>()
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const text = await readFile(table, 'utf8').catch(() => '')
    for (const inode of listeningInodes(text, port)) inodes.add(`socket:[${inode}]`)
  }
  if (inodes.size === 0) return undefined
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
    for (const descriptor of descriptors) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')
      if (!inodes.has(target)) continue
      const program = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()
      return { pid: Number(pid), ...(program === '' ? {} : { program }) }
    }
  }
  return undefined
}

/** Of the rows "sl local_address rem_address st ... inode" those that listen (0A) on the port. */
export const listeningInodes = (table: string, port: number): string[] => {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return table.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/)
    const [, local = '', , state, , , , , , inode] = fields
    return state === '0A' && local.endsWith(suffix) && inode !== undefined ? [inode] : []
  })
}

/** lsof -F: "p1234" and "cname" lines. */
const onUnix = async (port: number): Promise<PortHolder | undefined> => {
  const text = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'])
  const pid = Number(/^p(\d+)$/m.exec(text)?.[1])
  const program = /^c(.+)$/m.exec(text)?.[1]
  return Number.isNaN(pid) ? undefined : { pid, ...(program === undefined ? {} : { program }) }
}

/** netstat names the process id, tasklist its program. */
const onWindows = async (port: number): Promise<PortHolder | undefined> => {
  const table = await run('netstat', ['-ano', '-p', 'TCP'])
  const row = new RegExp(`^\\s*TCP\\s+\\S+:${port}\\s+\\S+\\s+LISTENING\\s+(\\d+)`, 'm').exec(table)
  const pid = Number(row?.[1])
  if (Number.isNaN(pid)) return undefined
  const tasks = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
  const program = /^"([^"]+)"/.exec(tasks)?.[1]
  return { pid, ...(program === undefined ? {} : { program }) }
}
