/** Damaged image and mask files through the real fill process: decoders, pipeline and engine. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createFillClient } from '@inlay/companion/jobs/fill-client.ts'
import type { RunTask } from '@inlay/companion/jobs/fill-messages.ts'
import { FillRequest, InlayError } from '@inlay/shared'
import { PATIENCE } from '../setup/patience.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { randomOf } from './random.ts'
import type { Report } from './report.ts'
import { type Seeds, SIDE } from './seeds.ts'

export interface ImageRun {
  readonly seed: number | string
  readonly count: number
  readonly seeds: Seeds
  readonly folder: string
  readonly report: Report
}

/** Larger than any picture here; what a damaged header promises beyond it is refused. */
const MAX_PIXELS = 1e6

/** Milliseconds that a case which hangs is given before it is cancelled, and so found. */
const CANCEL_AFTER = PATIENCE

export const fuzzImages = async (run: ImageRun): Promise<void> => {
  const { seed, count, report, folder } = run
  const lost: string[] = []
  let current = ''
  const client = createFillClient({
    onLife: (life) => {
      if (life.type === 'gone') lost.push(`${current}: the fill process is gone (${life.end})`)
    },
  })
  await mkdir(folder, { recursive: true })
  try {
    // The first start is slow and no case's fault.
    await client.engines()
    for (let index = 0; index < count; index++) {
      current = `image/${index}`
      const { task, target } = await taskOf(run, index)
      const stop = new AbortController()
      const late = setTimeout(() => stop.abort(), CANCEL_AFTER)
      const outcome = await client.run(task, { signal: stop.signal, onEvent: () => {} }).then(
        () => 'filled',
        (error: unknown) => (error instanceof InlayError ? error.code : 'unnamed'),
      )
      clearTimeout(late)
      report.count(target, outcome)
      if (stop.signal.aborted) report.fault(current, `hung for ${CANCEL_AFTER} ms (seed ${seed})`)
      else if (['internal', 'engine_failed', 'unnamed', 'interrupted'].includes(outcome)) {
        report.fault(current, `${target}: ${outcome}`)
      }
    }
  } finally {
    await client.close()
  }
  for (const what of lost) report.fault('image', what)
}

const taskOf = async (
  { seed, seeds, folder }: ImageRun,
  index: number,
): Promise<{ task: RunTask; target: string }> => {
  const random = randomOf(seed, 'image', index)
  const role = random.pick(['image', 'mask', 'raw'] as const)
  const [format, file] = random.pick([...seeds.images])
  const image = join(folder, 'image')
  const mask = join(folder, 'mask')
  const maskFormat = random.chance(0.5) ? 'png' : format
  const maskFile = maskFormat === 'png' ? seeds.mask : file
  await writeFile(image, role === 'image' ? mutateBytes(file, random, 0.25) : file)
  if (role === 'raw') {
    await writeFile(
      mask,
      random.chance(0.5) ? mutateBytes(seeds.maskPixels, random, 0) : noise(random),
    )
  } else await writeFile(mask, role === 'mask' ? mutateBytes(maskFile, random, 0.25) : seeds.mask)
  const request = FillRequest.parse({
    image: { kind: 'encoded', part: 'image' },
    mask:
      role === 'raw'
        ? { kind: 'raw', part: 'mask', width: SIDE, height: SIDE, channels: 1 }
        : { kind: 'encoded', part: 'mask' },
    seed: 1,
    variations: 1,
    convert: random.chance(0.5),
    invertMask: random.chance(0.2),
  })
  const target = role === 'raw' ? 'raw mask' : `${role} ${role === 'mask' ? maskFormat : format}`
  return {
    task: { type: 'run', request, inputs: { image, mask }, folder, maxPixels: MAX_PIXELS },
    target,
  }
}

/** A mask of dust: every size of region at every place. */
const noise = ({ int }: { int(below: number): number }): Buffer =>
  Buffer.from(Array.from({ length: SIDE * SIDE }, () => (int(4) === 0 ? int(256) : 0)))
