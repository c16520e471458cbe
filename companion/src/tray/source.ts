/** What the tray needs: the companion's desk, and what only this system can do for it. */
import type { Language } from '@inlay/shared'
import type { Desk } from '../http/desk.ts'
import type { PagePlace } from '../http/page-address.ts'

export interface TraySource {
  readonly desk: Desk
  /** Whether the companion starts with the desktop; undefined where that cannot be told. */
  startsAtLogin(): boolean | undefined
  setStartsAtLogin(on: boolean): Promise<void>
  /** What the person reads; asked anew for each picture. */
  language(): Language
  /** Calls when another may have been chosen; returns what ends that. */
  onLanguage(listener: () => void): () => void
  /** Opens the page, signed in. */
  openPage(place?: PagePlace): Promise<void>
  openLogs(): Promise<void>
  quit(): void
}
