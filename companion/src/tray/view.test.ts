import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TrayView } from './messages.ts'
import { readAction, type TrayState } from './state.ts'
import { viewOf } from './view.ts'

const STILL: TrayState = {
  paused: false,
  running: [],
  waiting: 0,
  recent: [],
  pairings: [],
  engines: [],
  startsAtLogin: undefined,
}

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
    'Free memory',
    '-',
    'Show logs',
    'Quit',
  ])
})

test('a fill shows how far it is, and can be cancelled', () => {
  const view = viewOf({
    ...STILL,
    running: [{ id: 'a', name: 'a red boat', fraction: 0.429, stage: 'Details' }],
    waiting: 2,
  })
  expect(view).toMatchObject({
    look: 'working',
    progress: 0.429,
    tooltip: 'Inlay: filling, 42 %, 2 waiting',
  })
  expect(view.menu).toContainEqual({ kind: 'line', label: 'a red boat: 42 %, Details' })
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
    running: [{ id: 'a', name: 'Remove', fraction: 0.5, stage: 'Details' }],
    pairings: [{ id: 'p', name: 'Figma', code: '012345' }],
  })
  expect(view.look).toBe('attention')
  expect(view.tooltip).toBe('Inlay: Figma wants to connect')
  expect(view.menu[1]).toEqual({ kind: 'line', label: 'Type this code into Figma: 012 345' })
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
  const running = [{ id: 'a', name: 'Remove', fraction: 0.5, stage: 'Details' }]
  expect(viewOf({ ...STILL, paused: true, running }).look).toBe('working')
})

test('long prompts of any script are cut between letters, and stay on one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
      const { menu } = viewOf({ ...STILL, recent: [{ id: 'a', name, state: 'done' }] })
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
    running: [{ id: 'a', name: 'Remove', fraction: 1, stage: 'Encoding' }],
    recent: [{ id: 'b', name: 'Remove', state: 'failed' }],
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
