/** A line found again: what the browser kept of it, with all else from the companion. */
import { type Client, InlayError } from '@inlay/shared'
import { readStep } from '../run/desk.ts'
import type { KeptLine } from './kept.ts'
import { type EditLine, newLine, type Step, withPlace } from './line.ts'

export interface Restored {
  readonly line: EditLine
  /** The picture as it was opened. */
  readonly original: Blob
  /** False when the companion has forgotten some of the later fills. */
  readonly isWhole: boolean
}

/** Undefined for a fill the companion has forgotten. */
const stepOf = async (
  client: Client<AbortSignal>,
  { id, chosen }: KeptLine['steps'][number],
): Promise<Step | undefined> => {
  try {
    const step = await readStep(client, id)
    return { ...step, chosen: step.report.variations[chosen] === undefined ? 0 : chosen }
  } catch (error) {
    if (error instanceof InlayError && error.code === 'not_found') return undefined
    throw error
  }
}

/**
 * As far as it is still there: its first steps when a later one is gone.
 * @param first the fill whose picture is the one that was opened
 * @throws InlayError not_found when that one is gone; companion_unreachable
 */
export const restoreLine = async (
  client: Client<AbortSignal>,
  kept: KeptLine,
  first: string,
): Promise<Restored> => {
  const [image, ...found] = await Promise.all([
    client.input(first, 'image'),
    ...kept.steps.map((step) => stepOf(client, step)),
  ])
  const gone = found.indexOf(undefined)
  const steps = found.slice(0, gone < 0 ? undefined : gone).flatMap((step) => step ?? [])
  const line: EditLine = { ...newLine(kept.name, kept.extent, kept.key), steps }
  return {
    line: withPlace(line, kept.at),
    original: new Blob([image]),
    isWhole: gone < 0,
  }
}
