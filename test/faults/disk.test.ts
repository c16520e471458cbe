/**
 * What a disk can do to us: no room, no writing, a list of fills that is damaged. Real file systems
 * (tmpfs), which only root may mount.
 */
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENVELOPE_TYPE, FillList } from '@inlay/shared'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type Answer,
  codeOf,
  startTestDaemon,
  type TestDaemon,
} from '../../companion/src/http/testing/daemon.ts'
import {
  allEvents,
  envelopeOf,
  quickPicture,
  statusOfFill,
  submitted,
} from '../../companion/src/http/testing/fills.ts'
import { box, boxMask, smoothPicture } from '../../companion/src/pipeline/testing/pictures.ts'
import { companionFolders } from '../../companion/src/system/folders.ts'
import { buildDaemon, startAnyway, startProcess } from './daemon-process.ts'

let home: string
let daemon: TestDaemon | undefined
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'inlay-disk-'))
})
afterEach(async () => {
  await daemon?.daemon.close()
  daemon = undefined
  mount('umount', '-l', join(home, 'state'))
  await rm(home, { recursive: true, force: true })
})

const mount = (...[command = '', ...args]: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

const mayMount = await (async () => {
  if (process.platform !== 'linux') return false
  const folder = await mkdtemp(join(tmpdir(), 'inlay-mount-'))
  const may = mount('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder)
  if (may) mount('umount', '-l', folder)
  await rm(folder, { recursive: true, force: true })
  return may
})()

afterAll(() => {
  if (!mayMount)
    console.warn('SKIPPED: nothing may be mounted here, so no disk was full or locked.')
})

const start = async (): Promise<TestDaemon> => {
  daemon = await startTestDaemon({ folders: companionFolders(home) })
  return daemon
}

const smallDisk = async (size: string): Promise<void> => {
  await mkdir(join(home, 'state'), { recursive: true })
  expect(mount('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', join(home, 'state'))).toBe(
    true,
  )
}

/** 3 MB on the wire. */
const bigPicture = () => {
  const side = 1024
  const { data } = smoothPicture(side, side, 3)
  return {
    side,
    pixels: new Uint8Array(data),
    mask: boxMask(side, side, [box(500, 500, 12, 12)]).data,
  }
}

const put = ({ ask }: TestDaemon, id: string, body: Uint8Array): Promise<Answer> =>
  ask(`/v1/fills/${id}`, { method: 'PUT', headers: { 'content-type': ENVELOPE_TYPE }, body })

describe.runIf(mayMount)('a disk that is full', () => {
  it('refuses by name what it cannot keep, keeps what it took, and goes on once there is room', async () => {
    await smallDisk('24m')
    const test = await start()
    const taken: string[] = []
    const body = envelopeOf(bigPicture())
    let refused: Answer | undefined
    for (let i = 0; i < 20 && refused === undefined; i++) {
      const id = randomUUID()
      const answer = await put(test, id, body)
      if (answer.status === 202) taken.push(id)
      else refused = answer
    }
    expect([refused?.status, refused === undefined ? '' : codeOf(refused.json)]).toEqual([
      507,
      'disk_full',
    ])
    expect(taken.length).toBeGreaterThan(3)
    for (const id of taken) await allEvents(test, id)
    const states = await Promise.all(taken.map(async (id) => (await statusOfFill(test, id)).state))
    // One may have found no room for its result; it then says so.
    const done = taken.filter((_, i) => states[i] === 'done')
    expect(done.length).toBeGreaterThan(2)
    expect(states.filter((state) => state !== 'done' && state !== 'failed')).toEqual([])
    expect((await test.ask('/v1/health')).status).toBe(200)
    expect((await test.ask(`/v1/fills/${done[0]}`, { method: 'DELETE' })).status).toBe(204)
    expect((await test.ask(`/v1/fills/${done[1]}`, { method: 'DELETE' })).status).toBe(204)
    const again = randomUUID()
    expect((await put(test, again, body)).status).toBe(202)
    expect((await allEvents(test, again)).at(-1)?.type).toBe('done')
    await test.daemon.close()
    const next = await start()
    const { fills } = FillList.parse((await next.ask('/v1/fills')).json)
    const known = fills.map(({ id }) => id)
    for (const id of [...done.slice(2), again]) expect(known).toContain(id)
    expect((await next.ask(`/v1/fills/${again}/results/0`)).status).toBe(200)
  })
})

describe.runIf(mayMount)('a state folder that cannot be written', () => {
  it('keeps the companion from starting, by name, and loses nothing', async () => {
    await smallDisk('64m')
    await buildDaemon()
    const first = await startAnyway(home)
    const id = randomUUID()
    const headers = { authorization: `Bearer ${first.token}` }
    const path = `/v1/fills/${id}`
    const taken = await fetch(`${first.base}${path}`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': ENVELOPE_TYPE },
      body: new Uint8Array(envelopeOf(quickPicture())),
    })
    expect(taken.status).toBe(202)
    await (await fetch(`${first.base}${path}/events`, { headers })).text()
    await first.stop()
    const state = join(home, 'state')
    expect(mount('mount', '-o', 'remount,ro', state)).toBe(true)
    expect(await startProcess(home)).toEqual({ code: 'file_unwritable' })
    expect(mount('mount', '-o', 'remount,rw', state)).toBe(true)
    const next = await startAnyway(home)
    expect((await fetch(`${next.base}${path}/results/0`, { headers })).status).toBe(200)
    await next.stop()
  })
})

describe('a list of fills that is damaged', () => {
  it('is set aside with a word, and every result is still there', async () => {
    const first = await start()
    const ids = [await submitted(first), await submitted(first)]
    for (const id of ids) await allEvents(first, id)
    const path = `/v1/fills/${ids[0]}/results/0?form=composite&format=raw`
    const before = await first.ask(path)
    await first.daemon.close()
    const state = join(home, 'state')
    await writeFile(join(state, 'jobs.db'), 'not a database at all'.repeat(500))
    const second = await start()
    expect((await readdir(state)).some((name) => name.includes('damaged'))).toBe(true)
    expect(second.lines).toContain(
      'The list of fills was damaged; it is set aside, and what its folders hold is read again.',
    )
    const after = await second.ask(path)
    expect([after.status, after.body.equals(before.body)]).toEqual([200, true])
    expect((await allEvents(second, ids[1] ?? '')).at(-1)?.type).toBe('done')
    expect((await put(second, ids[0] ?? '', envelopeOf(quickPicture()))).status).toBe(200)
  })
})
