/** A home of its own for a companion that was installed as people install it, and the program in it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Health } from '@inlay/shared'
import { vi } from 'vitest'
import { findNpm } from '../../companion/setup/npm.mjs'
import { makeFolder } from '../../companion/setup/package/folder.mjs'
import { platformCalled } from '../../companion/setup/package/platforms.mjs'
import { type Ended, endOf } from '../e2e/inlay.ts'
import { PATIENCE } from '../setup/patience.ts'

export interface Installed {
  readonly home: string
  readonly env: NodeJS.ProcessEnv
  /** Runs a program to its end. */
  run(program: string, ...args: readonly string[]): Promise<Ended>
  /** npm, with nothing of the npm that runs these tests. */
  npm(...args: readonly string[]): Promise<Ended>
  /** Starts the companion and waits until it answers; `ms` from the process's start to that. */
  serve(program: string, ...args: readonly string[]): Promise<{ child: ChildProcess; ms: number }>
  /** Files below the home, without npm's own. */
  filesLeft(): Promise<string[]>
}

/**
 * A self-contained folder below `out`, made anew; or copied from INLAY_PACKAGES, where `npm run package`
 * has made it (`build/package`), which saves a minute.
 */
export const packageFolder = async (name: string, out: string): Promise<string> => {
  const row = platformCalled(name)
  if (row === undefined) throw new Error(`Expected a system we make packages for, not ${name}`)
  const made = process.env.INLAY_PACKAGES
  if (made === undefined) return (await makeFolder(row, out)).folder
  const folder = join(out, `inlay-${name}`)
  await cp(join(made, `inlay-${name}`), folder, { recursive: true })
  return folder
}

/** The companion's address, as programs on this machine have it. */
export const BASE = 'http://127.0.0.1:43117'

export const health = async (): Promise<Health> =>
  Health.parse(await (await fetch(`${BASE}/v1/health`)).json())

/** What npm tells its scripts, vitest its workers, and desktops their programs. */
const OTHERS = /^(npm_|VITEST|NODE_ENV$|INIT_CWD$|INLAY_|XDG_|DBUS_|DISPLAY$|CI$|SSH_)/

/** @param folder empty; everything goes below it */
export const installedIn = async (folder: string): Promise<Installed> => {
  const home = join(folder, 'home')
  await mkdir(home, { recursive: true })
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OTHERS.test(name))),
    HOME: home,
    npm_config_cache: process.env.npm_config_cache ?? join(process.env.HOME ?? '', '.npm'),
    npm_config_registry: process.env.npm_config_registry,
  }
  const run = (program: string, ...args: readonly string[]): Promise<Ended> =>
    endOf(spawn(program, args, { env, cwd: home, stdio: ['ignore', 'pipe', 'pipe'] }))
  return {
    home,
    env,
    run,
    npm: (...args) => run(process.execPath, findNpm() ?? 'npm', '--no-audit', '--no-fund', ...args),
    serve: async (program, ...args) => {
      const from = performance.now()
      const child = spawn(program, ['serve', ...args], { env, cwd: home, stdio: 'ignore' })
      const failed = once(child, 'exit').then(() => Promise.reject(new Error('It ended')))
      // Ends later, when the test stops it.
      failed.catch(() => undefined)
      const answers = vi.waitFor(health, { timeout: PATIENCE, interval: 10 })
      await Promise.race([answers, failed])
      return { child, ms: performance.now() - from }
    },
    filesLeft: async () =>
      (await readdir(home, { recursive: true, withFileTypes: true }))
        .filter((entry) => !entry.isDirectory())
        .map(({ parentPath, name }) => join(parentPath, name).slice(home.length + 1))
        .filter((path) => !path.startsWith('.npm')),
  }
}
