/** What a press of the button would do, and what keeps it from being pressed. */
import type { MaskKind, PanelSettings, Sentence } from '@inlay/shared/panel'
import { hasMargins } from '../prepare.ts'
import type { PanelState } from './state.ts'

/** Expanding needs no mask; what was chosen for the others is kept meanwhile. */
export const maskKindOf = ({ operation, mask }: PanelSettings): MaskKind =>
  operation === 'expand' || mask === 'selection' ? 'empty' : mask

/** What keeps the button from being pressed; undefined when it may be. */
export const obstacle = (state: PanelState): Sentence | undefined => {
  const { settings, work, selection, start, link } = state
  if (link.at !== 'ready') return { key: 'link.looking' }
  if (!start.canEdit) return { key: 'host.read_only' }
  const [first] = selection.sources
  if (first === undefined) return { key: `host.${selection.problem ?? 'nothing_selected'}` }
  if (work !== null && !('capture' in work)) return work
  const isMany = selection.sources.length > 1
  if (settings.operation === 'expand') {
    const isSomething = work === null || hasMargins(work.margins) || work.isHoley
    return isSomething ? undefined : { key: 'expand.nothing' }
  }
  const kind = maskKindOf(settings)
  if (kind === 'shapes' && selection.sources.every(({ shapes }) => shapes === 0)) {
    return { key: 'mask.shapes.none' }
  }
  const isPainted = kind === 'brush' || kind === 'click'
  if (isPainted && !isMany && (work === null || work.doc.isEmpty)) return { key: 'mask.nothing' }
  return undefined
}
