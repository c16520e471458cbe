/** What the tray needs: the companion's desk, and what only this system can do for it. */
import type { Desk } from '../http/desk.ts'

export interface TraySource {
  readonly desk: Desk
  /** Whether the companion starts with the desktop; undefined where that cannot be told. */
  startsAtLogin(): boolean | undefined
  setStartsAtLogin(on: boolean): Promise<void>
  /** Opens the page, signed in, at a fill if one is named. */
  openPage(fill?: string): Promise<void>
  openLogs(): Promise<void>
  quit(): void
}
