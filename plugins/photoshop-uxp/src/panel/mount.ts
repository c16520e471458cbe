/** The panel in its place: shows what its state asks for, and listens to the keyboard. */
import type { Job } from '@inlay/shared/panel'
import { createConnectView } from './connect-view.ts'
import { el, replaceChildren, setAttribute } from './dom.ts'
import { createEditView } from './edit-view.ts'
import { createEnlargingView } from './enlarging-view.ts'
import { createJobView } from './job-view.ts'
import { createKeys, jobInView } from './keyboard.ts'
import type { Panel, PanelState } from './state.ts'

export interface Mounted {
  /** Puts the cursor where a command wants it. */
  focus(): void
  /** Leaves the place as it was. */
  remove(): void
}

export const mountPanel = (root: HTMLElement, panel: Panel): Mounted => {
  const keys = createKeys(panel)
  let views = createViews(panel, keys)
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
    const isOther = state.language !== views.language
    if (isOther) views = createViews(panel, keys)
    setAttribute(frame, 'lang', state.language)
    const { connect, edit, job, enlarging } = views
    const looked = jobInView(state)
    if (looked !== undefined && isShown(looked, state)) {
      job.update(state, looked)
      put(job.root)
    } else if (state.view.at === 'enlarging' && state.enlarging !== undefined) {
      enlarging.update(state.enlarging)
      put(enlarging.root)
    } else if (state.link.at !== 'ready') {
      connect.update(state.link, state.way)
      put(connect.root)
    } else {
      edit.update(state)
      put(edit.root)
      // Where it was chosen.
      if (isOther) edit.focusLanguage()
    }
  }

  root.addEventListener('keydown', keys)
  const leave = panel.subscribe(update)
  update()
  return {
    focus: () => views.edit.focus(),
    remove: () => {
      leave()
      root.removeEventListener('keydown', keys)
      root.removeChild(frame)
    },
  }
}

/** In the language of the panel as it is now: views say most of it once. */
const createViews = (panel: Panel, keys: (event: KeyboardEvent) => void) => ({
  language: panel.state.language,
  connect: createConnectView(panel.say, panel),
  edit: createEditView(panel.say, panel, keys),
  job: createJobView(panel.say, panel),
  enlarging: createEnlargingView(panel.say, panel),
})

/**
 * A companion that is only away leaves the fill in view, with its words. One that has to be paired
 * again comes first, but for results that are here already.
 */
const isShown = ({ state }: Job, { link }: PanelState): boolean =>
  link.at === 'ready' ||
  state === 'done' ||
  (state !== 'failed' && (link.at === 'missing' || link.at === 'looking'))
