import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LOG_EVENTS, type LogFields } from './events.ts'
import { LOG_FILE_DEFAULTS, openLogFile } from './file.ts'
import { createLog } from './log.ts'
import { logFolder, logPath } from './places.ts'

let state: string
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'inlay-log-'))
})
afterEach(() => rm(state, { recursive: true, force: true }))

const JOB = '0f0e0d0c-0b0a-4908-8706-050403020100'

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

describe('the log file', () => {
  test('holds one JSON object a line, what was said before it was opened too', async () => {
    const log = createLog([], () => 0)
    log.event('devices_set_aside', {})
    const file = await openLogFile(state)
    log.attach(file.sink)
    log.event('job_started', { job: JOB, engine: 'patchmatch' })
    log.event('job_done', { job: JOB, run: 1226.7246479999994 })
    await file.close()
    const lines = (await readFile(logPath(state), 'utf8')).trimEnd().split('\n')
    const time = '1970-01-01T00:00:00.000Z'
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { level: 'warn', time, event: 'devices_set_aside' },
      { level: 'info', time, event: 'job_started', job: JOB, engine: 'patchmatch' },
      { level: 'info', time, event: 'job_done', job: JOB, run: 1226.7 },
    ])
  })

  test('never grows beyond its bounds, and every file is its owner’s alone', async () => {
    const log = createLog()
    const file = await openLogFile(state, { maxBytes: 2000, keep: 3 })
    log.attach(file.sink)
    for (let i = 0; i < 500; i++) {
      log.event('job_started', { job: JOB, engine: 'patchmatch' })
      // The stream writes what has gathered at once; a pause lets it look at the size.
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    }
    await file.close()
    const folder = logFolder(state)
    const names = (await readdir(folder)).sort()
    expect(names).toEqual(['inlay.log', 'inlay.log.1', 'inlay.log.2', 'inlay.log.3'])
    if (process.platform === 'win32') return
    expect(await modeOf(folder)).toBe(0o700)
    for (const name of names) {
      expect([name, await modeOf(join(folder, name))]).toEqual([name, 0o600])
      expect((await stat(join(folder, name))).size).toBeLessThan(6000)
    }
  })

  test('files of a larger setting go, others’ files stay', async () => {
    const folder = logFolder(state)
    await mkdir(folder, { recursive: true })
    for (const name of ['inlay.log.1', 'inlay.log.9', 'notes.txt']) {
      await writeFile(join(folder, name), '')
    }
    await (await openLogFile(state)).close()
    expect((await readdir(folder)).sort()).toEqual(['inlay.log.1', 'notes.txt'])
    expect(LOG_FILE_DEFAULTS).toEqual({ level: 'info', maxBytes: 2 ** 20, keep: 5 })
  })

  test('levels below the one asked for are left out', async () => {
    const log = createLog()
    const file = await openLogFile(state, { level: 'warn' })
    log.attach(file.sink)
    log.event('job_started', { job: JOB })
    log.event('devices_set_aside', {})
    await file.close()
    const text = await readFile(logPath(state), 'utf8')
    expect(text.match(/\n/g)).toHaveLength(1)
  })

  test('a log that cannot be written stops nothing', async () => {
    await writeFile(join(state, 'logs'), 'in the way')
    const log = createLog()
    const file = await openLogFile(state)
    log.attach(file.sink)
    log.event('devices_set_aside', {})
    await new Promise((resolve) => setTimeout(resolve, 50))
    log.event('devices_set_aside', {})
    await file.close()
  })

  test.skipIf(process.platform === 'win32')('a folder that was open is closed', async () => {
    await mkdir(logFolder(state))
    await chmod(logFolder(state), 0o755)
    await (await openLogFile(state)).close()
    expect(await modeOf(logFolder(state))).toBe(0o700)
  })
})

describe('the table of events', () => {
  /** Values of every kind that a user's thing could be. */
  const CANARIES: readonly unknown[] = [
    'canary prompt',
    'canary',
    '/home/canary/x.png',
    'canary/x.png',
    'C:\\canary\\x.png',
    Buffer.from('canary'),
    'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZ',
    ['canary'],
    [{ name: 'Error', frames: ['at canary prompt (/x/canary.png:1:1)'] }],
    [{ name: 'canary prompt', frames: [] }],
    { canary: 1 },
  ]

  test('no field takes a prompt, a path, bytes or a token, whatever the types were told', () => {
    const sent: string[] = []
    const log = createLog([(logged) => sent.push(JSON.stringify(logged))])
    let tried = 0
    for (const [name, { fields }] of Object.entries(LOG_EVENTS)) {
      for (const field of [...Object.keys(fields), 'message', 'path']) {
        for (const canary of CANARIES) {
          if (field === 'engine' && canary === 'canary') continue
          // JSON.parse gives what no type has checked, as another process would.
          const talked: LogFields<'failed'> = JSON.parse(JSON.stringify({ [field]: canary }))
          Reflect.apply(log.event, log, [name, talked])
          tried += 1
        }
      }
    }
    expect(tried).toBeGreaterThan(500)
    expect(sent.filter((line) => /canary|QUJDREV/i.test(line))).toEqual([])
  })
})
