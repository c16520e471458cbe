/** A quick action of the menu: without a window as long as nobody is needed. */
import type { Say, Sentence } from '@inlay/shared/panel'
import type { Host } from './host.ts'
import { obstacle } from './panel/plan.ts'
import type { Panel } from './panel/state.ts'

/** Runs what the command asks for, applies the best result and closes; shows the window when stuck. */
export const runQuickly = (panel: Panel, host: Host, say: Say): void => {
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
      if (obstacle(state) !== undefined) {
        stuck()
        return
      }
      hasRun = true
      host.tell({ type: 'notify', text: say('quick.begun'), error: false })
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
        host.tell({ type: 'close', text: said(say, sentences) })
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
  look()
}

const said = (say: Say, sentences: readonly Sentence[]): string =>
  sentences
    .map((sentence) => say(sentence))
    .join(' ')
    .slice(0, 500)
