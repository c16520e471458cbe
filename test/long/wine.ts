/**
 * A Windows of its own, as far as Wine is one: a prefix, a screen with a taskbar's tray, and our
 * program in a folder whose name has a space and an umlaut.
 *
 * Known of Wine 8: Node's own check of the platform must be told to let be; Node 24 does not start;
 * what a program prints comes through files, not through pipes, and one whose stderr is a pipe ends
 * when it opens it, which the fill process does; libvips and the keyring do not load.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { ended, startScreen } from '../desktop/desktop.ts'
import type { Ended } from '../e2e/inlay.ts'
import { findPart } from '../setup/system-parts.mjs'

export interface Windows {
  /** For `import` and `xdotool`. */
  readonly env: NodeJS.ProcessEnv
  /** Runs a program of Windows to its end. */
  run(program: string, ...args: readonly string[]): Promise<Ended>
  /** Starts one and lets it run. */
  start(program: string, ...args: readonly string[]): ChildProcess
  /** What a program that was started has said so far. */
  said(child: ChildProcess): Promise<string>
  /** What lies in the user's AppData and is called after us. */
  filesOfOurs(): Promise<string[]>
  end(): Promise<void>
}

export const wineParts = () => {
  const wine = findPart('wine')
  const screen = findPart('xvfb')
  return wine && screen && findPart('imagemagick') ? { wine, screen } : undefined
}

/** @param folder empty; everything goes below it */
export const startWindows = async (
  { wine, screen }: NonNullable<ReturnType<typeof wineParts>>,
  folder: string,
): Promise<Windows> => {
  const prefix = join(folder, 'prefix')
  const logs = join(folder, 'logs')
  await mkdir(prefix, { recursive: true })
  await mkdir(logs)
  const { child: xvfb, display } = await startScreen(screen, '800x600')
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DISPLAY: display,
    // Its desktop, pictures and videos are links to the user's.
    HOME: folder,
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    NODE_SKIP_PLATFORM_CHECK: '1',
    CI: undefined,
    SSH_CONNECTION: undefined,
    INLAY_HOME: undefined,
  }
  let count = 0
  const outputs = new Map<ChildProcess, string>()

  const start = (program: string, ...args: readonly string[]): ChildProcess => {
    const output = join(logs, String(count++))
    const out = openSync(`${output}.out`, 'w')
    const err = openSync(`${output}.err`, 'w')
    const child = spawn(wine, [program, ...args], { cwd: folder, env, stdio: ['ignore', out, err] })
    closeSync(out)
    closeSync(err)
    outputs.set(child, output)
    return child
  }
  const read = (child: ChildProcess, kind: 'out' | 'err'): Promise<string> =>
    readFile(`${outputs.get(child)}.${kind}`, 'utf8')
  const run: Windows['run'] = async (program, ...args) => {
    const child = start(program, ...args)
    const [status, signal] = await once(child, 'exit')
    return { status, signal, stdout: await read(child, 'out'), stderr: await read(child, 'err') }
  }

  await run('wineboot', '--init')
  start('explorer', '/desktop=inlay,800x600')
  return {
    env,
    run,
    start,
    said: async (child) => (await read(child, 'out')) + (await read(child, 'err')),
    filesOfOurs: async () => {
      // Not the whole of it: the user's other folders are links into our own.
      const data = join(prefix, 'drive_c', 'users', userInfo().username, 'AppData')
      const found = await Promise.all(
        ['Roaming', 'Local'].map(async (name) => readdir(join(data, name))),
      )
      return found.flat().filter((name) => /inlay/i.test(name))
    },
    end: async () => {
      await run('wineboot', '--end-session', '--force', '--kill').catch(() => undefined)
      await ended(xvfb)
    },
  }
}
