/** Finds where nets can run: each provider is asked to compute, and each refusal has its reason. */
import { InlayError } from '@inlay/shared'
import { type Provider, providerName, reasonOf } from './providers.ts'

export interface UsableProvider {
  readonly provider: Provider
  /** Milliseconds the probe took, first use included. */
  readonly ms: number
}

export interface RefusedProvider {
  readonly provider: Provider
  /** One clause: "its libraries are not installed". */
  readonly reason: string
}

export interface Device {
  /** Best first. */
  readonly usable: readonly UsableProvider[]
  readonly refused: readonly RefusedProvider[]
  /** "Running on CPU because CUDA: its libraries are not installed." Empty when the best one works. */
  readonly notes: readonly string[]
}

/** @throws InlayError engine_unavailable when nothing computes here, not even the CPU */
export const usableDevice = (found: Device): Device => {
  if (found.usable.length > 0) return found
  const why = found.refused.map(({ provider, reason }) => `${providerName(provider)}: ${reason}`)
  const detail =
    why.length > 0
      ? `${why.join('; ')}.`
      : `The inference runtime has no binary for ${process.platform}-${process.arch}.`
  throw new InlayError('engine_unavailable', detail)
}

/** Where nets run and why not elsewhere, in a few words: "CPU (CUDA: there is no NVIDIA driver)". */
export const deviceWords = ({ usable, refused }: Device): string => {
  const [best] = usable
  const why = refused.map(({ provider, reason }) => `${providerName(provider)}: ${reason}`)
  const name = best === undefined ? 'nothing' : providerName(best.provider)
  return why.length === 0 ? name : `${name} (${why.join('; ')})`
}

/** @param probe milliseconds it took; rejects when the provider cannot be used */
export const findDevice = async (
  probe: (provider: Provider) => Promise<number>,
  providers: readonly Provider[],
): Promise<Device> => {
  const usable: UsableProvider[] = []
  const refused: RefusedProvider[] = []
  const probes = await Promise.allSettled(providers.map(probe))
  for (const [i, result] of probes.entries()) {
    const provider = providers[i]!
    if (result.status === 'fulfilled') usable.push({ provider, ms: result.value })
    else refused.push({ provider, reason: reasonOf(wordsOf(result.reason)) })
  }
  const best = usable[0]
  if (best === undefined) return { usable, refused, notes: [] }
  const above = refused.filter(
    ({ provider }) => providers.indexOf(provider) < providers.indexOf(best.provider),
  )
  const notes =
    above.length === 0
      ? []
      : [
          `Running on ${providerName(best.provider)} because ${above
            .map(({ provider, reason }) => `${providerName(provider)}: ${reason}`)
            .join('; ')}.`,
        ]
  return { usable, refused, notes }
}

/** Everything the error and its causes say; the child's own error has the runtime's words as stack. */
const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return [
    error.message,
    error.stack ?? '',
    error.cause === undefined ? '' : wordsOf(error.cause),
  ].join('\n')
}
