import { describe, expect, it } from 'vitest'
import { runProgram } from './process.ts'

describe('runProgram', () => {
  it('gives output, exit code, wall time and, on Linux, the peak of memory', async () => {
    // 200 MB that are really touched, held for so long that a sampler sees them on a busy machine too.
    const code = `
      const held = Buffer.alloc(200 * 2 ** 20, 1)
      setTimeout(() => { console.log('out', held[5]); console.error('err'); process.exit(3) }, 2500)`
    const run = await runProgram(process.execPath, ['-e', code])
    expect([run.code, run.stdout.trim(), run.stderr.trim()]).toEqual([3, 'out 1', 'err'])
    expect(run.ms).toBeGreaterThan(2400)
    if (process.platform !== 'linux') {
      console.warn('SKIPPED peak memory: only measured on Linux')
      return
    }
    expect(run.peak! / 2 ** 20).toBeGreaterThan(220)
    expect(run.peak! / 2 ** 20).toBeLessThan(500)
  })
})
