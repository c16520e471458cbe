/** The decoders that meet bytes of others, in this process: a value, or an error of the table. */

import { requestFromFields } from '@inlay/companion/http/upload/form-fields.ts'
import { decodePatchFile } from '@inlay/companion/jobs/patch-file.ts'
import {
  decodeEnvelope,
  InlayError,
  parseFillRequest,
  parseWith,
  readEnvelopeOutline,
  SocketRequest,
} from '@inlay/shared'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateJson } from './mutate-json.ts'
import { type Random, randomOf } from './random.ts'
import { HUNG_AFTER, type Report } from './report.ts'
import { envelopeSeed, rawRequest, type Seeds } from './seeds.ts'

export interface DecoderRun {
  readonly seed: number | string
  readonly count: number
  readonly seeds: Seeds
  /** A patch file of the companion's own. */
  readonly patchFile: Uint8Array
  readonly report: Report
}

const decodersOf = ({ seeds, patchFile }: DecoderRun) => {
  const envelope = envelopeSeed(seeds)
  const fields = Object.entries(rawRequest).map(([name, value]) => [name, String(value)] as const)
  const decoders: Readonly<Record<string, (random: Random) => unknown>> = {
    decodeEnvelope: (random) => decodeEnvelope(mutateBytes(envelope, random, 0.8)),
    readEnvelopeOutline: (random) =>
      readEnvelopeOutline(mutateBytes(envelope.subarray(0, 700), random, 0.8)),
    decodePatchFile: (random) => decodePatchFile(mutateBytes(patchFile, random, 0.8)),
    parseFillRequest: (random) => parseFillRequest(mutateJson(rawRequest, random)),
    requestFromFields: (random) => {
      const damaged = fields.map(([name, value]) =>
        random.chance(0.2)
          ? ([name, mutateBytes(Buffer.from(value), random).toString('latin1')] as const)
          : ([random.chance(0.95) ? name : 'other', value] as const),
      )
      return parseFillRequest(requestFromFields(new Map(damaged), ['image', 'mask']))
    },
    SocketRequest: (random) =>
      parseWith(
        SocketRequest,
        mutateJson({ subscribe: 'x', after: 3 }, random),
        'invalid_request',
        'it',
      ),
  }
  return Object.entries(decoders)
}

export const fuzzDecoders = (run: DecoderRun): void => {
  const { seed, count, report } = run
  const decoders = decodersOf(run)
  for (let index = 0; index < count; index++) {
    const [name, decode] = decoders[index % decoders.length] ?? []
    if (name === undefined || decode === undefined) throw new Error('There are no decoders')
    const from = performance.now()
    const outcome = outcomeOf(() => decode(randomOf(seed, name, index)))
    const took = performance.now() - from
    report.count(name, outcome)
    if (outcome === 'unnamed' || took > HUNG_AFTER) {
      report.fault(`${name}/${index}`, `${outcome} after ${took.toFixed(0)} ms`)
    }
  }
}

const outcomeOf = (decode: () => unknown): string => {
  try {
    decode()
    return 'taken'
  } catch (error) {
    return error instanceof InlayError && error.status < 500 ? error.code : 'unnamed'
  }
}
