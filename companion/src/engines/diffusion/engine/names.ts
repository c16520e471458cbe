/** What models are called: an id by kind, and a name for people. */
import type { Architecture } from '../model/describe.ts'

/** Ids of engines that stand for any installed model of a kind. */
export const KINDS = {
  sd15: { architecture: 'sd', name: 'Stable Diffusion' },
  sd2: { architecture: 'sd', name: 'Stable Diffusion 2' },
  sdxl: { architecture: 'sdxl', name: 'Stable Diffusion XL' },
  'flux-fill': { architecture: 'flux', name: 'FLUX.1 Fill' },
} as const satisfies Record<string, { architecture: Architecture; name: string }>
export type KindId = keyof typeof KINDS

export const isKind = (id: string): id is KindId => Object.hasOwn(KINDS, id)

/** The usual id of a model of this architecture. */
export const kindOf = (architecture: Architecture): KindId =>
  architecture === 'flux' ? 'flux-fill' : architecture === 'sdxl' ? 'sdxl' : 'sd15'
