/** `inlay history` as a person uses it: with the companion running and without. */
import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestDaemon, type TestDaemon } from '../../companion/src/http/testing/daemon.ts'
import { allEvents, submitLong, submitted } from '../../companion/src/http/testing/fills.ts'
import { companionFolders } from '../../companion/src/system/folders.ts'
import { type Ended, inlay } from './inlay.ts'

let home: string
let daemon: TestDaemon
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-history-'))
  daemon = await startTestDaemon({ folders: companionFolders(home) })
})
afterEach(() => daemon.end())

const history = (...args: readonly string[]): Promise<Ended> =>
  inlay(['history', ...args], { env: { INLAY_HOME: home } })

const finished = async (prompt = ''): Promise<string> => {
  const id = await submitted(daemon, undefined, { prompt })
  await allEvents(daemon, id)
  return id
}

/** Every byte below the home in which the text stands, by file. */
const filesWith = async (text: string): Promise<string[]> => {
  const names = await readdir(home, { recursive: true, withFileTypes: true })
  const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  const found: string[] = []
  for (const file of files) if ((await readFile(file)).includes(text)) found.push(file)
  return found
}

describe.each(['running', 'stopped'])('with the companion %s', (how) => {
  const settle = async (): Promise<void> => {
    if (how === 'stopped') await daemon.daemon.close()
  }

  it('lists, shows and saves', async () => {
    const first = await finished('a red boat')
    const second = await finished()
    await settle()
    const { stdout, status } = await history()
    expect(status).toBe(0)
    expect(stdout.split('\n')[0]).toContain(second.slice(0, 8))
    expect(stdout.split('\n')[1]).toMatch(/ {2}done +remove +\d+ kB {2}"a red boat"$/)
    const { fills } = JSON.parse((await history('--json')).stdout)
    expect(fills.map(({ id }: { id: string }) => id)).toEqual([second, first])
    const shown = await history('show', first.slice(0, 13))
    expect(shown.stdout).toContain('prompt     a red boat\n')
    expect(JSON.parse((await history('show', first, '--json')).stdout).id).toBe(first)

    const out = join(home, 'saved.png')
    expect((await history('save', first, '--out', out)).stdout).toBe(`${out}\n`)
    expect((await readFile(out)).subarray(1, 4).toString()).toBe('PNG')
    const again = await history('save', first, '--out', out)
    expect([again.status, again.stderr]).toEqual([3, expect.stringContaining('overwrite')])
    const none = await history('show', 'zzzz')
    expect([none.status, none.stderr]).toEqual([3, expect.stringContaining('inlay history')])
  })

  it('row 20: deletes one and all, and leaves no byte of their prompts', async () => {
    const doomed = await finished('canary-one')
    const kept = await finished('canary-two')
    expect(await filesWith('canary-one')).not.toEqual([])
    await settle()
    expect((await history('delete', doomed)).stdout).toBe('1 fill is deleted.\n')
    expect(await filesWith('canary-one')).toEqual([])
    expect(await filesWith('canary-two')).not.toEqual([])
    expect((await history('delete')).status).toBe(2)
    expect((await history('delete', kept, '--all')).status).toBe(2)
    expect((await history('delete', '--all')).stdout).toBe('1 fill is deleted.\n')
    expect(await filesWith('canary')).toEqual([])
    expect(await readdir(join(home, 'state', 'spool'))).toEqual([])
    expect((await history()).stdout).toBe('There are no fills.\n')
  })
})

it('deleting what runs cancels it first', async () => {
  const running = await submitLong(daemon)
  const waiting = await submitted(daemon)
  expect((await history('delete', running)).stdout).toBe('1 fill is deleted.\n')
  expect((await daemon.ask(`/v1/fills/${running}`)).status).toBe(404)
  expect((await allEvents(daemon, waiting)).at(-1)?.type).toBe('done')
})
