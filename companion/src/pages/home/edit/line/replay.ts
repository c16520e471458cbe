/** Makes the later edits again, one after the other, on a picture that has changed before them. */
import { type FillRequest, type FillRequestInput, InlayError } from '@inlay/shared'
import { type EditLine, type Step, variationOf, withTail } from './line.ts'

/** What a fill asks for beside its pictures. */
export type Asked = Omit<FillRequestInput, 'image' | 'mask' | 'sample' | 'guide' | 'reference'>

/** The settings of a request without its pictures. */
export const askedOf = (request: FillRequest): Asked => {
  const { image: _image, mask: _mask, sample: _sample, ...rest } = request
  const { guide: _guide, reference: _reference, ...asked } = rest
  return asked
}

/** The same again: only the variation that was chosen, from its own seed. */
export const againOf = (step: Step): Asked => {
  const seed = variationOf(step)?.seed ?? step.report.seed
  return { ...askedOf(step.request), seed, variations: 1 }
}

export interface ReplayPlan {
  /** The line as it was; it stays so unless every step succeeds. */
  readonly line: EditLine
  /** Of the first step that changes. */
  readonly index: number
  /** What takes its place; undefined when it is left out. */
  readonly instead: Step | undefined
}

/** The steps that a plan makes again. */
const laterSteps = ({ line, index }: ReplayPlan): readonly Step[] => line.steps.slice(index + 1)

export interface ReplayHost {
  /**
   * Fills the picture after `before` (undefined: as opened) with the mask and the settings of `step`.
   * @throws InlayError what the fill failed with; cancelled
   */
  readonly fill: (step: Step, before: Step | undefined) => Promise<Step>
  /** Called before each step: `done` of `count` are made. */
  readonly onStep: (done: number, count: number) => void
  /** Lets go of steps that were made and are not needed. */
  readonly discard: (steps: readonly Step[]) => void
}

/**
 * The line with its later steps made again. Nothing of the old line is touched.
 * @throws InlayError what a step failed with; the new steps made until then are let go
 */
export const replay = async (plan: ReplayPlan, host: ReplayHost): Promise<EditLine> => {
  const { line, index, instead } = plan
  const later = laterSteps(plan)
  const made: Step[] = []
  try {
    for (const [done, step] of later.entries()) {
      host.onStep(done, later.length)
      made.push(await host.fill(step, made.at(-1) ?? instead ?? line.steps[index - 1]))
    }
  } catch (error) {
    host.discard(made)
    throw error
  }
  return withTail(line, index, instead === undefined ? made : [instead, ...made])
}

/** False for a step that others cannot do without: their masks are of the size it gave the picture. */
export const canLeaveOut = ({ steps }: EditLine, index: number): boolean =>
  index === steps.length - 1 || steps[index]?.report.expansion === undefined

/** @throws InlayError invalid_request when a repeated step has another size than before */
export const checkSameCanvas = (before: Step, after: Step): void => {
  const [one, other] = [before.report.canvas, after.report.canvas]
  if (one.width !== other.width || one.height !== other.height) {
    throw new InlayError(
      'invalid_request',
      `Expected ${one.width} x ${one.height} pixels for the repeated step but received ${other.width} x ${other.height}`,
    )
  }
}
