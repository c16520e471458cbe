/** Whatever a fill process does, whoever started it lives, hears of it by name, and goes on. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMPANION_VERSION, InlayError } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChildLife } from '../system/child/fork-child.ts'
import { tracesOf } from '../system/frames.ts'
import { createFillClient, type FillClient, type FillClientOptions } from './fill-client.ts'
import { readyScript, strayScript } from './testing/stray.ts'
import { quickTask } from './testing/tasks.ts'

let root: string
let lives: ChildLife[]
const clients: FillClient[] = []

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'inlay-faults-'))
  lives = []
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(clients.splice(0).map((one) => one.close()))
  await rm(root, { recursive: true, force: true })
})

const make = (options: FillClientOptions): FillClient => {
  const made = createFillClient({ onLife: (life) => lives.push(life), ...options })
  clients.push(made)
  return made
}

const withScript = async (script: string, options: FillClientOptions = {}): Promise<FillClient> => {
  const entry = join(root, 'stray.cjs')
  await writeFile(entry, script)
  return make({ entry, ...options })
}

const never = new AbortController().signal

/** What the run ended with, and how its process did. */
const outcomeOf = async (
  client: FillClient,
): Promise<{ code: string; end: string | undefined }> => {
  const task = await quickTask(join(root, 'quick'))
  const code = await client.run(task, { signal: never, onEvent: () => {} }).then(
    () => 'done',
    (error: unknown) => (error instanceof InlayError ? error.code : 'unnamed'),
  )
  const last = lives.find(({ type }) => type === 'gone')
  return { code, end: last?.type === 'gone' ? last.end : undefined }
}

describe('a fill process that', () => {
  const EVENT = `{ type: 'event', call, event: { type: 'progress', fraction: 0, stage: '' } }`

  test.each([
    ['writes bytes that are no JSON', `(call) => { raw('\\0\\xff garbage }{ \\n'); stay() }`],
    ['answers with nonsense', `(call) => { say({ type: 'answer' }); stay() }`],
    ['sends an event nobody knows', `(call) => { say({ type: 'event', call, event: 7 }); stay() }`],
    ['writes without end', `(call) => { const text = 'x'.repeat(1 << 20); for (;;) raw(text) }`],
  ])('%s is ended, and its run fails by name', async (_, onCall) => {
    const client = await withScript(readyScript(COMPANION_VERSION, onCall))
    expect(await outcomeOf(client)).toEqual({ code: 'engine_failed', end: 'nonsense' })
  })

  test('refuses by name hands on its own words as the cause, for whoever can read them', async () => {
    const error = `{ code: 'internal', message: '', next: '' }`
    const onCall = `(call) => say({ type: 'refused', call, error: ${error}, words: 'no adapter', frames: ['run x.js:1', '/home/ada'] })`
    const client = await withScript(readyScript(COMPANION_VERSION, onCall))
    const task = await quickTask(join(root, 'quick'))
    const run = client.run(task, { signal: never, onEvent: () => {} })
    const refused: unknown = await run.catch((reason: unknown) => reason)
    expect(refused).toMatchObject({ code: 'internal', cause: { message: 'no adapter' } })
    expect(tracesOf(refused).at(-1)?.frames).toEqual(['run x.js:1'])
    expect(JSON.stringify(tracesOf(refused))).not.toMatch(/adapter|ada/)
  })

  test('answers with a report that is none fails its run, and no more', async () => {
    const onCall = `(call) => say({ type: 'answer', call, answer: { report: 1 } })`
    const client = await withScript(readyScript(COMPANION_VERSION, onCall))
    expect(await outcomeOf(client)).toEqual({ code: 'internal', end: undefined })
  })

  test('blocks its thread for ever is ended', async () => {
    const client = await withScript(readyScript(COMPANION_VERSION, '() => { for (;;) {} }'), {
      silentAfter: 1500,
    })
    expect(await outcomeOf(client)).toEqual({ code: 'engine_failed', end: 'silent' })
  })

  test('lives and makes no progress is ended', async () => {
    const onCall = `() => setInterval(() => say({ type: 'alive' }), 100)`
    const client = await withScript(readyScript(COMPANION_VERSION, onCall), {
      silentAfter: 60_000,
      stuckAfter: 1500,
    })
    expect(await outcomeOf(client)).toEqual({ code: 'engine_failed', end: 'stuck' })
  })

  test('works slowly and says so is left alone', async () => {
    const onCall = `(call) => {
      let left = 20
      const timer = setInterval(() => {
        if (left-- > 0) return say(${EVENT})
        clearInterval(timer)
        say({ type: 'refused', call, error: { code: 'mask_empty', message: '', next: '' } })
      }, 200)
    }`
    // Less than it takes as a whole, many times what lies between two words of it.
    const client = await withScript(readyScript(COMPANION_VERSION, onCall), {
      silentAfter: 3500,
      stuckAfter: 3500,
    })
    expect(await outcomeOf(client)).toEqual({ code: 'mask_empty', end: undefined })
  })

  test('really runs out of memory says so', async () => {
    const onCall = `() => { const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length + 0.5)) }`
    // It starts with that: set later, V8 would go on to the four gigabytes it has begun with.
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=16')
    const client = await withScript(readyScript(COMPANION_VERSION, onCall))
    expect(await outcomeOf(client)).toEqual({ code: 'engine_failed', end: 'memory' })
  })

  test.skipIf(process.platform === 'win32').each(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL'])(
    'dies of %s fails its run by name',
    async (signal) => {
      const client = await withScript(
        readyScript(COMPANION_VERSION, `() => process.kill(process.pid, '${signal}')`),
      )
      expect(await outcomeOf(client)).toEqual({ code: 'engine_failed', end: 'exit' })
    },
  )

  test('hangs up its pipe and lives on is ended', async () => {
    const client = await withScript(
      strayScript(`
say({ type: 'ready', version: ${JSON.stringify(COMPANION_VERSION)} })
process.stdin.once('data', () => { fs.closeSync(3); stay() })`),
      { silentAfter: 1500 },
    )
    expect((await outcomeOf(client)).code).toBe('engine_failed')
  })

  test('fails by a listener’s fault fails that call only', async () => {
    const onCall = `(call) => { say(${EVENT}); say({ type: 'answer', call, answer: {} }) }`
    const client = await withScript(readyScript(COMPANION_VERSION, onCall))
    const task = await quickTask(join(root, 'quick'))
    const full = new InlayError('file_unwritable', 'The disk is full.')
    const run = client.run(task, {
      signal: never,
      onEvent: () => {
        throw full
      },
    })
    await expect(run).rejects.toBe(full)
    expect(client.pid).toBeDefined()
  })
})

describe('a real fill process', () => {
  test.skipIf(process.platform === 'win32')(
    'killed at any moment fails its run by name or has finished it, and the next one runs',
    async () => {
      const client = make({})
      const task = await quickTask(join(root, 'quick'))
      const codes = new Set<string>()
      for (let delay = 0, i = 0; i < 12; i++, delay += 45) {
        const run = client.run(task, { signal: never, onEvent: () => {} }).then(
          () => 'done',
          (error: unknown) => (error instanceof InlayError ? error.code : 'unnamed'),
        )
        await new Promise((resolve) => setTimeout(resolve, delay))
        const { pid } = client
        if (pid !== undefined) process.kill(pid, i % 2 === 0 ? 'SIGKILL' : 'SIGSEGV')
        codes.add(await run)
        // A signal needs a moment to end a process; whoever comes before that is its victim too.
        await expect.poll(() => client.pid === undefined || client.pid !== pid).toBe(true)
      }
      for (const code of codes) expect(['done', 'engine_failed']).toContain(code)
      expect(codes).toContain('engine_failed')
      await client.run(task, { signal: never, onEvent: () => {} })
    },
  )
})
