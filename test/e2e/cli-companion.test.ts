/** `inlay engines`, `doctor` and `token`, as a person at a terminal meets them. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EngineList } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ended, inlay } from './inlay.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-home-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const atHome = (...args: string[]): Promise<Ended> => inlay(args, { env: { INLAY_HOME: home } })

describe('engines', () => {
  it('lists the embedded engine for people and for programs', async () => {
    const person = await atHome('engines')
    expect(person).toMatchObject({ status: 0, stderr: '' })
    expect(person.stdout).toContain('patchmatch')
    const program = await atHome('engines', '--json')
    const { engines } = EngineList.parse(JSON.parse(program.stdout))
    expect(engines.find(({ id }) => id === 'patchmatch')).toMatchObject({ available: true })
  })
})

describe('doctor', () => {
  interface Finding {
    readonly name: string
    readonly state: string
    readonly next?: string
  }

  it('looks at everything and says what to do about what is not well', async () => {
    const run = await atHome('doctor', '--json')
    const report: { ok: boolean; checks: Finding[] } = JSON.parse(run.stdout)
    const names = report.checks.map(({ name }) => name)
    for (const name of ['node', 'processor', 'memory', 'webassembly', 'images']) {
      expect(names).toContain(name)
    }
    expect(names).toEqual(
      expect.arrayContaining(['engine patchmatch', 'settings folder', 'jobs folder', 'companion']),
    )
    for (const { state, next } of report.checks) {
      expect(['ok', 'warning', 'problem']).toContain(state)
      expect(next === undefined).toBe(state === 'ok')
    }
    expect(run.status).toBe(report.ok ? 0 : 1)
    expect(report.checks.find(({ name }) => name === 'images')?.state).toBe('ok')
  })

  it('finds a folder it cannot write, and ends with 1', async () => {
    await writeFile(join(home, 'config'), 'a file where the folder should be')
    const run = await atHome('doctor')
    expect(run.status).toBe(1)
    expect(run.stdout).toContain('PROBLEM  settings folder')
    expect(run.stdout).toMatch(/^\d+ problems? found\.$/m)
  })
})

describe('token', () => {
  it('prints the same token each time, alone, from a file only the owner can read', async () => {
    const [one, two] = [await atHome('token'), await atHome('token')]
    expect(one).toMatchObject({ status: 0, stderr: '' })
    expect(one.stdout).toMatch(/^[\w-]{43}\n$/)
    expect(two.stdout).toBe(one.stdout)
    const file = join(home, 'config', 'token')
    expect(await readFile(file, 'utf8')).toBe(one.stdout)
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
  })
})
