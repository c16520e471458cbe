/** A fill under way or come back: progress in words, the preview, its variations, and where it goes. */
import { InlayError } from '@inlay/shared'
import { isUnderWay, type Job, noticeOfError, type Say } from '@inlay/shared/panel'
import type { Placed } from '../host/host.ts'
import { readTarget } from '../target.ts'
import { button, iconButton } from './controls.ts'
import { el, replaceChildren, setAttribute, setText, show } from './dom.ts'
import { createLook } from './look.ts'
import type { Settings } from './settings.ts'
import { GROUND, ORIGINAL, type Panel, type PanelState } from './state.ts'
import { troubleBox } from './trouble.ts'

export interface JobView {
  readonly root: HTMLElement
  update(state: PanelState, job: Job): void
}

export const createJobView = (say: Say, panel: Panel): JobView => {
  let id = ''
  let isOriginal = false
  const title = el('sp-body', { size: 'S', class: 'strong ellipsis' })
  const goesTo = el('sp-detail', { class: 'soft ellipsis' })
  const picture = el('img', { class: 'picture gone' })
  const look = createLook(say)
  const badge = el('div', { class: 'badge gone' }, say('result.before'))
  const empty = el('div', { class: 'empty' })
  const waits = el('sp-detail', { class: 'soft' }, say('ps.preview.waits'))
  empty.appendChild(waits)
  const stage = el('div', { class: 'stage' }, empty, picture, look.root, badge)

  const status = el('sp-body', { size: 'S', role: 'status' })
  const bar = el('sp-progressbar', {
    class: 'wide',
    max: '100',
    'aria-label': say('job.progress'),
  })
  const meanwhile = el('sp-detail', { class: 'soft hint' }, say('ps.running.hint'))
  const progress = el('div', { class: 'progress' }, status, bar, meanwhile)

  const counter = el('sp-body', { size: 'S', class: 'counter', role: 'status' })
  const previous = iconButton('‹', say('result.previous'), () => void panel.step(id, -1))
  const next = iconButton('›', say('result.next'), () => void panel.step(id, 1))
  const compare = el(
    'sp-action-button',
    { class: 'compare', 'aria-pressed': 'false' },
    say('result.compare'),
  )
  const variations = el('div', { class: 'variations' }, previous, counter, next)
  const tools = el('div', { class: 'tools' }, variations, compare)

  const notice = el('div', { class: 'notice', role: 'alert' })
  const trouble = troubleBox(say, panel, () => id)
  const notes = el('sp-detail', { class: 'soft notes' })

  const cancel = button(say('button.cancel'), () => {
    if (panel.state.placing?.id === id) panel.cancelPlacing()
    else panel.queue.cancel(id)
  })
  const apply = button(say('result.apply'), () => void panel.apply(id), 'cta')
  const more = button(say('ps.more'), () => panel.more(id))
  setAttribute(more, 'title', say('result.more.hint'))
  const discard = button(say('result.discard'), () => panel.discard(id))
  const done = button(say('button.close'), () => panel.discard(id), 'cta')
  const again = button(say('button.again'), () => {
    const ended = id
    panel.more(ended)
    panel.queue.dismiss(ended)
  })
  const back = iconButton('‹', say('button.back'), () => panel.view({ at: 'edit' }))
  const foot = el('div', { class: 'foot buttons' }, apply, again, done, more, discard, cancel)

  const root = el(
    'div',
    { class: 'view' },
    el(
      'div',
      { class: 'scroll' },
      el('div', { class: 'head' }, back, el('div', { class: 'head-words' }, title, goesTo)),
      stage,
      progress,
      tools,
      trouble.root,
      notice,
      notes,
    ),
    foot,
  )

  const compareBy = (isOn: boolean) => (): void => {
    isOriginal = isOn
    const job = panel.state.jobs.find(({ record }) => record.id === id)
    if (job !== undefined) view.update(panel.state, job)
  }
  for (const [event, isOn] of [
    ['pointerdown', true],
    ['pointerup', false],
    ['pointerleave', false],
    ['blur', false],
  ] as const) {
    compare.addEventListener(event, compareBy(isOn))
  }
  compare.addEventListener('keydown', (event) => {
    if (event.key === ' ') compareBy(true)()
  })
  compare.addEventListener('keyup', compareBy(false))

  const view: JobView = {
    root,
    update: (state, job) => {
      if (job.record.id !== id) isOriginal = false
      id = job.record.id
      const { operation, prompt } = job.record
      setText(title, prompt === '' ? say(`operation.${operation}`) : prompt)
      setText(goesTo, say('ps.goes_to', { title: job.record.title }))

      const isRunning = isUnderWay(job)
      const isDone = job.state === 'done'
      const isOver = !isRunning && !isDone
      const placed = state.placed.get(id)
      const placing = state.placing?.id === id ? state.placing : undefined
      showPicture(state, job)
      show(progress, isRunning || placing !== undefined || placed !== undefined)
      setText(status, progressWords(say, state, job))
      show(bar, isRunning || placing !== undefined)
      show(meanwhile, isRunning && job.state !== 'away')
      setAttribute(bar, 'value', String(Math.round((placing ?? job).fraction * 100)))

      const count = job.variations.length
      show(tools, isDone)
      show(variations, count > 1)
      for (const arrow of [previous, next])
        setAttribute(arrow, 'disabled', state.busy !== undefined)
      setText(counter, say('result.of', { index: job.chosen + 1, count }))
      show(compare, state.pictures.get(id)?.has(ORIGINAL) === true)
      setAttribute(compare, 'aria-pressed', String(isOriginal))

      trouble.update(state)
      updateNotice(job)
      const told = [
        ...(readTarget(job.record.target)?.notes ?? []),
        ...(placed?.notes ?? []),
        ...(job.report?.notes ?? []).map((heard) => ({ heard })),
      ]
      setText(notes, say({ all: told }))
      show(notes, told.length > 0)

      const isWaiting = isDone && placed === undefined && placing === undefined
      show(apply, isWaiting)
      setAttribute(apply, 'disabled', state.busy !== undefined)
      show(again, isOver && panel.canRepeat(id))
      show(done, placed !== undefined || isOver)
      show(more, isDone && placing === undefined)
      setAttribute(more, 'disabled', !panel.canRepeat(id))
      show(discard, isWaiting)
      show(cancel, isRunning || placing !== undefined)
      // A result may wait while something else is done.
      show(back, isRunning || isWaiting)
    },
  }

  const showPicture = (state: PanelState, job: Job): void => {
    const pictures = state.pictures.get(id)
    const ground = pictures?.get(GROUND)
    const isRunning = isUnderWay(job)
    const done = pictures?.get(isOriginal ? ORIGINAL : job.chosen) ?? pictures?.get(ORIGINAL)
    const url = isRunning ? ground : (done ?? ground)
    const hasLook = look.update(isRunning ? job : undefined, ground !== undefined)
    show(picture, url !== undefined)
    show(empty, url === undefined && !hasLook)
    show(waits, job.state === 'done')
    show(badge, isOriginal && url !== undefined)
    setAttribute(picture, 'src', url)
    setAttribute(picture, 'alt', say(isOriginal ? 'ps.preview.original' : 'ps.preview'))
  }

  let ended: InlayError | undefined
  const updateNotice = (job: Job): void => {
    const isOver = !isUnderWay(job) && job.state !== 'done'
    show(notice, isOver)
    if (!isOver) return
    const error = job.error ?? new InlayError('cancelled')
    if (error === ended) return
    ended = error
    const { title: what, text, next: then } = noticeOfError(error)
    const isPlain = job.state === 'cancelled' || job.state === 'lost'
    replaceChildren(
      notice,
      el('sp-body', { size: 'S', class: 'strong' }, say(isPlain ? job.stage : what)),
      ...(isPlain || text === undefined
        ? []
        : [el('sp-body', { size: 'S', class: 'soft' }, say(text))]),
      ...(isPlain || then === undefined ? [] : [el('sp-body', { size: 'S' }, say(then))]),
    )
  }
  return view
}

const progressWords = (say: Say, state: PanelState, job: Job): string => {
  const { id } = job.record
  if (state.placing?.id === id) return say('result.applying')
  const placed = state.placed.get(id)
  return placed === undefined ? say(job.stage) : placedWords(say, state.settings, placed)
}

const placedWords = (say: Say, settings: Settings, placed: Placed): string => {
  const count = placed.layerIds.length
  return settings.place === 'raster' && count === 1
    ? say('ps.applied.raster')
    : say({ plural: 'ps.applied', count })
}
