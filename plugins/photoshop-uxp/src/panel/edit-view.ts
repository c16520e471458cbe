/** What to do and where: the task, what is selected, the prompt or the sides, and the button that runs it. */
import { boundsClamp, type Extent, MAX_PROMPT } from '@inlay/shared'
import { engineInUse, type Say, takesPrompt } from '@inlay/shared/panel'
import type { DocumentLook } from '../host/host.ts'
import { SRGB } from '../host/readable.ts'
import { button, choices, numberField, picker } from './controls.ts'
import { el, replaceChildren, setAttribute, setText, setValue, show, typedIn } from './dom.ts'
import { createMoreView } from './more-view.ts'
import { ASPECTS, marginsOf, type Settings, TASKS } from './settings.ts'
import { ORIGINAL, type Panel, type PanelState } from './state.ts'
import { troubleBox } from './trouble.ts'

export interface EditView {
  readonly root: HTMLElement
  update(state: PanelState): void
  /** Puts the cursor where one goes on: the prompt, or the first side. */
  focus(): void
  /** On the choice of a language. */
  focusLanguage(): void
}

const SIDES = ['left', 'top', 'right', 'bottom'] as const

/** @param keys hears what is pressed in the prompt */
export const createEditView = (
  say: Say,
  panel: Panel,
  keys: (event: KeyboardEvent) => void,
): EditView => {
  const task = choices(
    say('operations.label'),
    TASKS.map((value) => ({
      value,
      label: say(value === 'upscale' ? 'ps.task.upscale' : `operation.${value}`),
      hint: say(value === 'upscale' ? 'ps.task.upscale.hint' : `operation.${value}.hint`),
    })),
    (value) => panel.set({ task: value }),
  )
  const where = createWhere(say, panel)
  const prompt = el('sp-textarea', {
    class: 'prompt',
    size: 's',
    maxlength: MAX_PROMPT,
    'aria-label': say('prompt.label'),
    on: { input: () => panel.set({ prompt: typedIn(prompt) }) },
  })
  prompt.addEventListener('keydown', keys)
  const promptHint = el('sp-detail', { class: 'soft hint' })
  const expand = createExpand(say, panel)
  const from = picker(say('ps.from'), (value) => {
    if (value === 'all visible' || value === 'active layer') panel.set({ from: value })
  })
  from.setOptions([
    { value: 'all visible', label: say('ps.from.all') },
    { value: 'active layer', label: say('ps.from.active') },
  ])
  const scale = picker(say('ps.scale'), (value) => panel.set({ scale: value === '4' ? 4 : 2 }))
  const becomes = el('sp-body', { size: 'S', class: 'soft becomes', role: 'status' })
  scale.setOptions(
    [2, 4].map((count) => ({ value: String(count), label: say('ps.scale.times', { count }) })),
  )
  const more = createMoreView(say, panel)
  const trouble = troubleBox(say, panel)
  const run = button('', () => panel.run(), 'cta')
  run.classList.add('wide')
  const waiting = createWaiting(say, panel)
  const by = el('sp-detail', { class: 'soft by' })

  const root = el(
    'div',
    { class: 'view' },
    el(
      'div',
      { class: 'scroll' },
      task.root,
      where.root,
      el('div', { class: 'field prompt-field' }, prompt, promptHint),
      expand.root,
      scale.root,
      becomes,
      from.root,
      more.root,
      trouble.root,
    ),
    el('div', { class: 'foot' }, waiting.root, run, by),
  )

  return {
    root,
    focus: () => {
      if (panel.state.settings.task === 'expand') expand.focus()
      else prompt.focus()
    },
    focusLanguage: more.focusLanguage,
    update: (state) => {
      const { settings, link } = state
      const engines = link.at === 'ready' ? link.engines : []
      const current = settings.task
      task.update(current)
      where.update(state)
      const asks = current === 'fill' || current === 'expand'
      show(prompt.parentElement ?? prompt, asks)
      if (asks) {
        setAttribute(prompt, 'placeholder', say(`prompt.${current}`))
        setValue(prompt, settings.prompt)
        const heeded = takesPrompt({ ...settings, operation: current }, engines)
        setText(promptHint, heeded ? '' : say('prompt.none.installed'))
        show(promptHint, !heeded)
      }
      show(expand.root, current === 'expand')
      expand.update(state)
      show(scale.root, current === 'upscale')
      scale.update(String(settings.scale))
      const enlarged = current === 'upscale' ? enlargedSize(state) : null
      show(becomes, enlarged !== null)
      if (enlarged !== null) setText(becomes, say('ps.upscale.becomes', { ...enlarged }))
      show(from.root, current !== 'upscale')
      from.update(settings.from)
      show(more.root, current !== 'upscale')
      more.update(settings, engines)
      trouble.update(state)
      setText(run, say(current === 'upscale' ? 'ps.run.upscale' : `run.${current}`))
      setAttribute(run, 'disabled', panel.obstacle() !== null || state.busy !== undefined)
      waiting.update(state)
      const engine =
        current === 'upscale'
          ? undefined
          : engineInUse({ ...settings, operation: current }, engines)
      show(by, engine !== undefined)
      if (engine !== undefined) {
        setText(
          by,
          say('link.ready.engine', { engine: engine.name, device: { heard: engine.device } }),
        )
      }
    },
  }
}

/** Of what is selected within the canvas, or of all of it; null where nothing can be enlarged. */
const enlargedSize = ({ document, settings }: PanelState): Extent | null => {
  if (document === null || document.problem !== null) return null
  const { selection } = document
  const from = selection === null ? document : boundsClamp(selection, document)
  return from === null
    ? null
    : { width: from.width * settings.scale, height: from.height * settings.scale }
}

/** The document in front and what is selected in it, in words. */
const createWhere = (say: Say, panel: Panel) => {
  const title = el('sp-body', { size: 'S', class: 'strong ellipsis' })
  const words = el('sp-body', { size: 'S', class: 'soft', role: 'status' })
  const colours = el('sp-detail', { class: 'soft hint' }, say('ps.colours', { profile: SRGB }))
  const subject = button(say('ps.subject'), () => void panel.selectSubject())
  const instead = button(say('ps.expand.instead'), () => panel.set({ task: 'expand' }))
  const convert = button(say('ps.convert'), () => void panel.convert(), 'cta')
  const buttons = el('div', { class: 'buttons' }, subject, instead, convert)
  return {
    root: el('div', { class: 'where' }, title, words, colours, buttons),
    update: (state: PanelState): void => {
      const { document, busy } = state
      const obstacle = panel.obstacle()
      setText(title, document?.title ?? say('ps.document.none'))
      setText(words, describe(say, state, obstacle))
      show(colours, isConverted(document))
      show(subject, obstacle === 'selection')
      show(instead, obstacle === 'selection')
      show(convert, obstacle === 'mode')
      show(buttons, obstacle === 'selection' || obstacle === 'mode')
      setText(subject, say(busy === 'selecting' ? 'ps.subject.busy' : 'ps.subject'))
      const isDeep = document?.mode === 'rgb' && document.problem !== null
      const offer = isDeep ? 'ps.convert.deep' : 'ps.convert'
      setText(convert, say(busy === 'converting' ? 'ps.converting' : offer))
      setAttribute(subject, 'disabled', busy !== undefined)
      setAttribute(convert, 'disabled', busy !== undefined)
    },
  }
}

/** Whether its pixels come and go through RGB. */
const isConverted = (document: PanelState['document']): boolean =>
  document?.problem === null && (document.mode === 'grey' || document.mode === 'lab')

/** What is selected, or why nothing can be done. */
const describe = (
  say: Say,
  { document, settings }: PanelState,
  obstacle: ReturnType<Panel['obstacle']>,
): string => {
  if (document === null) return say('ps.document.none.hint')
  const { problem, mode, selection, quickMask } = document
  if (problem !== null) return say(problemOf(mode))
  if (obstacle === 'artboards') return say('ps.artboards')
  if (quickMask) return say('ps.quick_mask')
  if (selection !== null) {
    const { width, height } = selection
    const box = { key: 'ps.selection', values: { width, height } } as const
    const isInside = settings.task === 'expand' && marginsOf(settings, document) === null
    return say(isInside ? { key: 'ps.selection.inside', values: { selection: box } } : box)
  }
  switch (settings.task) {
    case 'expand':
      return say('source.size', { width: document.width, height: document.height })
    case 'upscale':
      return say('ps.selection.all')
    default:
      return say({ all: [{ key: 'ps.selection.none' }, { key: 'ps.selection.none.hint' }] })
  }
}

const problemOf = (mode: DocumentLook['mode']) => {
  if (mode === 'cmyk') return 'ps.problem.cmyk'
  return mode === 'other' ? 'ps.problem.other' : 'ps.problem.deep'
}

/** The sides, typed or by a shape, and what becomes of the canvas. */
const createExpand = (say: Say, panel: Panel) => {
  const aspect = picker(say('expand.aspect'), (value) => {
    const chosen = ASPECTS.find((one) => one === value)
    panel.set({ aspect: chosen ?? '' })
  })
  aspect.setOptions([
    { value: 'free', label: say('expand.aspect.free') },
    ...ASPECTS.map((value) => ({ value, label: value })),
  ])
  const sides = SIDES.map((side) => ({
    side,
    field: numberField(say(`expand.${side}`), { min: 0, max: 8192 }, (value) =>
      panel.set(freed(panel.state, side, value ?? 0)),
    ),
  }))
  const size = el('sp-body', { size: 'S', class: 'soft', role: 'status' })
  return {
    root: el(
      'div',
      { class: 'expand' },
      aspect.root,
      el('div', { class: 'sides' }, ...sides.map(({ field }) => field.root)),
      size,
    ),
    focus: () => sides[0]?.field.root.querySelector<HTMLElement>('sp-textfield')?.focus(),
    update: ({ settings, document }: PanelState): void => {
      aspect.update(settings.aspect === '' ? 'free' : settings.aspect)
      const margins = document === null ? null : marginsOf(settings, document)
      for (const { side, field } of sides) field.update(margins?.[side] ?? 0)
      if (document === null || margins === null) setText(size, say('ps.expand.empty'))
      else {
        const width = document.width + margins.left + margins.right
        const height = document.height + margins.top + margins.bottom
        setText(size, say('expand.size', { width, height }))
      }
    },
  }
}

/** One side typed: the others keep what the shape gave them, and the shape is free from then on. */
const freed = (
  { settings, document }: PanelState,
  side: (typeof SIDES)[number],
  value: number,
): Partial<Settings> => {
  const now = document === null ? null : marginsOf(settings, document)
  return { ...(now ?? {}), [side]: value, aspect: '' }
}

/** Fills under way or waiting, each a line that leads to it. */
const createWaiting = (say: Say, panel: Panel) => {
  const root = el('div', { class: 'waiting', 'aria-label': say('jobs.label') })
  let shown = ''
  return {
    root,
    update: ({ jobs, placed, pictures }: PanelState): void => {
      const rows = jobs.map((job) => ({
        id: job.record.id,
        title: job.record.prompt || say(`operation.${job.record.operation}`),
        words: placed.has(job.record.id)
          ? say('result.applied')
          : job.state === 'done'
            ? say('job.done')
            : say(job.stage),
        hasPicture: pictures.get(job.record.id)?.has(ORIGINAL) === true,
      }))
      const key = JSON.stringify(rows)
      if (key === shown) return
      shown = key
      replaceChildren(
        root,
        ...rows.map(({ id, title, words }) =>
          el(
            'div',
            { class: 'row' },
            el(
              'div',
              { class: 'row-words' },
              el('sp-body', { size: 'S', class: 'ellipsis' }, title),
              el('sp-detail', { class: 'soft' }, words),
            ),
            button(say('result.show'), () => panel.view({ at: 'job', id })),
          ),
        ),
      )
      show(root, rows.length > 0)
    },
  }
}
