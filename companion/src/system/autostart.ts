/**
 * Every place where a companion may be set up to start with the desktop, system by system. Whoever
 * writes one (the tray will) takes its name and place from here, and `inlay uninstall` takes all of
 * them away (facts/daemon.md 2.3).
 */
import { execFile } from 'node:child_process'
import { lstat, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { InlayError } from '@inlay/shared'

const NAME = 'inlay'
const MAC_LABEL = 'app.inlay.companion'
const RUN_KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run'

/** A program and its arguments; no shell reads them. */
type Command = readonly [string, ...string[]]

export type AutostartEntry =
  | {
      readonly kind: 'file'
      readonly path: string
      /** Tells the system to forget it first; may fail where the system never knew it. */
      readonly forget?: Command
    }
  | { readonly kind: 'registry'; readonly key: string; readonly value: string }

export interface Desktop {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly env: NodeJS.ProcessEnv
}

export const thisDesktop = (): Desktop => ({
  platform: process.platform,
  home: homedir(),
  env: process.env,
})

/** In the order in which they are taken away: what starts others anew comes first. */
export const autostartEntries = ({ platform, home, env }: Desktop): readonly AutostartEntry[] => {
  switch (platform) {
    case 'win32':
      return [{ kind: 'registry', key: RUN_KEY, value: 'Inlay' }]
    case 'darwin': {
      const path = join(home, 'Library', 'LaunchAgents', `${MAC_LABEL}.plist`)
      const domain = `gui/${process.getuid?.() ?? 0}/${MAC_LABEL}`
      return [{ kind: 'file', path, forget: ['launchctl', 'bootout', domain] }]
    }
    default: {
      const config = env.XDG_CONFIG_HOME || join(home, '.config')
      const units = join(config, 'systemd', 'user')
      const unit = `${NAME}.service`
      const forget: Command = ['systemctl', '--user', 'disable', '--now', unit]
      return [
        { kind: 'file', path: join(units, unit), forget },
        ...['default.target.wants', 'graphical-session.target.wants'].map((wants) => ({
          kind: 'file' as const,
          path: join(units, wants, unit),
        })),
        { kind: 'file', path: join(config, 'autostart', `${NAME}.desktop`) },
      ]
    }
  }
}

/** Milliseconds the system's own program has. */
const PATIENCE = 15_000

/**
 * Takes away those that are there and tells which they were.
 * @throws InlayError file_unwritable
 */
export const removeAutostart = async (
  entries: readonly AutostartEntry[],
  run: (command: Command) => Promise<boolean> = runs,
): Promise<string[]> => {
  const removed: string[] = []
  for (const entry of entries) {
    if (entry.kind === 'registry') {
      const { key, value } = entry
      if (!(await run(['reg.exe', 'query', key, '/v', value]))) continue
      if (!(await run(['reg.exe', 'delete', key, '/v', value, '/f']))) {
        throw new InlayError('file_unwritable', 'It is the registry’s list of programs to start.')
      }
      removed.push(`${key}\\${value}`)
    } else if (await isThere(entry.path)) {
      if (entry.forget !== undefined) await run(entry.forget)
      await rm(entry.path, { force: true }).catch((cause: unknown) => {
        throw new InlayError('file_unwritable', 'It is what starts Inlay by itself.', { cause })
      })
      removed.push(entry.path)
    }
  }
  return removed
}

/** A link that leads nowhere is there too. */
const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

const runs = ([program, ...args]: Command): Promise<boolean> =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: PATIENCE, windowsHide: true }, (error) =>
      resolve(error === null),
    )
  })
