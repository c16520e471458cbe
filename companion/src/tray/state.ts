/** What the tray knows of the companion: plain data, made anew for each change. */

export interface TrayJob {
  readonly id: string
  /** "Remove", or the prompt. */
  readonly name: string
}

export interface RunningJob extends TrayJob {
  /** 0..1. */
  readonly fraction: number
  /** Words for people: "Coarse structure, level 2 of 5". */
  readonly stage: string
}

export interface RecentJob extends TrayJob {
  readonly state: 'done' | 'failed'
}

export interface TrayPairing {
  readonly id: string
  /** What it calls itself: "Figma". */
  readonly name: string
  /** Six digits. */
  readonly code: string
}

export interface TrayEngine {
  readonly id: string
  readonly name: string
  readonly available: boolean
}

export interface TrayState {
  readonly paused: boolean
  readonly running: readonly RunningJob[]
  /** Jobs that wait behind them. */
  readonly waiting: number
  /** Newest first. */
  readonly recent: readonly RecentJob[]
  readonly pairings: readonly TrayPairing[]
  readonly engines: readonly TrayEngine[]
  /** Whether the companion starts with the desktop; undefined where that cannot be told. */
  readonly startsAtLogin: boolean | undefined
}

/** Whatever a click can ask for. */
export const TRAY_ACTIONS = [
  'open-page',
  'open-fill',
  'cancel',
  'pause',
  'resume',
  'free-memory',
  'login-on',
  'login-off',
  'open-logs',
  'quit',
] as const
export type TrayAction = (typeof TRAY_ACTIONS)[number]

/** An action and, for some, whom it is for: "cancel:ID". */
export const actionOf = (action: TrayAction, id?: string): string =>
  id === undefined ? action : `${action}:${id}`

/** Undefined for what no menu of ours can have sent. */
export const readAction = (
  text: string,
): { readonly action: TrayAction; readonly id: string | undefined } | undefined => {
  const [name, id] = text.split(':', 2)
  const action = TRAY_ACTIONS.find((known) => known === name)
  return action === undefined ? undefined : { action, id }
}
