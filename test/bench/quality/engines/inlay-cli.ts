/** Ours as a person runs it: the command line, a fresh process each time. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { distFile } from '@inlay/companion/system/dist.ts'
import * as z from '@inlay/shared/zod'
import { encodeMask, encodeRgb } from '../pixels.ts'
import { type Run, runProgram } from '../process.ts'
import type { Case } from '../types.ts'

/** The part of `inlay fill --json` that the bench reads. */
const Report = z.looseObject({
  times: z.record(z.string(), z.number()),
  total: z.number(),
  peak_memory: z.number(),
})

export interface CliFill {
  readonly run: Run
  /** Milliseconds by stage, as the process itself reports. */
  readonly times: Readonly<Record<string, number>>
  readonly total: number
}

export const hasCli = (): boolean => existsSync(distFile('inlay.js'))

/** @throws Error with what it printed when it exits with anything but 0 */
export const fillByCli = async (
  image: string,
  mask: string,
  out: string,
  seed: number,
): Promise<CliFill> => {
  const run = await runProgram(process.execPath, [
    distFile('inlay.js'),
    ...['fill', image, '--mask', mask, '--out', out, '--seed', String(seed), '--json', '--force'],
  ])
  if (run.code !== 0) throw new Error(`inlay exited with ${run.code}: ${run.stderr.slice(-800)}`)
  const { times, total } = Report.parse(JSON.parse(run.stdout))
  return { run, times, total }
}

/** The case as files, for as long as `use` runs. */
export const withFiles = async <T>(
  job: Case,
  use: (image: string, mask: string, out: string) => Promise<T>,
): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'inlay-bench-'))
  try {
    const [image, mask] = [join(folder, 'image.png'), join(folder, 'mask.png')]
    await writeFile(image, await encodeRgb(job.input))
    await writeFile(mask, await encodeMask(job.hole))
    return await use(image, mask, join(folder, 'out.png'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
