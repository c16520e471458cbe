/** What the fill process does: runs fills with the engines, keeps their patches, encodes results on demand. */
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RuntimeInfo } from '@inlay/shared'
import { createEngines } from '../engines/registry.ts'
import { encodeComposite, encodePatch, encodeSmall } from '../pipeline/encode.ts'
import { openCanvas } from '../pipeline/open-canvas.ts'
import { type Patch, patchToRgba, withPatch } from '../pipeline/patch.ts'
import { createProgress, createStopwatch } from '../pipeline/progress.ts'
import { type PipelineEvent, runFill } from '../pipeline/run-fill.ts'
import type { SourceImage } from '../pipeline/source-image.ts'
import { onDisk } from '../system/disk-error.ts'
import { syncFolder, writeSynced } from '../system/durable.ts'
import { PRIVATE_FILE } from '../system/private-files.ts'
import type {
  EncodeAnswer,
  EncodeTask,
  EnginesAnswer,
  PreviewDone,
  PreviewTask,
  RunAnswer,
  RunEvent,
  RunTask,
  SegmentDone,
  SegmentTask,
  UpscaleDone,
  UpscaleProgress,
  UpscaleTask,
} from './fill-messages.ts'
import { REPORT_FILE, type ReportFile } from './job-folder.ts'
import { encodePatchFile, patchPath, readPatchFile } from './patch-file.ts'
import { encodeRawResult } from './raw-result.ts'
import { resultFile } from './result-file.ts'
import type { SegmentWork } from './segment-work.ts'

export interface FillWork {
  run(task: RunTask, signal: AbortSignal, onEvent: (event: RunEvent) => void): Promise<RunAnswer>
  encode(task: EncodeTask, signal: AbortSignal): Promise<EncodeAnswer>
  engines(): Promise<EnginesAnswer>
  runtime(): Promise<RuntimeInfo>
  segment(task: SegmentTask, signal: AbortSignal): Promise<SegmentDone>
  preview(task: PreviewTask): Promise<PreviewDone>
  upscale(
    task: UpscaleTask,
    signal: AbortSignal,
    onEvent: (event: UpscaleProgress) => void,
  ): Promise<UpscaleDone>
}

/** A finished fill still in memory. */
interface Opened {
  readonly folder: string
  readonly source: SourceImage
  readonly patches: readonly Patch[]
}

/** Milliseconds the last fill stays in memory for those who fetch its results at once. */
const REMEMBER = 20_000

export const createFillWork = (): FillWork => {
  const engines = createEngines()
  let last: Opened | undefined
  let forget: NodeJS.Timeout | undefined
  let selecting: Promise<SegmentWork> | undefined

  /** Loaded with the first selection: most fills come with a mask of their own. */
  const loadSelecting = async (): Promise<SegmentWork> => {
    const { createSegmenters } = await import('../engines/segment/segmenters.ts')
    const { createSegmentWork } = await import('./segment-work.ts')
    return createSegmentWork(createSegmenters(engines.sources))
  }

  const remember = (opened: Opened): void => {
    last = opened
    forget?.refresh()
    forget ??= setTimeout(() => {
      last = undefined
      forget = undefined
    }, REMEMBER).unref()
  }

  const reopen = async (task: EncodeTask, signal: AbortSignal): Promise<Opened> => {
    if (last?.folder === task.folder) return last
    const { canvas } = await openCanvas(task.request, inputsOf(task), {
      maxPixels: task.maxPixels,
      signal,
      progress: createProgress(() => {}),
      watch: createStopwatch(),
    })
    return { folder: task.folder, source: canvas, patches: [] }
  }

  return {
    run: async (task, signal, onEvent) => {
      const from = performance.now()
      last = undefined
      const { engine: id, operation, sample, prompt } = task.request
      const needs = { sample: sample !== undefined, prompt: prompt !== '' }
      const engine = await engines.open(id, operation, needs)
      // A net is loaded while the picture is decoded.
      engine.warmUp?.()
      const { report, source, patches } = await runFill(task.request, inputsOf(task), {
        engine,
        limits: { maxPixels: task.maxPixels },
        signal,
        wantPreviews: true,
        onEvent: (event) => onEvent(toRunEvent(event)),
      })
      const encodeFrom = performance.now()
      let bytes = 0
      const files = patches.map((patch) => ({
        path: patchPath(task.folder, patch.index),
        content: encodePatchFile(patch),
      }))
      for (const { content } of files) bytes += content.length
      const encode = performance.now() - encodeFrom
      const told = { ...report, times: { ...report.times, encode }, total: report.total + encode }
      await onDisk(keepResults(task.folder, files, { report: told, bytes }))
      remember({ folder: task.folder, source, patches })
      return { report: told, busy: performance.now() - from, bytes }
    },
    encode: async (task, signal) => {
      const opened = await reopen(task, signal)
      const patch =
        opened.patches.find(({ index }) => index === task.index) ??
        (await readPatchFile(task.folder, task.index))
      const path = join(task.folder, resultFile(task))
      await onDisk(writeWhole(path, await encodeResult(opened.source, patch, task)))
      remember(opened)
      return { path }
    },
    engines: async () => ({ engines: await engines.list() }),
    runtime: () => engines.runtime(),
    segment: async (task, signal) => {
      selecting ??= loadSelecting()
      return (await selecting).segment(task, signal)
    },
    preview: async ({ input, folder, maxPixels }) => {
      const { makePreview } = await import('../pipeline/preview.ts')
      const { format, bytes } = await makePreview(input, maxPixels)
      const path = join(folder, 'preview')
      await onDisk(writeWhole(path, bytes))
      return { path, format }
    },
    upscale: async (task, signal, onEvent) => {
      const { createUpscaleWork } = await import('./upscale-work.ts')
      return createUpscaleWork(engines.sources).upscale(task, signal, onEvent)
    },
  }
}

const encodeResult = (
  source: SourceImage,
  patch: Patch,
  { form, format, quality, side }: EncodeTask,
): Promise<Uint8Array> | Uint8Array => {
  if (format !== 'raw') {
    if (form === 'patch') return encodePatch(patch, source)
    if (side !== undefined) return encodeSmall(source, patch, { format, quality, side })
    return encodeComposite(source, patch, format, quality)
  }
  if (form === 'patch') return encodeRawResult(patchToRgba(patch, source), patch)
  const { width, height } = source.pixels
  const place = { ...patch, bounds: { left: 0, top: 0, width, height } }
  return withPatch(source, patch, async (pixels) => encodeRawResult(pixels, place))
}

const inputsOf = ({ inputs }: RunTask | EncodeTask) => ({
  image: { path: inputs.image },
  ...(inputs.mask === undefined ? {} : { mask: { path: inputs.mask } }),
  ...(inputs.sample === undefined ? {} : { sample: { path: inputs.sample } }),
  ...(inputs.guide === undefined ? {} : { guide: { path: inputs.guide } }),
  ...(inputs.reference === undefined ? {} : { reference: { path: inputs.reference } }),
})

const toRunEvent = (event: PipelineEvent): RunEvent => {
  switch (event.type) {
    case 'preview':
      return { ...event, png: Buffer.from(event.png).toString('base64') }
    case 'progress':
      // People read these lines: 0.42 and not 0.42000000000000004.
      return { ...event, fraction: Math.round(event.fraction * 1e4) / 1e4 }
    default:
      return event
  }
}

/** Whoever sees the file sees all of it; after a loss of power it is made again. */
const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const partial = `${path}.partial`
  await writeFile(partial, bytes, { mode: PRIVATE_FILE })
  await rename(partial, path)
}

interface KeptFile {
  readonly path: string
  readonly content: string | Uint8Array
}

/**
 * Keeps the patches and, last of all, the report, so that it is there only when all the others are;
 * after a loss of power too. The disk is waited for once for all of them.
 */
const keepResults = async (
  folder: string,
  patches: readonly KeptFile[],
  file: ReportFile,
): Promise<void> => {
  const report: KeptFile = { path: join(folder, REPORT_FILE), content: JSON.stringify(file) }
  const all = [...patches, report]
  await Promise.all(all.map(({ path, content }) => writeSynced(`${path}.partial`, content)))
  for (const { path } of all) await rename(`${path}.partial`, path)
  await syncFolder(folder)
}
