/** From what the companion does to what the tray shows: look, tooltip and menu, in words. */
import type { DeskJob, RecentJob, RunningJob } from '../http/desk.ts'
import type { MenuItem, TrayLook, TrayView } from './messages.ts'
import { actionOf, type TrayState } from './state.ts'
import type { Speech } from './words/say.ts'

/** Recent fills in the menu. */
const MOST_RECENT = 5

/** Letters of a prompt that a menu has room for. */
const NAME_LENGTH = 32

type ChoiceLine = Extract<MenuItem, { kind: 'line' }>

const divider = { kind: 'divider' } as const
const line = (label: string, action?: string) => ({
  kind: 'line' as const,
  label,
  ...(action !== undefined && { action }),
})

export const viewOf = (state: TrayState, speech: Speech): TrayView => {
  const { say } = speech
  const look = lookOf(state)
  const progress = progressOf(state)
  const head = say('head', { status: statusOf(state, speech) })
  return {
    look,
    ...(look === 'working' && progress !== undefined && { progress }),
    tooltip: head,
    menu: [
      line(head),
      ...state.pairings.map(({ name, code }) =>
        // Whoever clicks it sees the same on the page; a line that does nothing would be greyed.
        line(say('code', { name, code: spaced(code) }), actionOf('open-devices')),
      ),
      ...state.running.flatMap((job) => jobLines(job, speech)),
      divider,
      line(say('open'), actionOf('open-page')),
      ...recentMenu(state.recent, speech),
      divider,
      state.paused
        ? { kind: 'line', label: say('isPaused'), action: actionOf('resume'), checked: true }
        : { kind: 'line', label: say('pause'), action: actionOf('pause'), checked: false },
      line(say('free'), actionOf('free-memory')),
      engineMenu(state, speech),
      divider,
      ...loginLine(state.startsAtLogin, speech),
      line(say('logs'), actionOf('open-logs')),
      line(say('quit'), actionOf('quit')),
    ],
  }
}

/** A code is read and typed in two halves. */
export const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`

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

const statusOf = (state: TrayState, { say, percent }: Speech): string => {
  const { pairings, running, waiting, paused } = state
  if (pairings.length > 0) return say('asks', { name: pairings[0]!.name })
  const behind = (status: string): string =>
    waiting === 0 ? status : say('behind', { status, count: waiting })
  const fraction = progressOf(state)
  if (fraction !== undefined) {
    const values = { count: running.length, percent: percent(fraction) }
    return behind(say(running.length === 1 ? 'filling' : 'fills', values))
  }
  if (paused) return behind(say('paused'))
  return waiting === 0 ? say('ready') : say('waiting', { count: waiting })
}

/** The prompt, or what was done where there is none. */
const nameOf = ({ operation, prompt }: DeskJob, { say }: Speech): string =>
  prompt === '' ? say(operation) : shorten(prompt)

const jobLines = (job: RunningJob, speech: Speech): MenuItem[] => {
  const { say, percent } = speech
  return [
    line(
      say('job', { name: nameOf(job, speech), percent: percent(job.fraction) }),
      actionOf('open-fill', job.id),
    ),
    line(say('cancel'), actionOf('cancel', job.id)),
  ]
}

const recentMenu = (recent: readonly RecentJob[], speech: Speech): MenuItem[] =>
  recent.length === 0
    ? []
    : [
        {
          kind: 'submenu',
          label: speech.say('recent'),
          items: recent.slice(0, MOST_RECENT).map((job) => {
            const name = nameOf(job, speech)
            const label = job.state === 'done' ? name : speech.say('failed', { name })
            return line(label, actionOf('open-fill', job.id))
          }),
        },
      ]

/**
 * Those that can be chosen, known from the first fill on: asking before that would wake the process
 * that knows them.
 */
const engineMenu = ({ engines, engine }: TrayState, { say }: Speech): MenuItem => {
  const page = actionOf('open-engines')
  if (engines.length === 0) return line(say('engines'), page)
  const choice = (id: string, label: string): ChoiceLine => ({
    ...line(label, actionOf('choose-engine', id)),
    checked: id === engine,
  })
  const set = engines.find(({ id }) => id === engine)
  return {
    kind: 'submenu',
    label: say('engines'),
    items: [
      choice('auto', say('automatic')),
      ...engines.filter((one) => one.available).map(({ id, name }) => choice(id, name)),
      // What is set and cannot be had now is shown, so that nobody wonders what is.
      ...(set !== undefined && !set.available
        ? [choice(set.id, say('missing', { name: set.name }))]
        : []),
      divider,
      line(say('allEngines'), page),
    ],
  }
}

const loginLine = (starts: boolean | undefined, { say }: Speech): MenuItem[] =>
  starts === undefined
    ? []
    : [
        {
          kind: 'line',
          label: say('login'),
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
