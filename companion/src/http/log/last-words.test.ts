import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lastWords } from './last-words.ts'
import { logFolder, logPath } from './places.ts'

test('a crash says where and never what', () => {
  const { line, words } = lastWords(new TypeError('canary prompt at /home/canary/x.png'))
  for (const text of [line, words]) {
    expect(text).toContain('last-words.test.ts')
    expect(text).toContain('TypeError')
    expect(text).not.toContain('canary')
  }
  expect(lastWords('canary').line).not.toContain('canary')
})

test('a process that crashes leaves them in the log and on stderr, and ends with 1', async () => {
  const state = await mkdtemp(join(tmpdir(), 'inlay-crash-'))
  try {
    await mkdir(logFolder(state))
    const { build } = await import('esbuild')
    const entry = join(state, 'crash.cjs')
    await build({
      stdin: {
        contents: `
          import { sayLastWords } from './last-words.ts'
          sayLastWords(process.argv[2], { err: (text) => process.stderr.write(text) })
          const fail = async () => { throw new Error('canary prompt') }
          fail()`,
        resolveDir: import.meta.dirname,
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: entry,
      logLevel: 'error',
    })
    const ended = await new Promise<{ code: unknown; text: string }>((resolve) => {
      execFile(process.execPath, [entry, state], (error, stdout, stderr) => {
        resolve({ code: error?.code, text: stdout + stderr })
      })
    })
    expect(ended.code).toBe(1)
    const log = await readFile(logPath(state), 'utf8')
    expect(JSON.parse(log)).toMatchObject({ level: 'error', event: 'crashed' })
    expect(log + ended.text).toMatch(/crash\.cjs/)
    expect(log + ended.text).not.toContain('canary')
  } finally {
    await rm(state, { recursive: true, force: true })
  }
})
