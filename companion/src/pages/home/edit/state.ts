/** What the playground knows at a moment, as plain data; `editor.ts` changes it. */
import type { EngineInfo, InlayError, Margins, Operation } from '@inlay/shared'
import type { Job } from '@inlay/shared/panel'
import type { Brush, Clicks, EditMask, Layer, OpenedPicture, Picture, Tool } from './contract.ts'
import type { EditLine } from './line/line.ts'
import type { Recent } from './line/shelf.ts'
import type { EditSettings } from './run/settings.ts'

/** A step that is being made again, or was and waits to take its place. */
export interface Redo {
  readonly index: number
  /** The line with the new step at its end, once it is made; the old one stands until it is taken. */
  readonly draft: EditLine | undefined
}

/** What the shown picture is compared with. */
export type CompareWith = 'before' | 'original'

export interface Comparison {
  readonly before: Picture
  readonly with: CompareWith
}

export interface EditState {
  /** `restoring`: an earlier visit's picture is being fetched. */
  readonly at: 'restoring' | 'empty' | 'open'
  readonly original: OpenedPicture | undefined
  readonly line: EditLine | undefined
  /** What is shown, when it is there: its layers may have to be fetched. */
  readonly picture: Picture | undefined
  /** Undefined while there is nothing to paint on. */
  readonly mask: EditMask | undefined
  readonly settings: EditSettings
  readonly engines: readonly EngineInfo[]
  readonly margins: Margins
  readonly tool: Tool
  readonly brush: Brush
  /** Click to select, in the shown picture and onto its mask. */
  readonly clicks: Clicks | undefined
  /** The fill under way. */
  readonly job: Job | undefined
  /** Previews of it, in pixels of the shown picture. */
  readonly looks: readonly Layer[]
  readonly redo: Redo | undefined
  /** The edits that are made again after a changed one. */
  readonly replay: { readonly done: number; readonly count: number } | undefined
  readonly compare: Comparison | undefined
  /** The same as long as a button is held, over all of the picture. */
  readonly held: Comparison | undefined
  /** Share of the width that shows what was before. */
  readonly split: number
  /** Variations side by side in place of the stage. */
  readonly isGrid: boolean
  /** What was worked on before, newest first. */
  readonly recents: readonly Recent[]
  readonly problem: InlayError | undefined
}

/** The line that is shown: a repeated step's, while it waits to be taken. */
export const shownLine = ({ line, redo }: EditState): EditLine | undefined => redo?.draft ?? line

/** The edits after the one that is repeated. */
export const laterCount = ({ line, redo }: EditState): number =>
  line === undefined || redo === undefined ? 0 : line.steps.length - redo.index - 1

/** A step is made again whose followers have masks of its size: that must stay as it was. */
export const keepsSize = (state: EditState): boolean => laterCount(state) > 0

/** Whether a step of one operation may become one of the other. */
export const mayBecome = (state: EditState, operation: Operation): boolean => {
  const step = state.line?.steps[state.redo?.index ?? -1]
  if (step === undefined || !keepsSize(state)) return true
  return (step.request.operation === 'expand') === (operation === 'expand')
}

/** True while nothing new may be begun. */
export const isBusy = ({ job, replay, at }: EditState): boolean =>
  job !== undefined || replay !== undefined || at === 'restoring'

/** Why it cannot be run just now; undefined when it can. */
export type Hindrance = 'busy' | 'mask' | 'margins'

export const hindrance = (state: EditState): Hindrance | undefined => {
  const { settings, mask, margins } = state
  if (isBusy(state)) return 'busy'
  if (settings.operation === 'expand') {
    const isPlain = Object.values(margins).every((pixels) => pixels === 0)
    return isPlain ? 'margins' : undefined
  }
  return mask === undefined || mask.isEmpty ? 'mask' : undefined
}
