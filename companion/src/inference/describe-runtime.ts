/** Where nets run, why not elsewhere, and how much memory there is: one answer for every surface. */
import type { RuntimeInfo } from '@inlay/shared'
import type { Inference } from './inference.ts'
import { machineMemory } from './machine-memory.ts'
import { askNvidia } from './nvidia.ts'
import {
  PROVIDERS_AS_OF,
  PROVIDERS_VARIABLE,
  type Provider,
  providerName,
  providersFor,
} from './providers.ts'

/** @param afresh asks every provider again, whatever is remembered */
export const describeRuntime = async (
  inference: Pick<Inference, 'device' | 'memory'>,
  { afresh = false }: { readonly afresh?: boolean } = {},
): Promise<RuntimeInfo> => {
  const [{ usable, refused, notes }, nvidia, held] = await Promise.all([
    inference.device({ afresh }),
    askNvidia(),
    inference.memory(),
  ])
  const order = providersFor(process.platform, process.arch)
  const known = [
    ...usable.map(({ provider, ms }) => ({ ...named(provider), usable: true, ms: Math.round(ms) })),
    ...refused.map(({ provider, reason }) => ({ ...named(provider), usable: false, reason })),
  ]
  const left = order
    .filter((provider) => known.every(({ id }) => id !== provider))
    .map((id) => ({ ...named(id), usable: false, reason: leftOut() }))
  const providers = [...known, ...left].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
  return {
    as_of: PROVIDERS_AS_OF,
    providers,
    notes: [...notes],
    cards: nvidia.kind === 'cards' ? [...nvidia.cards] : [],
    memory: {
      ...machineMemory(),
      ...(held !== undefined && { resident: held.resident, nets: held.sessions }),
    },
  }
}

/** Why a provider of this platform was not even asked. */
const leftOut = (env = process.env): string =>
  env[PROVIDERS_VARIABLE] ? `${PROVIDERS_VARIABLE} leaves it out` : 'your settings leave it out'

const named = (id: Provider): { readonly id: Provider; readonly name: string } => ({
  id,
  name: providerName(id),
})
