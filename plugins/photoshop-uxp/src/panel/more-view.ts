/** Everything that is seldom changed: engine, variations, seed, strength, edge, layer, language. */
import {
  asLanguage,
  type EngineInfo,
  LANGUAGE_NAMES,
  LANGUAGES,
  RANGES,
  variationsOf,
} from '@inlay/shared'
import { DEFAULT_SETTINGS, enginesFor, type Say } from '@inlay/shared/panel'
import { button, numberField, picker, slider } from './controls.ts'
import { el, setAttribute, setText, show } from './dom.ts'
import type { Settings } from './settings.ts'
import type { Panel } from './state.ts'

const [, MOST_SEED] = RANGES.seed

export interface MoreView {
  readonly root: HTMLElement
  update(settings: Settings, engines: readonly EngineInfo[]): void
  focusLanguage(): void
}

export const createMoreView = (say: Say, panel: Panel): MoreView => {
  const arrow = el('span', { class: 'arrow' }, '›')
  const toggle = (): void => panel.set({ isMoreOpen: !panel.state.settings.isMoreOpen })
  const head = el(
    'div',
    {
      class: 'more-head',
      role: 'button',
      tabindex: '0',
      on: {
        click: toggle,
        keydown: (event) => {
          const key: unknown = Reflect.get(event, 'key')
          if (key !== 'Enter' && key !== ' ') return
          event.preventDefault()
          event.stopPropagation()
          toggle()
        },
      },
    },
    arrow,
    say('more'),
  )
  const engine = picker(say('engine.label'), (value) => panel.set({ engine: value }))
  const variations = slider(say('variations.label'), { min: 1, max: 8, step: 1 }, String, (value) =>
    panel.set({ variations: value }),
  )
  const seed = numberField(
    say('seed.label'),
    { min: 0, max: MOST_SEED },
    (value) => panel.set({ seed: value }),
    say('seed.random'),
  )
  const strength = slider(
    say('strength.label'),
    { min: 0, max: 100, step: 1 },
    (count) => say('unit.percent', { count }),
    (percent) => panel.set({ strength: percent / 100 }),
  )
  const pixels = (count: number): string => say('unit.pixels', { count })
  const edge = { min: 0, max: 64, step: 1 }
  const grow = slider(say('grow.label'), edge, pixels, (value) => panel.set({ grow: value }))
  const feather = slider(say('feather.label'), edge, pixels, (value) =>
    panel.set({ feather: value }),
  )
  const place = picker(say('place.label'), (value) => {
    if (value === 'layer' || value === 'smart object' || value === 'raster') {
      panel.set({ place: value })
    }
  })
  place.setOptions([
    { value: 'layer', label: say('ps.place.layer') },
    { value: 'smart object', label: say('ps.place.smart') },
    { value: 'raster', label: say('ps.place.raster') },
  ])
  const language = picker(say('language.label'), (value) =>
    panel.set({ language: asLanguage(value) ?? '' }),
  )
  language.setOptions([
    { value: 'host', label: say('ps.language.host') },
    ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
  ])
  const reset = button(say('settings.reset'), () => {
    const {
      engine: auto,
      variations: some,
      seed: any,
      strength: all,
      grow: g,
      feather: f,
    } = DEFAULT_SETTINGS
    panel.set({
      ...{ engine: auto, variations: some, seed: any, strength: all, grow: g, feather: f },
      place: 'layer',
    })
  })
  const body = el(
    'div',
    { class: 'more-body' },
    ...[engine, variations, seed, strength, grow, feather, place].map(({ root }) => root),
    el('div', { class: 'buttons' }, reset),
    language.root,
  )

  return {
    root: el('div', { class: 'more' }, head, body),
    update: (settings, engines) => {
      show(body, settings.isMoreOpen)
      setText(arrow, settings.isMoreOpen ? '⌄' : '›')
      setAttribute(head, 'aria-expanded', String(settings.isMoreOpen))
      const operation = settings.task === 'upscale' ? 'remove' : settings.task
      const fitting = enginesFor(operation, engines)
      engine.setOptions([
        { value: 'auto', label: say('engine.auto') },
        ...fitting.map(({ id, name, available }) => ({
          value: id,
          label: available ? name : say('engine.unavailable', { engine: name }),
          disabled: !available,
        })),
      ])
      engine.update(fitting.some(({ id }) => id === settings.engine) ? settings.engine : 'auto')
      variations.update(settings.variations ?? variationsOf({ operation }))
      seed.update(settings.seed)
      strength.update(Math.round(settings.strength * 100))
      show(grow.root, operation !== 'expand')
      grow.update(settings.grow)
      feather.update(settings.feather)
      place.update(settings.place)
      language.update(settings.language === '' ? 'host' : settings.language)
    },
    focusLanguage: () => language.root.querySelector<HTMLElement>('sp-picker')?.focus(),
  }
}
