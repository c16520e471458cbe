/** `inlay upscale`: reads the picture, enlarges it with a model, writes it whole or not at all. */
import { basename } from 'node:path'
import { InlayError, type UpscaleReport } from '@inlay/shared'
import { createEngines } from '../../engines/registry.ts'
import { findUpscaler } from '../../engines/upscale/upscalers.ts'
import { encodePixels } from '../../pipeline/encode.ts'
import { CLI_MAX_PIXELS } from '../../pipeline/run-fill.ts'
import { runUpscale } from '../../pipeline/run-upscale.ts'
import { cancelOnSignals } from '../cancel.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { writeAtomically } from '../fill/atomic-write.ts'
import { kindToWrite } from '../fill/output-names.ts'
import { chooseProgress } from '../fill/progress.ts'
import { fileSet } from '../fill/same-file.ts'
import { seconds } from '../fill/words.ts'
import type { Terminal } from '../terminal.ts'

export interface UpscaleOptions {
  readonly out: string
  readonly model?: string
  readonly scale?: number
  readonly convert?: boolean
  readonly maxPixels?: number
  readonly quiet?: boolean
  readonly json?: boolean
}

/** What `--json` prints. */
type UpscaleOutput = UpscaleReport & { readonly input: string; readonly output: string }

/** @throws InlayError what the picture, the model or the disk refuses with */
export const upscaleCommand = async (
  path: string,
  options: UpscaleOptions,
  terminal: Terminal,
): Promise<ExitCode> => {
  const from = performance.now()
  const kind = kindToWrite(options.out, 'composite')
  if (await (await fileSet([path]))(options.out)) {
    throw new InlayError('invalid_request', 'The result would be written over the picture.')
  }
  const { signal, dispose } = cancelOnSignals()
  const engines = createEngines()
  try {
    const upscaler = await findUpscaler(engines.sources, options.model ?? 'auto')
    const progress = await chooseProgress(terminal, options)
    progress.begin(basename(path))
    const { pixels, source, report } = await runUpscale(
      {
        image: { kind: 'encoded', part: 'image' },
        scale: options.scale,
        convert: options.convert ?? false,
      },
      { path },
      {
        upscaler,
        maxPixels: options.maxPixels ?? CLI_MAX_PIXELS,
        signal,
        onProgress: (fraction, stage) => progress.update(fraction, stage),
      },
    ).finally(() => progress.end())
    const encodeFrom = performance.now()
    const bytes = await encodePixels(pixels, source, kind)
    if (signal.aborted) throw new InlayError('cancelled')
    await writeAtomically(options.out, bytes)
    const ended = performance.now()
    const output: UpscaleOutput = {
      ...report,
      times: { ...report.times, encode: ended - encodeFrom },
      total: ended - from,
      input: path,
      output: options.out,
    }
    if (options.json === true) await terminal.out(`${JSON.stringify(output, null, 2)}\n`)
    else if (options.quiet !== true) {
      const { width, height, model, total } = output
      await terminal.out(`${options.out}: ${width}x${height} by ${model} in ${seconds(total)}\n`)
      terminal.err(output.notes.map((note) => `Note: ${note}\n`).join(''))
    }
    return EXIT.done
  } finally {
    dispose()
    await engines.dispose()
  }
}
