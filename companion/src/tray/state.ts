/** What the tray knows of the companion, as plain data, and what a click on it can ask for. */
import type { DeskState } from '../http/desk.ts'

export interface TrayState extends DeskState {
  /** Whether the companion starts with the desktop; undefined where that cannot be told. */
  readonly startsAtLogin: boolean | undefined
  /** The engine that is set: `auto`, or an id. */
  readonly engine: string
}

/** Whatever a click can ask for. */
const TRAY_ACTIONS = [
  'open-page',
  'open-fill',
  'open-devices',
  'open-engines',
  'choose-engine',
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
