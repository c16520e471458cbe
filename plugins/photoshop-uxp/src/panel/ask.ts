/** What the main button would do with what is set and selected, or what keeps it from that. */
import type { PanelSettings } from '@inlay/shared/panel'
import type { DocumentLook } from '../host/host.ts'
import type { FillAsk } from '../session.ts'
import { marginsOf, type Settings } from './settings.ts'
import type { Obstacle } from './state.ts'

export const obstacleTo = (settings: Settings, document: DocumentLook | null): Obstacle | null => {
  if (document === null) return 'document'
  if (document.problem !== null) return 'mode'
  const { task } = settings
  if (task === 'expand' && document.artboards > 0 && marginsOf(settings, document) !== null) {
    return 'artboards'
  }
  const needsSelection = task === 'remove' || task === 'fill'
  // A quick mask is a selection that Photoshop does not tell of until the mode is left.
  const isSelected = document.selection !== null || document.quickMask
  return needsSelection && !isSelected ? 'selection' : null
}

/** Null for an enlargement, which is no fill. */
export const askOf = (settings: Settings, document: DocumentLook): FillAsk | null => {
  const { task, from } = settings
  if (task === 'upscale') return null
  const margins = task === 'expand' ? marginsOf(settings, document) : null
  const shared: PanelSettings = { ...settings, operation: task, place: 'layer' }
  return { settings: shared, from, ...(margins === null ? {} : { expand: margins }) }
}
