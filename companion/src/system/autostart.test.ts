import { access, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { autostartEntries, removeAutostart } from './autostart.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-autostart-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const pathsOf = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}): string[] =>
  autostartEntries({ platform, home, env }).flatMap((entry) =>
    entry.kind === 'file' ? [entry.path] : [],
  )

describe('row 26: what starts Inlay by itself', () => {
  it('is looked for where each system keeps such things', () => {
    const config = join(home, '.config')
    expect(pathsOf('linux')).toEqual([
      join(config, 'systemd/user/inlay.service'),
      join(config, 'systemd/user/default.target.wants/inlay.service'),
      join(config, 'systemd/user/graphical-session.target.wants/inlay.service'),
      join(config, 'autostart/inlay.desktop'),
    ])
    expect(pathsOf('linux', { XDG_CONFIG_HOME: '/elsewhere' })[3]).toBe(
      '/elsewhere/autostart/inlay.desktop',
    )
    expect(pathsOf('darwin')).toEqual([
      join(home, 'Library/LaunchAgents/app.inlay.companion.plist'),
    ])
    expect(autostartEntries({ platform: 'win32', home, env: {} })).toEqual([
      {
        kind: 'registry',
        key: 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run',
        value: 'Inlay',
      },
    ])
  })

  it.each(['linux', 'darwin'] as const)(
    'is taken away on %s, dead links too, after the system was told; other entries stay',
    async (platform) => {
      const paths = pathsOf(platform)
      for (const [i, path] of paths.entries()) {
        await mkdir(dirname(path), { recursive: true })
        if (i === 1) await symlink('/nowhere', path)
        else await writeFile(path, 'x')
      }
      const other = join(dirname(paths.at(-1) ?? ''), 'other.desktop')
      await writeFile(other, 'x')
      const told: string[][] = []
      const entries = autostartEntries({ platform, home, env: {} })
      const run = async (command: readonly string[]): Promise<boolean> => {
        told.push([...command])
        // It fails where the system never knew of it; the file goes all the same.
        return false
      }
      expect(await removeAutostart(entries, run)).toEqual(paths)
      expect(told.map(([program]) => program)).toEqual([
        platform === 'linux' ? 'systemctl' : 'launchctl',
      ])
      for (const path of paths) await expect(access(path)).rejects.toThrow()
      await access(other)
      expect(await removeAutostart(entries, run)).toEqual([])
      expect(told).toHaveLength(1)
    },
  )

  it('is asked of the registry on Windows, and deleted where it is', async () => {
    const entries = autostartEntries({ platform: 'win32', home, env: {} })
    const told: string[] = []
    const registry = (isThere: boolean) => async (command: readonly string[]) => {
      told.push(command.slice(0, 2).join(' '))
      return isThere
    }
    expect(await removeAutostart(entries, registry(false))).toEqual([])
    expect(told).toEqual(['reg.exe query'])
    expect(await removeAutostart(entries, registry(true))).toHaveLength(1)
    expect(told.slice(1)).toEqual(['reg.exe query', 'reg.exe delete'])
  })
})
