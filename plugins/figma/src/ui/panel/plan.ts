/** What a press of the button would do, and what keeps it from being pressed. */
import { type Bounds, maskBounds } from '@inlay/shared'
import type { MaskKind, PanelSettings, Sentence } from '@inlay/shared/panel'
import type { MaskGrid } from '@inlay/shared/studio'
import type { Source } from '../../messages.ts'
import { hasMargins } from '../prepare.ts'
import { FIGMA_SIDE } from '../results.ts'
import type { Work } from '../works.ts'
import type { PanelState } from './state.ts'

/** Expanding needs no mask; what was chosen for the others is kept meanwhile. */
export const maskKindOf = ({ operation, mask }: PanelSettings): MaskKind =>
  operation === 'expand' || mask === 'selection' ? 'empty' : mask

/** Whether the mask is made in the panel itself. */
export const isPaintedKind = (kind: MaskKind): boolean => kind === 'brush' || kind === 'click'

/** The pictures that would be filled: of many, those without a mask are left as they are. */
export const toFill = ({
  settings,
  selection,
  paintedIds,
}: Pick<PanelState, 'settings' | 'selection' | 'paintedIds'>): readonly Source[] => {
  const kind = maskKindOf(settings)
  return selection.sources.filter(({ id, shapes, maskGroup }) => {
    if (kind === 'shapes') return shapes > 0
    if (kind === 'group') return maskGroup
    return !isPaintedKind(kind) || paintedIds.has(id)
  })
}

/** What is to be known before it is run: how many of the selected pictures are left as they are. */
export const leftOut = (state: PanelState): Sentence | undefined => {
  const count = state.selection.sources.length - toFill(state).length
  if (count === 0 || toFill(state).length === 0) return undefined
  return { plural: 'run.left_out', count }
}

/** Whether what the mask covers is more than Figma takes as one image: to be known before it is run. */
export const isTiled = ({ settings }: Pick<PanelState, 'settings'>, work: Work): boolean => {
  const { width, height } = work.capture
  if (Math.max(width, height) <= FIGMA_SIDE) return false
  const grid = isPaintedKind(maskKindOf(settings)) ? work.doc.grid : work.given
  const covered = grid === null ? null : maskBounds(grid)
  return covered !== null && sideOf(covered, grid) > FIGMA_SIDE
}

const sideOf = ({ width, height }: Bounds, grid: MaskGrid | null): number =>
  Math.max(width, height) / (grid?.scale ?? 1)

/** What keeps the button from being pressed; undefined when it may be. */
export const obstacle = (state: PanelState): Sentence | undefined => {
  const { settings, work, selection, start, link } = state
  if (link.at !== 'ready') return { key: 'link.looking' }
  if (!start.canEdit) return { key: 'host.read_only' }
  const [first] = selection.sources
  if (first === undefined) return { key: `host.${selection.problem ?? 'nothing_selected'}` }
  if (work !== null && !('capture' in work)) return work
  if (settings.operation === 'expand') {
    const isSomething = work === null || hasMargins(work.margins) || work.isHoley
    return isSomething ? undefined : { key: 'expand.nothing' }
  }
  if (toFill(state).length > 0) return undefined
  const kind = maskKindOf(settings)
  if (kind === 'shapes') return { key: 'mask.shapes.none' }
  return { key: kind === 'group' ? 'mask.group.none' : 'mask.nothing' }
}
