/** The running companion and this desktop as the tray needs them. */
import type { Daemon } from '../http/daemon-options.ts'
import { logFolder } from '../http/log/places.ts'
import { pageAddress, plainAddress } from '../http/page-address.ts'
import { thisDesktop } from '../system/autostart.ts'
import { autostartState, type Program, switchAutostart } from '../system/autostart-write.ts'
import type { Folders } from '../system/folders.ts'
import { systemLanguage } from '../system/language.ts'
import { showOnDesktop, showSecretAddress } from '../system/show-on-desktop.ts'
import type { TraySource } from '../tray/source.ts'

export interface TraySourceOptions {
  readonly daemon: Pick<Daemon, 'desk' | 'port' | 'pageCode' | 'settings'>
  readonly folders: Folders
  /** What starts with the desktop when the person wants that. */
  readonly program: Program
  readonly quit: () => void
}

export const createTraySource = async ({
  daemon,
  folders,
  program,
  quit,
}: TraySourceOptions): Promise<TraySource> => {
  const desktop = thisDesktop()
  const look = async (): Promise<boolean> => (await autostartState(desktop, program)) === 'on'
  const ofSystem = await systemLanguage()
  let starts: boolean | undefined = await look().catch(() => undefined)
  return {
    desk: daemon.desk,
    startsAtLogin: () => starts,
    setStartsAtLogin: async (on) => {
      await switchAutostart(desktop, program, on)
      starts = await look()
    },
    language: () => {
      const { language } = daemon.settings.now.values
      return language === 'auto' ? ofSystem : language
    },
    engine: () => daemon.settings.now.values.engine,
    setEngine: async (engine) => {
      await daemon.settings.change({ set: { engine } })
    },
    onSettings: daemon.settings.onChange,
    pageAddress: plainAddress(daemon.port),
    openPage: (place) =>
      showSecretAddress(pageAddress(daemon.port, daemon.pageCode(), place), folders.state),
    openLogs: () => showOnDesktop(logFolder(folders.state)),
    quit,
  }
}
