/** `inlay upscale`: reads the picture, enlarges it with a model, writes it whole or not at all. */
import { basename } from 'node:path'
import { InlayError } from '@inlay/shared'
import { graphFiles } from '../../engines/neural/graph-files.ts'
import { createEngines, type EngineRegistry } from '../../engines/registry.ts'
import { upscale } from '../../engines/upscale/upscale.ts'
import { orCancelled } from '../../pipeline/cancel.ts'
import { probeSource } from '../../pipeline/decode.ts'
import { encodePixels } from '../../pipeline/encode.ts'
import { checkPixelCount } from '../../pipeline/io/pixel-limit.ts'
import { CLI_MAX_PIXELS } from '../../pipeline/run-fill.ts'
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
  readonly convert?: boolean
  readonly maxPixels?: number
  readonly quiet?: boolean
  readonly json?: boolean
}

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
    const { id, contract, open } = await openModel(engines, options.model)
    const maxPixels = options.maxPixels ?? CLI_MAX_PIXELS
    const convert = options.convert ?? false
    const probe = await probeSource(
      { kind: 'encoded', part: 'image' },
      { path },
      { maxPixels, convert },
    )
    const [width, height] = [probe.width * contract.scale, probe.height * contract.scale]
    checkPixelCount(width, height, maxPixels, 'The result')
    const source = await orCancelled(signal, probe.decode())
    const progress = await chooseProgress(terminal, options)
    progress.begin(basename(path))
    const pixels = await upscale(
      source.pixels,
      { contract, open },
      {
        signal,
        onProgress: (fraction) => progress.update(fraction, 'Enlarging'),
      },
    ).finally(() => progress.end())
    const bytes = await encodePixels(pixels, source, kind)
    if (signal.aborted) throw new InlayError('cancelled')
    await writeAtomically(options.out, bytes)
    const total = performance.now() - from
    const report = { input: path, output: options.out, width, height, model: id, total }
    if (options.json === true) await terminal.out(`${JSON.stringify(report, null, 2)}\n`)
    else if (options.quiet !== true) {
      await terminal.out(`${options.out}: ${width}x${height} by ${id} in ${seconds(total)}\n`)
    }
    return EXIT.done
  } finally {
    dispose()
    await engines.dispose()
  }
}

/** @throws InlayError model_unknown | model_missing | model_damaged | contract_mismatch */
const openModel = async ({ sources }: EngineRegistry, wanted: string | undefined) => {
  const models = await sources.models()
  const here = (await models.list()).filter(
    ({ task, state }) => task === 'upscale' && state === 'installed',
  )
  const id = wanted ?? here[0]?.id
  if (id === undefined) {
    throw new InlayError('model_missing', 'There is no model for enlarging on this machine.')
  }
  const opened = await models.open(id)
  const { contract } = opened
  if (contract?.task !== 'upscale') {
    throw new InlayError('contract_mismatch', 'This model has no contract for enlarging.')
  }
  return {
    id,
    contract,
    open: async () => (await sources.inference()).open(graphFiles(opened)),
  }
}
