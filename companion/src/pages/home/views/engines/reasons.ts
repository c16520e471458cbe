/** Why nets do not run on something, in the person's language where the companion's clause is known. */
import { say } from '../../words/say.ts'

/** The companion's clauses (inference/providers.ts), word for word. */
const CLAUSES = {
  'there is no NVIDIA graphics card with its driver': 'reason.nvidia.none',
  'there is no NVIDIA driver': 'reason.nvidia.driver',
  'its libraries are not installed; `inlay gpu install` fetches them': 'reason.libraries',
  'the NVIDIA driver is too old; update it': 'reason.nvidia.old',
  'there is no NVIDIA graphics card': 'reason.nvidia.card',
  'cuDNN 9 is missing; `inlay gpu install` fetches it': 'reason.libraries',
  'no graphics card answered; on Linux install libvulkan1 and the card’s driver': 'reason.vulkan',
  'the graphics card does not take every step of the test': 'reason.steps',
  'there is not enough memory on it': 'reason.memory',
  'it computed wrong values': 'reason.wrong',
  'it did not answer in time': 'reason.late',
  'it failed for an unknown reason': 'reason.unknown',
  'your settings leave it out': 'reason.settings',
} as const

export const KNOWN_CLAUSES: readonly string[] = Object.keys(CLAUSES)

const isKnown = (clause: string): clause is keyof typeof CLAUSES => Object.hasOwn(CLAUSES, clause)

export interface SaidReason {
  readonly text: string
  /** False when it stays in English. */
  readonly isSaid: boolean
}

export const sayReason = (clause: string | undefined): SaidReason => {
  if (clause === undefined) return { text: say('reason.unknown'), isSaid: true }
  return isKnown(clause)
    ? { text: say(CLAUSES[clause]), isSaid: true }
    : { text: clause, isSaid: false }
}
