/**
 * What only whoever started the companion can do for its page: it knows the desktop around it and
 * the command line it belongs to. Absent in a companion within another program.
 */
import type { AutostartState, TrayState } from '@inlay/shared'

export interface Surroundings {
  autostart(): Promise<AutostartState>
  /** @throws InlayError file_unwritable */
  setAutostart(on: boolean): Promise<void>
  /** Undefined where the companion was started without an icon. */
  tray(): TrayState | undefined
  /** Shows the icon, unless the settings say that there shall be none. */
  showTray(): Promise<TrayState>
  /** Shows a folder, or opens a file, with what the desktop has for it. @throws InlayError not_found */
  show(path: string): Promise<void>
  /** What `inlay doctor --json` prints. @throws InlayError internal */
  doctor(): Promise<unknown>
}
