/** What one system's tray is to the tray process: it shows, and tells of clicks. */
import type { TrayNote, TrayView } from '../messages.ts'

export interface TrayBackend {
  show(view: TrayView): void
  notify(note: TrayNote): void
  /** Takes the icon away. */
  close(): Promise<void>
}

export interface TrayEars {
  /** A menu line or a notification was clicked. */
  readonly onAction: (action: string) => void
  /** There is a place for the icon now, or none, and why; what is there from the start says nothing. */
  readonly onIcon: (isShown: boolean, reason: string) => void
  /** The tray is gone for good and the process with it: the session ended. */
  readonly onLost: (reason: string) => void
  /** It broke down, and another beginning may mend it. */
  readonly onBroken: () => void
}

/** This desktop has no tray; the message is for the person ("... has no tray"). */
export class NoTray extends Error {
  override readonly name = 'NoTray'
}

/** @throws NoTray */
export type OpenTray = (ears: TrayEars) => Promise<TrayBackend>
