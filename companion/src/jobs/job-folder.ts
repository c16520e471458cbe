/**
 * What lies in a job's folder: its inputs, its results, and enough of itself that it could be told
 * again if the list of jobs were lost.
 *
 * - `image`, `mask`, `sample`, `guide`, `reference`: the inputs, as they came
 * - `job.json`: whose it is and what was asked
 * - `patch-N.inlay`: variation N; `report.json`, written last, says that all of them are there
 * - `result-N-...`: encoded when first asked for; made again when missing
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FillReport, FillRequest } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { onDisk } from '../system/disk-error.ts'
import { fillAndSync } from '../system/durable.ts'
import { PRIVATE_FILE } from '../system/private-files.ts'
import type { Job } from './job.ts'

/** Names in the job's folder; what a client calls its parts never becomes a path. */
export const INPUT_FILES = {
  image: 'image',
  mask: 'mask',
  sample: 'sample',
  guide: 'guide',
  reference: 'reference',
} as const

const JOB_FILE = 'job.json'
export const REPORT_FILE = 'report.json'

const JobFile = z.object({
  id: z.uuid(),
  owner: z.string().min(1),
  createdAt: z.number(),
  bytes: z.number(),
  request: FillRequest,
})
export type JobFile = z.infer<typeof JobFile>

const ReportFile = z.object({ report: FillReport, bytes: z.number() })
export type ReportFile = z.infer<typeof ReportFile>

/** Absolute paths of the inputs in a job's folder. */
export interface JobInputs {
  readonly image: string
  readonly mask?: string
  readonly sample?: string
  readonly guide?: string
  readonly reference?: string
}

export const inputsIn = (
  folder: string,
  { mask, sample, guide, reference }: Pick<FillRequest, 'mask' | 'sample' | 'guide' | 'reference'>,
): JobInputs => ({
  image: join(folder, INPUT_FILES.image),
  ...(mask === undefined ? {} : { mask: join(folder, INPUT_FILES.mask) }),
  ...(sample === undefined ? {} : { sample: join(folder, INPUT_FILES.sample) }),
  ...(guide === undefined ? {} : { guide: join(folder, INPUT_FILES.guide) }),
  ...(reference === undefined ? {} : { reference: join(folder, INPUT_FILES.reference) }),
})

/** Makes the file; `write` fills it and syncs its bytes, while the spool settles its name. */
export const makeJobFile = async (
  folder: string,
  job: Job,
): Promise<{ readonly write: () => Promise<void> }> => {
  const { id, owner, createdAt, bytes, request } = job
  const content: JobFile = { id, owner, createdAt, bytes, request }
  const file = await onDisk(open(join(folder, JOB_FILE), 'w', PRIVATE_FILE))
  return { write: () => onDisk(fillAndSync(file, JSON.stringify(content))) }
}

/** Undefined when there is none, or none that can be read. */
export const readJobFile = (folder: string): Promise<JobFile | undefined> =>
  readJson(join(folder, JOB_FILE), JobFile)

/** The report of a job whose every result is there; undefined when it did not come so far. */
export const readReportFile = (folder: string): Promise<ReportFile | undefined> =>
  readJson(join(folder, REPORT_FILE), ReportFile)

const readJson = async <Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => {
  try {
    const json: unknown = JSON.parse(await readFile(path, 'utf8'))
    return schema.safeParse(json).data
  } catch {
    return undefined
  }
}

/**
 * One text for a request and the bytes of its inputs: equal when both are.
 * @throws Error ENOENT when an input is gone
 */
export const contentDigest = async (request: FillRequest, folder: string): Promise<string> => {
  const whole = createHash('sha256').update(JSON.stringify(request))
  for (const path of Object.values(inputsIn(folder, request))) {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) hash.update(chunk)
    whole.update(hash.digest())
  }
  return whole.digest('hex')
}
