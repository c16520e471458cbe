/** Ctrl-C during a fill: a quick end with its own code, and not a byte left behind. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inlay } from './inlay.ts'
import { asImage, drawDisc, drawPicture } from './pictures.ts'

/** With eight variations, work for far longer than any signal here takes to come. */
const [WIDTH, HEIGHT, RADIUS] = [2400, 1800, 600]
const LONG = ['--variations', '8']

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-cancel-'))
  const fast = { compressionLevel: 0 }
  await asImage(drawPicture(WIDTH, HEIGHT, 3))
    .png(fast)
    .toFile(join(folder, 'in.png'))
  await asImage(drawDisc(WIDTH, HEIGHT, RADIUS))
    .png(fast)
    .toFile(join(folder, 'mask.png'))
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

const firstProgress = ({ stderr }: ChildProcess): Promise<unknown> =>
  stderr === null ? Promise.reject(new Error('no stderr')) : once(stderr, 'data')

const after = (milliseconds: number) => (): Promise<unknown> => wait(milliseconds)

// Windows has no signals to send to another process: there kill() ends it at once.
describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  it('during a fill ends with 130 soon and leaves no file', async () => {
    const run = await cancelled(['--out', 'out.png'], firstProgress)
    expect(run.status).toBe(130)
    expect(run.stderr).toContain('The fill was cancelled.')
    // The fill itself takes minutes.
    expect(run.took).toBeLessThan(30_000)
    expect((await readdir(folder)).sort()).toEqual(['in.png', 'mask.png'])
  })

  it('before the fill has begun ends it as well', async () => {
    const { status, signal } = await cancelled(['--out', 'out.png'], after(150))
    // Before our own code runs the system ends the process itself; a shell calls that 130 too.
    expect(status === 130 || signal === 'SIGINT').toBe(true)
    expect((await readdir(folder)).sort()).toEqual(['in.png', 'mask.png'])
  })

  it('settles in its own time when the signal comes twice at once, as npm sends it', async () => {
    // npm passes on a Ctrl-C that the terminal has delivered already.
    const run = await cancelled(['--out', 'out.png', '--json'], after(1500), 2)
    expect(run.status).toBe(130)
    expect(JSON.parse(run.stdout)).toMatchObject({ code: 'cancelled' })
  })

  it('ends a batch, which says how far it came', async () => {
    const run = await cancelled(['--out-dir', 'out'], firstProgress)
    expect(run.status).toBe(130)
    expect(run.stdout).toContain('0 filled, 1 failed')
    expect(await readdir(join(folder, 'out'))).toEqual([])
  })
})
