/** An enlargement under way: its stage in words, how far it is, and what came of it. */
import type { Say } from '@inlay/shared/panel'
import { button } from './controls.ts'
import { el, setAttribute, setText, show } from './dom.ts'
import type { Enlarging } from './enlarging.ts'
import type { Panel } from './state.ts'

const WORDS = {
  running: 'ps.enlarging',
  away: 'job.away',
  done: 'ps.enlarged',
  failed: 'job.cancelled',
} as const

export const createEnlargingView = (say: Say, panel: Panel) => {
  const title = el('sp-body', { size: 'S', class: 'strong ellipsis' })
  const status = el('sp-body', { size: 'S', role: 'status' })
  const next = el('sp-body', { size: 'S', class: 'soft' })
  const bar = el('sp-progressbar', {
    class: 'wide',
    max: '100',
    'aria-label': say('job.progress'),
  })
  const cancel = button(say('button.cancel'), () => panel.cancelEnlarging())
  const back = button(say('button.back'), () => panel.view({ at: 'edit' }), 'cta')
  return {
    root: el(
      'div',
      { class: 'view' },
      el('div', { class: 'scroll' }, el('div', { class: 'where' }, title), status, next, bar),
      el('div', { class: 'foot buttons' }, cancel, back),
    ),
    update: ({ title: name, state, fraction, error }: Enlarging): void => {
      const isFailure = state === 'failed' && error !== undefined && error.code !== 'cancelled'
      setText(title, name)
      setText(status, isFailure ? say({ error: error.code, part: 'message' }) : say(WORDS[state]))
      setText(next, isFailure ? say({ error: error.code, part: 'next' }) : '')
      const isRunning = state === 'running' || state === 'away'
      show(bar, isRunning)
      setAttribute(bar, 'value', String(Math.round(fraction * 100)))
      show(cancel, isRunning)
      show(back, !isRunning)
    },
  }
}
