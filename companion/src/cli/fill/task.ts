/** Carries out one task of a plan: reads, fills, encodes every variation, then writes them all. */
import { stat } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { type FillReport, type FillRequest, InlayError } from '@inlay/shared'
import type { Engine } from '../../engines/engine.ts'
import { encodeComposite, encodePatch, formatNotes } from '../../pipeline/encode.ts'
import { type PipelineEvent, runFill } from '../../pipeline/run-fill.ts'
import { writeAtomically } from './atomic-write.ts'
import type { FillOutput } from './output.ts'
import type { FillTask } from './plan.ts'

export interface TaskContext {
  readonly engine: Engine
  readonly maxPixels: number
  readonly signal: AbortSignal
  readonly onEvent: (event: PipelineEvent) => void
}

/** Fails early, and in words, for what would otherwise fail late: nothing there, a folder, no right to read. */
const checkFile = async (path: string): Promise<void> => {
  const info = await stat(path).catch((cause: unknown) => {
    throw new InlayError('file_unreadable', whyUnreadable(cause), { cause })
  })
  if (!info.isFile()) throw new InlayError('file_unreadable', 'It is not a file.')
}

const whyUnreadable = (cause: unknown): string => {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOENT') return 'There is no such file.'
  if (code === 'EACCES') return 'The system does not allow reading it.'
  return `The system says ${String(code)}.`
}

const throwIfCancelled = (signal: AbortSignal): void => {
  if (signal.aborted) throw new InlayError('cancelled')
}

/**
 * Nothing is written unless every variation could be made and encoded.
 * @throws InlayError whatever the pipeline or the engine throws; file_unreadable | file_unwritable | cancelled
 */
export const runTask = async (
  task: FillTask,
  request: FillRequest,
  { engine, maxPixels, signal, onEvent }: TaskContext,
): Promise<FillOutput> => {
  const started = performance.now()
  if (task.problem !== undefined) throw task.problem
  await checkFile(task.image)
  for (const path of [task.mask, task.sample, task.guide, task.reference]) {
    if (path !== undefined) await checkFile(path)
  }

  const { report, source, patches } = await runFill(
    request,
    {
      image: { path: task.image },
      ...(task.mask === undefined ? {} : { mask: { path: task.mask } }),
      ...(task.sample === undefined ? {} : { sample: { path: task.sample } }),
      ...(task.guide === undefined ? {} : { guide: { path: task.guide } }),
      ...(task.reference === undefined ? {} : { reference: { path: task.reference } }),
    },
    { engine, limits: { maxPixels }, signal, onEvent },
  )

  const encodeStarted = performance.now()
  const files: { path: string; bytes: Uint8Array }[] = []
  for (const [index, patch] of patches.entries()) {
    throwIfCancelled(signal)
    onEvent({ type: 'progress', fraction: 1, stage: 'Encoding' })
    const bytes =
      task.form === 'patch'
        ? await encodePatch(patch, source)
        : await encodeComposite(source, patch, task.kind)
    files.push({ path: task.outputs[index]!, bytes })
  }
  throwIfCancelled(signal)
  for (const { path, bytes } of files) await writeAtomically(path, bytes)

  const ended = performance.now()
  return {
    ...withEncoding(report, ended - encodeStarted, ended - started),
    notes: [...report.notes, ...(task.form === 'patch' ? [] : formatNotes(source, task.kind))],
    input: task.image,
    ...(task.mask === undefined ? {} : { mask: task.mask }),
    ...(task.sample === undefined ? {} : { sample: task.sample }),
    outputs: patches.map(({ index, seed, bounds }, at) => ({
      index,
      seed,
      bounds,
      path: files[at]!.path,
      form: task.form,
      format: task.kind,
      bytes: files[at]!.bytes.length,
    })),
  }
}

/** The pipeline's report ends before encoding; the person waits for the file. */
const withEncoding = (report: FillReport, encode: number, total: number): FillReport => ({
  ...report,
  times: { ...report.times, encode: round(encode) },
  total: round(total),
  peak_memory: process.resourceUsage().maxRSS * 1024,
})

/** Milliseconds to a tenth. */
const round = (milliseconds: number): number => Math.round(milliseconds * 10) / 10
