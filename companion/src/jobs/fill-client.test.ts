import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeEnvelope, InlayError, RawResult } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFillClient, type FillClient, type FillClientOptions } from './fill-client.ts'
import type { RunEvent } from './fill-messages.ts'
import { strayScript } from './testing/stray.ts'
import { encodeOf, longTask, quickTask } from './testing/tasks.ts'

let root: string
let client: FillClient
const clients: FillClient[] = []

const make = (options?: FillClientOptions): FillClient => {
  const made = createFillClient(options)
  clients.push(made)
  return made
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'inlay-child-'))
  client = make()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((one) => one.close()))
  await rm(root, { recursive: true, force: true })
})

const never = new AbortController().signal
const ignore = (): void => {}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** A long run, and a promise of its first event. */
const startLong = async (signal: AbortSignal = never) => {
  const task = await longTask(join(root, 'long'))
  let sayStarted = ignore
  const begun = new Promise<void>((resolve) => {
    sayStarted = resolve
  })
  const outcome = client.run(task, { signal, onEvent: () => sayStarted() }).then(
    () => 'done',
    (error: unknown) => (error instanceof InlayError ? error : Promise.reject(error)),
  )
  await begun
  return { outcome, pid: client.pid ?? 0 }
}

describe('the fill process', () => {
  test('runs a fill, tells how it goes, and leaves the patch on disk', async () => {
    const task = await quickTask(join(root, 'quick'))
    const events: RunEvent[] = []
    const answer = await client.run(task, { signal: never, onEvent: (event) => events.push(event) })
    expect(events[0]).toMatchObject({ type: 'started', seed: 7, engine: 'patchmatch' })
    expect(events.at(-1)).toMatchObject({ type: 'progress', fraction: 1 })
    expect(events.filter(({ type }) => type === 'variation')).toHaveLength(1)
    for (const event of events) {
      if (event.type === 'progress') expect(String(event.fraction).length).toBeLessThan(7)
    }
    expect(answer.report.variations).toHaveLength(1)
    expect(answer.report.times).toHaveProperty('engine')
    expect(await readdir(task.folder)).toEqual(['image', 'mask', 'patch-0.inlay', 'report.json'])
    expect((await stat(join(task.folder, 'patch-0.inlay'))).mode & 0o077).toBe(0)
  })

  test('encodes the same result from memory and, in another process, from disk', async () => {
    const task = await quickTask(join(root, 'quick'))
    await client.run(task, { signal: never, onEvent: ignore })
    const again = make()
    for (const form of ['patch', 'composite'] as const) {
      for (const format of ['png', 'raw'] as const) {
        const encode = encodeOf(task, form, format)
        const fromMemory = await readFile((await client.encode(encode)).path)
        const fromDisk = await readFile((await again.encode(encode)).path)
        expect(fromDisk.equals(fromMemory)).toBe(true)
      }
    }
    const { header } = decodeEnvelope(await readFile(join(task.folder, 'result-0-composite.inlay')))
    expect(RawResult.parse(header)).toMatchObject({
      width: 64,
      height: 64,
      bounds: { left: 0, top: 0, width: 64, height: 64 },
      seed: 7,
    })
  })

  test('a refusal of the pipeline comes through by name', async () => {
    const task = await quickTask(join(root, 'quick'))
    await writeFile(task.inputs.mask ?? '', new Uint8Array(64 * 64))
    await expect(client.run(task, { signal: never, onEvent: ignore })).rejects.toMatchObject({
      code: 'mask_empty',
    })
  })

  test('gives its memory back when asked to, but not while it works', async () => {
    const { outcome, pid } = await startLong()
    expect(await client.release()).toBe(false)
    expect(isAlive(pid)).toBe(true)
    await client.close()
    expect(await outcome).toMatchObject({ code: 'interrupted' })
    const other = make()
    await other.engines()
    const idle = other.pid ?? 0
    expect(await other.release()).toBe(true)
    expect(isAlive(idle)).toBe(false)
    expect(await other.engines()).not.toEqual([])
  })

  test('lists its engines', async () => {
    expect(await client.engines()).toContainEqual(
      expect.objectContaining({ id: 'patchmatch', available: true }),
    )
  })
})

describe('when things go wrong', () => {
  test('a process killed mid-run fails the run by name, and the next call gets a new one', async () => {
    const { outcome, pid } = await startLong()
    process.kill(pid, 'SIGKILL')
    expect(await outcome).toMatchObject({ code: 'engine_failed' })
    const task = await quickTask(join(root, 'quick'))
    await client.run(task, { signal: never, onEvent: ignore })
    expect(client.pid).not.toBe(pid)
  })

  test('encoding goes on in a new process when the old one dies for another’s sake', async () => {
    const quick = await quickTask(join(root, 'quick'))
    await client.run(quick, { signal: never, onEvent: ignore })
    const { outcome, pid } = await startLong()
    process.kill(pid, 'SIGSTOP')
    const encoded = client.encode(encodeOf(quick, 'composite', 'png'))
    process.kill(pid, 'SIGKILL')
    expect((await stat((await encoded).path)).size).toBeGreaterThan(0)
    expect(await outcome).toMatchObject({ code: 'engine_failed' })
  })

  test('cancelling stops the run and keeps the process', async () => {
    // On a busy machine a run may need longer to stop than it is given else, and is then killed.
    client = make({ killAfter: 60_000 })
    const stop = new AbortController()
    const { outcome, pid } = await startLong(stop.signal)
    stop.abort()
    expect(await outcome).toMatchObject({ code: 'cancelled' })
    expect(client.pid).toBe(pid)
  })

  test('a process that does not stop when asked is killed', async () => {
    client = make({ killAfter: 200 })
    const stop = new AbortController()
    const { outcome, pid } = await startLong(stop.signal)
    process.kill(pid, 'SIGSTOP')
    stop.abort()
    expect(await outcome).toMatchObject({ code: 'cancelled' })
    await until(() => !isAlive(pid))
    expect(client.pid).toBeUndefined()
  })

  test('a run cancelled before its process was ready never starts', async () => {
    const stop = new AbortController()
    const task = await quickTask(join(root, 'quick'))
    const events: RunEvent[] = []
    const run = client.run(task, { signal: stop.signal, onEvent: (event) => events.push(event) })
    stop.abort()
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
    await client.engines()
    expect(events).toEqual([])
    expect(await readdir(task.folder)).toEqual(['image', 'mask'])
  })

  test('closing ends the process and what it was doing', async () => {
    const { outcome, pid } = await startLong()
    await client.close()
    expect(await outcome).toMatchObject({ code: 'interrupted' })
    expect(isAlive(pid)).toBe(false)
    await expect(client.engines()).rejects.toMatchObject({ code: 'interrupted' })
  })

  test('an idle process leaves, and comes back when needed', async () => {
    client = make({ idleAfter: 50 })
    await client.engines()
    const pid = client.pid ?? 0
    expect(isAlive(pid)).toBe(true)
    await until(() => !isAlive(pid))
    expect(client.pid).toBeUndefined()
    await client.engines()
    expect(client.pid).not.toBe(pid)
  })

  test('how long an idle process stays can be changed while it runs', async () => {
    await client.engines()
    const pid = client.pid ?? 0
    expect(isAlive(pid)).toBe(true)
    client.setIdle(50)
    await until(() => !isAlive(pid))
  })

  test('one that is to be renewed ends its work first, and the next call gets another', async () => {
    const { outcome, pid } = await startLong()
    client.renew()
    expect(isAlive(pid)).toBe(true)
    await client.engines()
    expect(client.pid).toBe(pid)
    await client.close()
    await outcome
    client = make()
    await client.engines()
    const idle = client.pid ?? 0
    client.renew()
    await until(() => !isAlive(idle))
    await client.engines()
    expect(client.pid).not.toBe(idle)
  })

  test.each([
    ['nonsense', `say({ type: 'hello' }); setInterval(() => {}, 1000)`],
    ['another version', `say({ type: 'ready', version: '0.0.0' }); setInterval(() => {}, 1000)`],
    ['nothing at all', `setInterval(() => {}, 1000)`],
    ['its last words', `process.exit(3)`],
  ])('a process that says %s is ended, and nobody is left waiting', async (_, script) => {
    const entry = join(root, 'stray.cjs')
    await writeFile(entry, strayScript(script))
    client = make({ entry, readyWithin: 500 })
    const calls = [client.engines(), client.engines()]
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'engine_failed' })
    expect(client.pid).toBeUndefined()
  })

  test('running out of memory is told as such', async () => {
    const entry = join(root, 'stray.cjs')
    await writeFile(
      entry,
      `console.error('FATAL ERROR: Reached heap limit - JavaScript heap out of memory'); process.abort()`,
    )
    client = make({ entry })
    await expect(client.engines()).rejects.toMatchObject({
      detail: 'The fill process is gone. It ran out of memory.',
    })
  })
})
