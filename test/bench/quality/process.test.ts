import { describe, expect, it } from 'vitest'
import { runProgram } from './process.ts'

describe('runProgram', () => {
  it('gives output, exit code, wall time and, on Linux, the peak of memory', async () => {
    // 200 MB that are really touched, held for a moment so that a sampler sees them too.
    const code = `
      const held = Buffer.alloc(200 * 2 ** 20, 1)
      setTimeout(() => { console.log('out', held[5]); console.error('err'); process.exit(3) }, 150)`
    const run = await runProgram(process.execPath, ['-e', code])
    expect([run.code, run.stdout.trim(), run.stderr.trim()]).toEqual([3, 'out 1', 'err'])
    expect(run.ms).toBeGreaterThan(150)
    if (process.platform !== 'linux') {
      console.warn('SKIPPED peak memory: only measured on Linux')
      return
    }
    expect(run.peak! / 2 ** 20).toBeGreaterThan(220)
    expect(run.peak! / 2 ** 20).toBeLessThan(500)
  })
})
