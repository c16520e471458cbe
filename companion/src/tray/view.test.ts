import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TrayView } from './messages.ts'
import { readAction, type TrayState } from './state.ts'
import { noteOf } from './tray.ts'
import { viewOf as viewIn } from './view.ts'
import { speechIn } from './words/say.ts'

const STILL: TrayState = {
  paused: false,
  running: [],
  waiting: 0,
  recent: [],
  pairings: [],
  engines: [],
  startsAtLogin: undefined,
  engine: 'auto',
}

const english = speechIn('en')
const viewOf = (state: TrayState): TrayView => viewIn(state, english)

const labels = (state: TrayState): string[] =>
  viewOf(state).menu.map((item) => (item.kind === 'divider' ? '-' : item.label))

test('says that all is well when nothing goes on', () => {
  expect(viewOf(STILL)).toMatchObject({ look: 'idle', tooltip: 'Inlay: ready' })
  expect(labels(STILL)).toEqual([
    'Inlay: ready',
    '-',
    'Open Inlay',
    '-',
    'Pause',
    'Free GPU memory',
    'Engines',
    '-',
    'Show logs',
    'Quit Inlay',
  ])
})

test('a fill shows how far it is, and can be cancelled', () => {
  const view = viewOf({
    ...STILL,
    running: [{ id: 'a', operation: 'fill', prompt: 'a red boat', fraction: 0.429 }],
    waiting: 2,
  })
  expect(view).toMatchObject({
    look: 'working',
    progress: 0.429,
    tooltip: 'Inlay: filling, 42%, 2 waiting',
  })
  expect(view.menu).toContainEqual({
    kind: 'line',
    label: 'a red boat: 42%',
    action: 'open-fill:a',
  })
  expect(view.menu).toContainEqual({
    kind: 'line',
    label: 'Cancel this fill',
    action: 'cancel:a',
  })
})

test('a program that wants in comes first, with its code in two halves', () => {
  const view = viewOf({
    ...STILL,
    paused: true,
    running: [{ id: 'a', operation: 'remove', prompt: '', fraction: 0.5 }],
    pairings: [{ id: 'p', name: 'Figma', code: '012345' }],
  })
  expect(view.look).toBe('attention')
  expect(view.tooltip).toBe('Inlay: Figma wants to connect')
  expect(view.menu[1]).toEqual({
    kind: 'line',
    label: 'Type this code into Figma: 012 345',
    action: 'open-devices',
  })
})

test('paused is seen and can be undone; a running fill may end first', () => {
  const paused = viewOf({ ...STILL, paused: true, waiting: 3 })
  expect(paused).toMatchObject({ look: 'paused', tooltip: 'Inlay: paused, 3 waiting' })
  expect(paused.menu).toContainEqual({
    kind: 'line',
    label: 'Paused',
    action: 'resume',
    checked: true,
  })
  const running = [{ id: 'a', operation: 'remove' as const, prompt: '', fraction: 0.5 }]
  expect(viewOf({ ...STILL, paused: true, running }).look).toBe('working')
})

test('long prompts of any script are cut between letters, and stay on one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (prompt) => {
      const { menu } = viewOf({
        ...STILL,
        recent: [{ id: 'a', operation: 'fill', prompt, state: 'done' }],
      })
      const recent = menu.find((item) => item.kind === 'submenu')
      const label = recent?.items[0]?.kind === 'line' ? recent.items[0].label : ''
      expect([...label].length).toBeLessThanOrEqual(32)
      expect(label).not.toMatch(/[\n\r\t]/)
      expect(label).not.toMatch(/\p{Surrogate}/u)
    }),
  )
})

test('every view is one the tray takes, and every action one that is known', () => {
  const view = viewOf({
    ...STILL,
    running: [{ id: 'a', operation: 'remove', prompt: '', fraction: 1 }],
    recent: [{ id: 'b', operation: 'expand', prompt: '', state: 'failed' }],
    engines: [{ id: 'lama', name: 'LaMa', available: false }],
    startsAtLogin: true,
  })
  const checked = TrayView.parse(view)
  const actions = checked.menu
    .flatMap((item) => (item.kind === 'submenu' ? item.items : [item]))
    .flatMap((item) => (item.kind === 'line' && item.action !== undefined ? [item.action] : []))
  for (const action of actions) expect(readAction(action)).toBeDefined()
  expect(actions).toContain('login-off')
  expect(readAction('format-disk')).toBeUndefined()
})

test('in another language all of it is in that language', () => {
  const { tooltip, menu } = viewIn(
    { ...STILL, recent: [{ id: 'a', operation: 'expand', prompt: '', state: 'failed' }] },
    speechIn('de'),
  )
  expect(tooltip).toBe('Inlay: bereit')
  expect(JSON.stringify(menu)).toContain('Erweitern (fehlgeschlagen)')
  expect(JSON.stringify(menu)).not.toMatch(/Open|Recent|Quit|Pause/)
})

test('engines that are here can be chosen, once they are known', () => {
  const engines = [
    { id: 'patchmatch', name: 'PatchMatch', available: true },
    { id: 'lama', name: 'LaMa', available: false },
  ]
  const itemsFor = (engine: string) =>
    viewOf({ ...STILL, engines, engine }).menu.find((item) => item.kind === 'submenu')?.items
  const end = [{ kind: 'divider' }, { kind: 'line', label: 'All engines…', action: 'open-engines' }]
  const choices = (chosen: string) => [
    {
      kind: 'line',
      label: 'Automatic',
      action: 'choose-engine:auto',
      checked: chosen === 'auto',
    },
    {
      kind: 'line',
      label: 'PatchMatch',
      action: 'choose-engine:patchmatch',
      checked: chosen === 'patchmatch',
    },
  ]
  expect(itemsFor('auto')).toEqual([...choices('auto'), ...end])
  expect(itemsFor('patchmatch')).toEqual([...choices('patchmatch'), ...end])
  // What is set and not here now is told, or one would look for the check mark.
  expect(itemsFor('lama')).toEqual([
    ...choices('lama'),
    {
      kind: 'line',
      label: 'LaMa (not installed)',
      action: 'choose-engine:lama',
      checked: true,
    },
    ...end,
  ])
})

test('a notification for who asks to be let in, and for a fill one has looked away from', () => {
  expect(noteOf({ type: 'asked', name: 'Figma', code: '012345' }, english)).toMatchObject({
    title: 'Figma wants to use Inlay',
    body: 'Type 012 345 there, if it was you who asked.',
  })
  const ended = { type: 'ended', id: 'a', state: 'done' } as const
  expect(noteOf({ ...ended, took: 14_999 }, english)).toBeUndefined()
  expect(noteOf({ ...ended, took: 61_200 }, english)).toEqual({
    title: 'Your fill is ready',
    body: 'It took 61 seconds.',
    action: 'open-fill:a',
    open: 'Open',
  })
})
