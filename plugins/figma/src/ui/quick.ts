/** A quick action of the menu: without a window as long as nobody is needed. */
import { createSay, panelCatalogue, type Sentence } from '@inlay/shared/panel'
import type { Host } from './host.ts'
import { obstacle } from './panel/plan.ts'
import type { Panel, PanelState } from './panel/state.ts'

/**
 * Runs what the command asks for, applies the first result and closes. What a person can help with
 * in the window brings that up; of anything else it is told why, and that was it. While it is at
 * work a notice leads to the window, where it can be watched and cancelled.
 */
export const runQuickly = (panel: Panel, host: Host): void => {
  const say = createSay(panelCatalogue(panel.state.language))
  const said = (sentences: readonly Sentence[]): string => say({ all: sentences }).slice(0, 500)
  let hasRun = false
  /** Results that waited already are the person's to look at. */
  const before = new Set(panel.state.jobs.map(({ record }) => record.id))
  let isOver = false
  const finish = (): void => {
    isOver = true
    stop()
  }
  const stuck = (): void => {
    finish()
    host.tell({ type: 'show' })
  }
  const giveUp = (why: Sentence): void => {
    finish()
    host.tell({ type: 'notify', text: said([why]), error: true })
    host.tell({ type: 'close' })
  }
  const look = (): void => {
    if (isOver) return
    const { state } = panel
    const { link, work, selection } = state
    const jobs = state.jobs.filter(({ record }) => !before.has(record.id))
    if (link.at === 'looking') return
    if (link.at !== 'ready') {
      stuck()
      return
    }
    if (!hasRun) {
      if (work === null && selection.sources.length > 0) return
      const why = obstacle(state)
      if (why !== undefined) {
        if (isHelpless(state)) giveUp(why)
        else stuck()
        return
      }
      hasRun = true
      const show = say('result.show')
      host.tell({ type: 'notify', text: say('quick.begun'), error: false, show })
      panel.run()
      return
    }
    if (state.misplaced !== undefined) {
      stuck()
      return
    }
    if (state.toast !== undefined && state.applying === undefined) {
      const { tone, sentences } = state.toast
      if (tone === 'warning') {
        stuck()
        return
      }
      if (jobs.length === 0) {
        finish()
        host.tell({ type: 'close', text: said(sentences) })
        return
      }
    }
    if (state.applying !== undefined) return
    const done = jobs.find((job) => job.state === 'done')
    if (done !== undefined) {
      // Looked at, so that it is fetched; then placed.
      void panel.apply(done.record.id)
    } else if (jobs.some((job) => job.state === 'failed' || job.state === 'lost')) stuck()
  }
  const stop = panel.subscribe(look)
  // From now on it is theirs.
  host.onShown(finish)
  look()
}

/** What the window could not change: the document, and what is selected in it. */
const isHelpless = ({ start, selection, work }: PanelState): boolean =>
  !start.canEdit || selection.sources.length === 0 || (work !== null && !('capture' in work))
