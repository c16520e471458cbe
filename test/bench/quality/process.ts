/** Runs a program and says how long it took and how much memory it held at most. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Wall time from spawn to exit, milliseconds. */
  readonly ms: number
  /** Peak resident memory of the program, bytes; undefined where nothing here can tell. */
  readonly peak: number | undefined
}

const GNU_TIME = '/usr/bin/time'
let gnuTime: boolean | undefined

const hasGnuTime = (): boolean => {
  gnuTime ??=
    spawnSync(GNU_TIME, ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU') === true
  return gnuTime
}

/** VmHWM only ever rises, so the last reading before the exit is the peak but for its last moment. */
const watchPeak = (pid: number): (() => number | undefined) => {
  let peak: number | undefined
  const read = (): void => {
    try {
      const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
      if (line !== null) peak = Number(line[1]) * 1024
    } catch {
      // The process has gone, or this is no Linux: the last reading stands.
    }
  }
  const timer = setInterval(read, 10)
  return () => {
    clearInterval(timer)
    return peak
  }
}

export const runProgram = (
  command: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly timeout?: number } = {},
): Promise<Run> =>
  new Promise((resolve, reject) => {
    const folder = hasGnuTime() ? mkdtempSync(join(tmpdir(), 'inlay-bench-')) : undefined
    const peakFile = folder === undefined ? undefined : join(folder, 'peak')
    const [program, programArgs] =
      peakFile === undefined
        ? [command, args]
        : [GNU_TIME, ['-q', '-f', '%M', '-o', peakFile, command, ...args]]
    const start = performance.now()
    const child = spawn(program, programArgs, {
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    })
    const peakOf =
      child.pid === undefined || peakFile !== undefined ? undefined : watchPeak(child.pid)
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => {
      const ms = performance.now() - start
      let peak = peakOf?.()
      if (folder !== undefined && peakFile !== undefined) {
        const kilobytes = Number(readFileSync(peakFile, 'utf8').trim())
        peak = Number.isFinite(kilobytes) ? kilobytes * 1024 : undefined
        rmSync(folder, { recursive: true, force: true })
      }
      resolve({ code, stdout, stderr, ms, peak })
    })
  })

/** Absolute path of a program on the PATH. */
export const findProgram = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => [join(folder, name), join(folder, `${name}.exe`)])
    .find((path) => existsSync(path))
