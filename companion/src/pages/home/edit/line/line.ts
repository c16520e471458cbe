/** The line of edits as plain data: the picture as opened, each fill after it, and where one stands. */
import type { Extent, FillReport, FillRequest } from '@inlay/shared'

/** One fill: done, at the companion, with one of its variations chosen. */
export interface Step {
  /** Of the fill at the companion, which keeps its pictures. */
  readonly id: string
  readonly request: FillRequest
  readonly report: FillReport
  /** Place in `report.variations`. */
  readonly chosen: number
}

export interface EditLine {
  /** What it is known by in this browser. */
  readonly key: string
  /** The file's name, as opened. */
  readonly name: string
  /** Of the picture as opened. */
  readonly extent: Extent
  readonly steps: readonly Step[]
  /** How many of the steps are in the picture that is shown; 0 is the picture as opened. */
  readonly at: number
}

/** @param key of a line that is known already */
export const newLine = (
  name: string,
  extent: Extent,
  key: string = crypto.randomUUID(),
): EditLine => ({
  key,
  name,
  extent,
  steps: [],
  at: 0,
})

/** A fill of the shown picture takes the place of whatever came after it. */
export const withStep = (line: EditLine, step: Step): EditLine => {
  const steps = [...line.steps.slice(0, line.at), step]
  return { ...line, steps, at: steps.length }
}

/**
 * The steps of a line once a fill has come that was begun after `index` of them, or as the one at
 * `index` again; undefined when those after it would have to be made again first.
 */
export const withArrived = <S extends { readonly id: string }>(
  steps: readonly S[],
  step: S,
  { index, isAgain }: { readonly index: number; readonly isAgain: boolean },
): readonly S[] | undefined => {
  if (steps.some(({ id }) => id === step.id)) return steps
  if (isAgain && index < steps.length - 1) return undefined
  return [...steps.slice(0, index), step]
}

/** Shows the picture after `at` steps; as far as there are any. */
export const withPlace = (line: EditLine, at: number): EditLine => ({
  ...line,
  at: Math.min(line.steps.length, Math.max(0, at)),
})

/** Another variation of the last step; for an earlier one the later steps must be replayed. */
export const withChosen = (line: EditLine, chosen: number): EditLine => {
  const last = line.steps.at(-1)
  if (last === undefined || last.report.variations[chosen] === undefined) return line
  return { ...line, steps: [...line.steps.slice(0, -1), { ...last, chosen }] }
}

/** Other steps from `index` on, as a repeated step and its replayed followers are. */
export const withTail = (line: EditLine, index: number, tail: readonly Step[]): EditLine => {
  const steps = [...line.steps.slice(0, index), ...tail]
  return { ...line, steps, at: steps.length }
}

/** Size of the picture after `at` steps. */
export const extentAt = ({ extent, steps }: EditLine, at: number): Extent => {
  const { width, height } = steps[at - 1]?.report.canvas ?? extent
  return { width, height }
}

/** The variation that was chosen; every finished fill has one. */
export const variationOf = ({
  report,
  chosen,
}: Step): FillReport['variations'][number] | undefined => report.variations[chosen]
