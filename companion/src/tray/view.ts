/** From what the companion does to what the tray shows: look, tooltip and menu, in words. */
import type { RecentJob, RunningJob } from '../http/desk.ts'
import type { MenuItem, TrayLook, TrayView } from './messages.ts'
import { actionOf, type TrayState } from './state.ts'

/** Recent fills in the menu. */
const MOST_RECENT = 5

/** Letters of a prompt that a menu has room for. */
const NAME_LENGTH = 32

const divider: MenuItem = { kind: 'divider' }
const line = (label: string, action?: string): MenuItem => ({
  kind: 'line',
  label,
  ...(action !== undefined && { action }),
})

export const viewOf = (state: TrayState): TrayView => {
  const look = lookOf(state)
  const progress = progressOf(state)
  const status = statusOf(state)
  return {
    look,
    ...(look === 'working' && progress !== undefined && { progress }),
    tooltip: `Inlay: ${status}`,
    menu: [
      line(`Inlay: ${status}`),
      ...state.pairings.flatMap(pairingLines),
      ...state.running.flatMap(jobLines),
      divider,
      line('Open Inlay', actionOf('open-page')),
      ...recentMenu(state.recent),
      divider,
      state.paused
        ? { kind: 'line', label: 'Paused', action: actionOf('resume'), checked: true }
        : { kind: 'line', label: 'Pause', action: actionOf('pause'), checked: false },
      line('Free memory', actionOf('free-memory')),
      ...engineMenu(state.engines),
      divider,
      ...loginLine(state.startsAtLogin),
      line('Show logs', actionOf('open-logs')),
      line('Quit', actionOf('quit')),
    ],
  }
}

/** A pairing waits for a person, so it comes before everything else. */
export const lookOf = ({ pairings, paused, running }: TrayState): TrayLook => {
  if (pairings.length > 0) return 'attention'
  if (running.length > 0) return 'working'
  return paused ? 'paused' : 'idle'
}

const progressOf = ({ running }: TrayState): number | undefined =>
  running.length === 0
    ? undefined
    : running.reduce((sum, { fraction }) => sum + fraction, 0) / running.length

const statusOf = (state: TrayState): string => {
  const { pairings, running, waiting, paused } = state
  if (pairings.length > 0) return `${pairings[0]!.name} wants to connect`
  const percent = progressOf(state)
  const behind = waiting === 0 ? '' : `, ${waiting} waiting`
  if (percent !== undefined) {
    const what = running.length === 1 ? 'filling' : `${running.length} fills`
    return `${what}, ${Math.floor(percent * 100)} %${behind}`
  }
  if (paused) return `paused${behind}`
  return waiting === 0 ? 'ready' : `${waiting} waiting`
}

const pairingLines = ({ name, code }: TrayState['pairings'][number]): MenuItem[] => [
  line(`Type this code into ${name}: ${code.slice(0, 3)} ${code.slice(3)}`),
]

const jobLines = ({ id, name, fraction, stage }: RunningJob): MenuItem[] => [
  line(`${shorten(name)}: ${Math.floor(fraction * 100)} %, ${stage}`),
  line('Cancel this fill', actionOf('cancel', id)),
]

const recentMenu = (recent: readonly RecentJob[]): MenuItem[] =>
  recent.length === 0
    ? []
    : [
        {
          kind: 'submenu',
          label: 'Recent fills',
          items: recent.slice(0, MOST_RECENT).map(({ id, name, state }) => ({
            kind: 'line' as const,
            label: state === 'done' ? shorten(name) : `${shorten(name)} (failed)`,
            action: actionOf('open-fill', id),
          })),
        },
      ]

const engineMenu = (engines: TrayState['engines']): MenuItem[] =>
  engines.length === 0
    ? []
    : [
        {
          kind: 'submenu',
          label: 'Engines',
          items: engines.map(({ name, available }) => ({
            kind: 'line' as const,
            label: available ? name : `${name} (not installed)`,
          })),
        },
      ]

const loginLine = (starts: boolean | undefined): MenuItem[] =>
  starts === undefined
    ? []
    : [
        {
          kind: 'line',
          label: 'Start at login',
          action: actionOf(starts ? 'login-off' : 'login-on'),
          checked: starts,
        },
      ]

/** One line, and no more of it than fits. */
const shorten = (name: string): string => {
  const flat = name.replace(/\s+/g, ' ').trim()
  const letters = [...flat]
  return letters.length <= NAME_LENGTH
    ? flat
    : `${letters
        .slice(0, NAME_LENGTH - 1)
        .join('')
        .trimEnd()}…`
}
