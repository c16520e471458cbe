/** One at a time for each model: whose lock holds, and whose is taken over. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock } from './lock.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-locks-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a lock that a dead process left is taken over', async () => {
  await writeFile(join(folder, 'x.lock'), '1 dead')
  expect(await takeLock(folder, 'x')).toBeUndefined()
  const old = new Date(Date.now() - 60_000)
  await utimes(join(folder, 'x.lock'), old, old)
  const lock = await takeLock(folder, 'x')
  expect(lock).toBeDefined()
  await lock?.release()
})

test('a lock whose process is gone is taken over at once, one of another machine is not', async () => {
  const { pid = 0 } = spawnSync(process.execPath, ['--version'])
  await writeFile(join(folder, 'x.lock'), `${pid} id another-machine\n`)
  expect(await takeLock(folder, 'x')).toBeUndefined()
  await writeFile(join(folder, 'x.lock'), `${process.pid} id ${hostname()}\n`)
  expect(await takeLock(folder, 'x')).toBeUndefined()
  await writeFile(join(folder, 'x.lock'), `${pid} id ${hostname()}\n`)
  const lock = await takeLock(folder, 'x')
  expect(lock).toBeDefined()
  await lock?.release()
})

test('a holder that slept too long hears that it has lost its lock, and leaves the other’s', async () => {
  const lock = await takeLock(folder, 'x', { beat: 20, stale: 10_000 })
  await writeFile(join(folder, 'x.lock'), '2 other')
  await expect.poll(() => lock?.lost.aborted).toBe(true)
  await lock?.release()
  expect(await readFile(join(folder, 'x.lock'), 'utf8')).toBe('2 other')
})
