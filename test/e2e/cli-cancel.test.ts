/** Ctrl-C during a fill: a quick end with its own code, and not a byte left behind. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inlay } from './inlay.ts'
import { asImage, drawDisc, drawPicture } from './pictures.ts'

/** With eight variations, work for far longer than any signal here takes to come. */
const [WIDTH, HEIGHT, RADIUS] = [2400, 1800, 600]
const LONG = ['--variations', '8']

const FILES = ['in.png', 'mask.png'] as const

let drawn: string
let folder: string
beforeAll(async () => {
  drawn = await mkdtemp(join(tmpdir(), 'inlay-cancel-'))
  const pictures = [drawPicture(WIDTH, HEIGHT, 3), drawDisc(WIDTH, HEIGHT, RADIUS)]
  for (const [i, name] of FILES.entries()) {
    const path = join(drawn, name)
    await asImage(pictures[i]!).png({ compressionLevel: 0 }).toFile(path)
  }
})
afterAll(() => rm(drawn, { recursive: true, force: true }))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-cancel-'))
  for (const name of FILES) await copyFile(join(drawn, name), join(folder, name))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** `when` resolves at the moment Ctrl-C is pressed. */
const cancelled = async (
  options: readonly string[],
  when: (child: ChildProcess) => Promise<unknown>,
  signals = 1,
) => {
  let signalled = 0
  const run = await inlay(['fill', 'in.png', '--mask', 'mask.png', ...LONG, ...options], {
    cwd: folder,
    onStart: async (child) => {
      await when(child)
      signalled = performance.now()
      for (let i = 0; i < signals; i++) child.kill('SIGINT')
    },
  })
  return { ...run, took: performance.now() - signalled }
}

/** Two seconds after the signal it leaves without a word, as it may on a busy machine. */
const hadItsTime = ({ took }: { readonly took: number }): boolean => took < 2000

const firstProgress = ({ stderr }: ChildProcess): Promise<unknown> =>
  stderr === null ? Promise.reject(new Error('no stderr')) : once(stderr, 'data')

const after = (milliseconds: number) => (): Promise<unknown> => wait(milliseconds)

// Windows has no signals to send to another process: there kill() ends it at once.
describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  it('during a fill ends with 130 soon and leaves no file', async () => {
    const run = await cancelled(['--out', 'out.png'], firstProgress)
    expect(run.status).toBe(130)
    if (hadItsTime(run)) expect(run.stderr).toContain('The fill was cancelled.')
    // The fill itself takes minutes.
    expect(run.took).toBeLessThan(30_000)
    expect((await readdir(folder)).sort()).toEqual(FILES)
  })

  it('before the fill has begun ends it as well', async () => {
    const { status, signal } = await cancelled(['--out', 'out.png'], after(150))
    // Before our own code runs the system ends the process itself; a shell calls that 130 too.
    expect(status === 130 || signal === 'SIGINT').toBe(true)
    expect((await readdir(folder)).sort()).toEqual(FILES)
  })

  it('settles in its own time when the signal comes twice at once, as npm sends it', async () => {
    let run = await cancelled(['--out', 'out.png', '--json'], after(1500), 2)
    // On a busy machine it may not have begun by then: the system itself has ended it.
    for (let wait = 6000; run.signal !== null && wait < 100_000; wait *= 4) {
      run = await cancelled(['--out', 'out.png', '--json'], after(wait), 2)
    }
    // npm passes on a Ctrl-C that the terminal has delivered already.
    expect(run.status).toBe(130)
    if (hadItsTime(run)) expect(JSON.parse(run.stdout)).toMatchObject({ code: 'cancelled' })
  })

  it('ends a batch, which says how far it came', async () => {
    const run = await cancelled(['--out-dir', 'out'], firstProgress)
    expect(run.status).toBe(130)
    if (hadItsTime(run)) expect(run.stdout).toContain('0 filled, 1 failed')
    expect(await readdir(join(folder, 'out'))).toEqual([])
  })
})
