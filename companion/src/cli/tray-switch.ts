/** The tray's icon while the companion runs: there, or not, as the owner has set it. */
import type { TrayState } from '@inlay/shared'
import type { Daemon } from '../http/daemon-options.ts'
import type { Tray } from '../tray/tray.ts'

export interface TraySwitch {
  /** `none`: it is meant to be there, and this desktop has no place for it. */
  readonly state: TrayState
  close(): Promise<void>
}

/** @param open loads the tray, which a companion without an icon does without */
export const switchTray = async (
  settings: Pick<Daemon['settings'], 'now' | 'onChange'>,
  open: () => Promise<Tray>,
): Promise<TraySwitch> => {
  let isOn = settings.now.values.tray
  let tray: Tray | undefined
  let last: Promise<void> = Promise.resolve()

  /** One after the other: who clicks quickly means the last of it. */
  const settle = (): Promise<void> => {
    last = last.then(async () => {
      if (isOn && tray === undefined) tray = await open()
      else if (!isOn && tray !== undefined) {
        const leaving = tray
        tray = undefined
        await leaving.close()
      }
    })
    return last
  }

  const stop = settings.onChange(({ values }) => {
    isOn = values.tray
    void settle()
  })
  await settle()
  return {
    get state() {
      if (!isOn) return 'off'
      return tray?.hasPlace === false ? 'none' : 'on'
    },
    close: async () => {
      stop()
      isOn = false
      await settle()
    },
  }
}
