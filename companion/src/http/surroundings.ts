/**
 * What only whoever started the companion can do for its page: it knows the desktop around it and
 * the command line it belongs to. Absent in a companion within another program.
 */
import type { AutostartState } from '@inlay/shared'

export interface Surroundings {
  autostart(): Promise<AutostartState>
  /** @throws InlayError file_unwritable */
  setAutostart(on: boolean): Promise<void>
  /** Whether the icon is in the tray; undefined where the companion was started without one. */
  tray(): boolean | undefined
  /** Shows a folder, or opens a file, with what the desktop has for it. @throws InlayError not_found */
  show(path: string): Promise<void>
  /** What `inlay doctor --json` prints. @throws InlayError internal */
  doctor(): Promise<unknown>
}
