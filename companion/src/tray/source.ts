/** What the tray needs of the companion: to see it, to hear of changes, and to ask for a few things. */
import type { TrayState } from './state.ts'

export interface TraySource {
  state(): TrayState
  /** Calls after each change; returns what ends that. */
  onChange(listener: () => void): () => void
  /** Calls when a fill has ended that took long, and when a program asks to be let in. */
  onNews(listener: (news: TrayNews) => void): () => void
  cancel(fill: string): void
  pause(on: boolean): void
  /** Frees the memory of engines; false while a fill runs. */
  freeMemory(): Promise<boolean>
  setStartsAtLogin(on: boolean): Promise<void>
  /** Opens the page, signed in, at a fill if one is named. */
  openPage(fill?: string): Promise<void>
  openLogs(): Promise<void>
  quit(): void
}

export type TrayNews =
  | { readonly type: 'asked'; readonly name: string; readonly code: string }
  | {
      readonly type: 'ended'
      readonly id: string
      readonly name: string
      readonly state: 'done' | 'failed'
      /** Milliseconds it ran. */
      readonly took: number
    }
