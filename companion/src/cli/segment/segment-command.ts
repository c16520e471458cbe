/** `inlay segment`: reads the picture, selects, writes the mask, tells what came of it. */
import {
  InlayError,
  parseSegmentRequest,
  type SegmentPoint,
  type SegmentReport,
} from '@inlay/shared'
import { createEngines } from '../../engines/registry.ts'
import { createSegmenters } from '../../engines/segment/segmenters.ts'
import { orCancelled } from '../../pipeline/cancel.ts'
import { decodeSource } from '../../pipeline/decode.ts'
import { encodeMask } from '../../pipeline/encode-mask.ts'
import { CLI_MAX_PIXELS } from '../../pipeline/run-fill.ts'
import { runSegment } from '../../pipeline/run-segment.ts'
import { cancelOnSignals } from '../cancel.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { writeAtomically } from '../fill/atomic-write.ts'
import { fileSet } from '../fill/same-file.ts'
import { percent, seconds } from '../fill/words.ts'
import type { Terminal } from '../terminal.ts'

/** Numbers are in range already (program.ts checks each as it is read); absent means not typed. */
export interface SegmentOptions {
  readonly at?: readonly SegmentPoint[]
  readonly not?: readonly SegmentPoint[]
  readonly box?: readonly number[]
  readonly subject?: boolean
  readonly out: string
  readonly model?: string
  readonly convert?: boolean
  readonly maxPixels?: number
  readonly quiet?: boolean
  readonly json?: boolean
}

/** What `--json` prints. */
export type SegmentOutput = Omit<SegmentReport, 'held' | 'reused'> & {
  readonly input: string
  readonly output: string
}

/** @throws InlayError what the picture, the selection or the disk refuses with */
export const segmentCommand = async (
  path: string,
  options: SegmentOptions,
  terminal: Terminal,
): Promise<ExitCode> => {
  const from = performance.now()
  const request = requestFrom(options)
  if (await (await fileSet([path]))(options.out)) {
    throw new InlayError('invalid_request', 'The mask would be written over the picture.')
  }
  const { signal, dispose } = cancelOnSignals()
  const engines = createEngines()
  const segmenters = createSegmenters(engines.sources)
  try {
    const segmenter = await segmenters.open(request.model, request)
    const maxPixels = options.maxPixels ?? CLI_MAX_PIXELS
    const reading = decodeSource(
      { kind: 'encoded', part: 'image' },
      { path },
      {
        maxPixels,
        convert: request.convert,
      },
    )
    const source = await orCancelled(signal, reading)
    const decode = performance.now() - from
    const picture = { source, looks: new Map() }
    const { mask, report } = await runSegment(picture, request, segmenter, signal)
    const encodeFrom = performance.now()
    const bytes = await encodeMask(mask)
    await writeAtomically(options.out, bytes)
    const ended = performance.now()
    const output: SegmentOutput = {
      ...report,
      times: { ...report.times, decode, encode: ended - encodeFrom },
      total: ended - from,
      input: path,
      output: options.out,
    }
    if (options.json === true) await terminal.out(`${JSON.stringify(output, null, 2)}\n`)
    else if (options.quiet !== true) {
      await terminal.out(describe(output))
      terminal.err(output.notes.map((note) => `Note: ${note}\n`).join(''))
    }
    return EXIT.done
  } finally {
    dispose()
    await segmenters.dispose()
    await engines.dispose()
  }
}

/** @throws InlayError invalid_request */
const requestFrom = ({ at = [], not = [], box, subject, model, convert }: SegmentOptions) => {
  const [left, top, width, height] = box ?? []
  return parseSegmentRequest({
    image: { kind: 'encoded', part: 'image' },
    points: [...at, ...not],
    ...(box !== undefined && { box: { left, top, width, height } }),
    ...(subject !== undefined && { subject }),
    ...(model !== undefined && { model }),
    ...(convert !== undefined && { convert }),
  })
}

const describe = ({ output, width, height, bounds, model, ...rest }: SegmentOutput): string =>
  `${output}: ${width}x${height}, selected ${bounds.width}x${bounds.height} at ${bounds.left},${bounds.top}\n` +
  `${percent(rest.selected_fraction)} of the picture selected by ${model} in ${seconds(rest.total)}\n`
