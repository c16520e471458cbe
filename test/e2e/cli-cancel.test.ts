/** Ctrl-C during a fill: a quick end with its own code, and not a byte left behind. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inlay } from './inlay.ts'
import { asImage, drawDisc, drawPicture } from './pictures.ts'

/** Large enough to be still at work whenever a signal comes. */
const [WIDTH, HEIGHT, RADIUS] = [3600, 2700, 1000]

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

const cancelAfter = async (milliseconds: number, options: readonly string[], signals = 1) => {
  let signalled = 0
  const run = await inlay(['fill', 'in.png', '--mask', 'mask.png', ...options], {
    cwd: folder,
    onStart: async (child) => {
      await wait(milliseconds)
      signalled = performance.now()
      // npm passes on a Ctrl-C that the terminal has delivered already: both arrive together.
      for (let i = 0; i < signals; i++) child.kill('SIGINT')
    },
  })
  return { ...run, took: performance.now() - signalled }
}

// Windows has no signals to send to another process: there kill() ends it at once.
describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  it('during a fill ends with 130 soon and leaves no file', async () => {
    const run = await cancelAfter(2500, ['--out', 'out.png'])
    expect(run.status).toBe(130)
    expect(run.stderr).toContain('The fill was cancelled.')
    expect(run.took).toBeLessThan(5000)
    expect((await readdir(folder)).sort()).toEqual(['in.png', 'mask.png'])
  })

  it('before the fill has begun ends it as well', async () => {
    const { status, signal } = await cancelAfter(150, ['--out', 'out.png'])
    // Before our own code runs the system ends the process itself; a shell calls that 130 too.
    expect(status === 130 || signal === 'SIGINT').toBe(true)
    expect((await readdir(folder)).sort()).toEqual(['in.png', 'mask.png'])
  })

  it('settles in its own time when the signal comes twice at once, as npm sends it', async () => {
    const run = await cancelAfter(2000, ['--out', 'out.png', '--json'], 2)
    expect(run.status).toBe(130)
    expect(JSON.parse(run.stdout)).toMatchObject({ code: 'cancelled' })
  })

  it('ends a batch, which says how far it came', async () => {
    const run = await cancelAfter(2000, ['--out-dir', 'out'])
    expect(run.status).toBe(130)
    expect(run.stdout).toContain('0 filled, 1 failed')
    expect(await readdir(join(folder, 'out'))).toEqual([])
  })
})
