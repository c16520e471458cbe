/** The panel in its place: shows what its state asks for, and listens to the keyboard. */
import { createSay, ENGLISH, type Job } from '@inlay/shared/panel'
import { createConnectView } from './connect-view.ts'
import { el, replaceChildren } from './dom.ts'
import { createEditView } from './edit-view.ts'
import { createEnlargingView } from './enlarging-view.ts'
import { createJobView } from './job-view.ts'
import type { Panel, PanelState } from './state.ts'

export interface MountOptions {
  /** What the self-test of the transport found in the way. */
  readonly finding: () => 'manifest' | undefined
}

export interface Mounted {
  /** Puts the cursor where a command wants it. */
  focus(): void
}

export const mountPanel = (root: HTMLElement, panel: Panel, { finding }: MountOptions): Mounted => {
  const say = createSay(ENGLISH)
  const connect = createConnectView(say, panel, finding)
  const edit = createEditView(say, panel)
  const job = createJobView(say, panel)
  const enlarging = createEnlargingView(say, panel)
  const frame = el('div', { class: 'panel' })
  root.appendChild(frame)
  let shown: HTMLElement | undefined

  const put = (view: HTMLElement): void => {
    if (shown === view) return
    shown = view
    replaceChildren(frame, view)
  }

  const update = (): void => {
    const { state } = panel
    const looked = jobInView(state)
    if (looked !== undefined && isShown(looked, state)) {
      job.update(state, looked)
      put(job.root)
    } else if (state.view.at === 'enlarging' && state.enlarging !== undefined) {
      enlarging.update(state.enlarging)
      put(enlarging.root)
    } else if (state.link.at !== 'ready') {
      connect.update(state.link)
      put(connect.root)
    } else {
      edit.update(state)
      put(edit.root)
    }
  }

  root.addEventListener('keydown', (event) => {
    const { key, shiftKey, target } = event
    const { view } = panel.state
    const looked = jobInView(panel.state)
    const isTyping =
      target instanceof Element && /textfield|textarea|slider|picker/i.test(target.tagName)
    if (key === 'Enter' && !shiftKey) {
      // A button that has the focus does what it says.
      if (target instanceof Element && /button/i.test(target.tagName)) return
      if (view.at === 'edit') panel.run()
      else if (looked?.state === 'done' && !panel.state.placed.has(looked.record.id)) {
        void panel.apply(looked.record.id)
      } else return
    } else if (key === 'Escape') {
      if (view.at === 'job' && looked !== undefined) {
        panel.cancelPlacing()
        panel.queue.cancel(looked.record.id)
      } else if (view.at === 'enlarging') panel.cancelEnlarging()
      else return
    } else if ((key === 'ArrowLeft' || key === 'ArrowRight') && !isTyping) {
      if (looked?.state !== 'done' || looked.variations.length < 2) return
      void panel.step(looked.record.id, key === 'ArrowLeft' ? -1 : 1)
    } else return
    event.preventDefault()
  })
  panel.subscribe(update)
  update()
  return { focus: () => edit.focus() }
}

/**
 * A companion that is only away leaves the fill in view, with its words. One that has to be paired
 * again comes first, but for results that are here already.
 */
const isShown = ({ state }: Job, { link }: PanelState): boolean =>
  link.at === 'ready' ||
  state === 'done' ||
  (state !== 'failed' && (link.at === 'missing' || link.at === 'looking'))

const jobInView = ({ view, jobs }: PanelState): Job | undefined =>
  view.at === 'job' ? jobs.find(({ record }) => record.id === view.id) : undefined
