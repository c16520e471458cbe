/** What went wrong beside a job's own course: the sentence, what to do, and the button that helps. */
import type { InlayError } from '@inlay/shared'
import type { Say } from '@inlay/shared/panel'
import { button } from './controls.ts'
import { el, replaceChildren, setAttribute, show } from './dom.ts'
import type { Panel, PanelState } from './state.ts'

/** @param jobId whose trouble is shown; absent: that of the document in front */
export const troubleBox = (say: Say, panel: Panel, jobId?: () => string | undefined) => {
  const root = el('div', { class: 'notice gone', role: 'alert' })
  let shown: InlayError | undefined
  let offered: string | undefined
  return {
    root,
    update: ({ trouble, document }: PanelState): void => {
      const isMine = trouble !== undefined && trouble.jobId === jobId?.()
      show(root, isMine)
      if (!isMine) return
      const { error, jobId: id, how } = trouble
      // What is in front may change while the box is there, and may be where it can go.
      const place = error.code === 'document_closed' ? `${document?.id} ${document?.title}` : ''
      if (error === shown && place === offered) return
      shown = error
      offered = place
      const help: HTMLElement[] = []
      if (error.code === 'document_changed' && id !== undefined) {
        help.push(
          button(
            say('ps.place_anyway'),
            () => void panel.apply(id, { ...how, anyway: true }),
            'cta',
          ),
        )
      }
      if (error.code === 'document_closed' && id !== undefined && document !== null) {
        const { title, id: documentId } = document
        const label = say('ps.place_here', { title })
        const here = button(label, () => void panel.apply(id, { ...how, documentId }), 'cta')
        // However long somebody's file is called.
        here.classList.add('ellipsis')
        setAttribute(here, 'title', label)
        help.push(here)
      }
      if (error.code === 'colour_mode_unsupported' && id !== undefined) {
        help.push(button(say('ps.convert_place'), () => void panel.applyConverted(id, how), 'cta'))
      }
      replaceChildren(
        root,
        el('sp-body', { size: 'S', class: 'strong' }, say({ error: error.code, part: 'message' })),
        ...(error.detail === undefined
          ? []
          : [el('sp-body', { size: 'S', class: 'soft' }, say({ heard: error.detail }))]),
        el('sp-body', { size: 'S' }, say({ error: error.code, part: 'next' })),
        el(
          'div',
          { class: 'buttons' },
          ...help,
          button(say('button.dismiss'), () => panel.dropTrouble()),
        ),
      )
    },
  }
}
