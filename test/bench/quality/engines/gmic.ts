/** Peer: G'MIC's patch-based inpainting, run as people run it, as a program. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeMask, encodeRgb, paste, readRgb } from '../pixels.ts'
import { findProgram, runProgram } from '../process.ts'
import type { BenchEngine } from '../types.ts'

/** inpaint_matchpatch's documented defaults: scales auto, patch 9, iterations 10, blend 5, outer 1. */
const PARAMETERS = '[1],0,9,10,5,1'

/** Its threads spin while they wait: on a busy machine that alone makes it five times slower. */
const KIND = { OMP_WAIT_POLICY: 'passive' }

export const findGmic = async (): Promise<BenchEngine | undefined> => {
  const program = findProgram('gmic')
  if (program === undefined) return undefined
  const about = await runProgram(program, ['version'])
  const release = /Version\s+([\d.]+)/.exec(about.stdout + about.stderr)?.[1] ?? 'unknown'
  return {
    id: 'gmic',
    label: `G'MIC ${release} inpaint_matchpatch`,
    version: `${release} ${PARAMETERS}`,
    peer: true,
    async fill(job) {
      const folder = await mkdtemp(join(tmpdir(), 'inlay-bench-gmic-'))
      try {
        const [image, mask, out] = ['image.png', 'mask.png', 'out.png'].map((n) => join(folder, n))
        await writeFile(image!, await encodeRgb(job.input))
        await writeFile(mask!, await encodeMask(job.hole))
        const run = await runProgram(
          program,
          [
            ...['-v', '0', image!, mask!, '-inpaint_matchpatch[0]', PARAMETERS],
            ...['-remove[1]', '-output', out!],
          ],
          { env: { ...process.env, ...KIND } },
        )
        if (run.code !== 0)
          throw new Error(`gmic exited with ${run.code}: ${run.stderr.slice(-400)}`)
        const fill = await readRgb(out!)
        return {
          image: paste(job.original, fill, job.hole),
          ms: run.ms,
          ...(run.peak === undefined ? {} : { peak: run.peak }),
        }
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}
