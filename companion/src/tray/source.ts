/** What the tray needs: the companion's desk, and what only this system can do for it. */
import type { Language } from '@inlay/shared'
import type { Desk } from '../http/desk.ts'
import type { PagePlace } from '../http/page-address.ts'

export interface TraySource {
  readonly desk: Desk
  /** Whether the companion starts with the desktop; undefined where that cannot be told. */
  startsAtLogin(): boolean | undefined
  setStartsAtLogin(on: boolean): Promise<void>
  /** The engine that is set: `auto`, or an id. */
  engine(): string
  setEngine(engine: string): Promise<void>
  /** What the person reads; asked anew for each picture. */
  language(): Language
  /** Calls when another language or engine may have been chosen; returns what ends that. */
  onSettings(listener: () => void): () => void
  /** The page's address, for whom it cannot be opened; it signs nobody in. */
  readonly pageAddress: string
  /** Opens the page, signed in. */
  openPage(place?: PagePlace): Promise<void>
  openLogs(): Promise<void>
  quit(): void
}
