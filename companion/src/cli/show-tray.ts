/** The icon of a companion that runs already, perhaps without one: what `inlay tray` asks it for. */
import { InlayError, TrayShown, type TrayState } from '@inlay/shared'
import type { Folders } from '../system/folders.ts'
import { askRunning } from './ask-owner.ts'
import { ownName } from './own-name.ts'
import type { Terminal } from './terminal.ts'

/** @throws InlayError companion_unreachable and whatever else `inlay status` throws */
export const showRunningTray = async (folders: Folders, terminal: Terminal): Promise<void> => {
  try {
    const { answer } = await askRunning(folders, { method: 'POST', path: '/v1/tray' })
    await terminal.out(`${describe(TrayShown.parse(answer).tray)}\n`)
  } catch (error) {
    // An older one, from before an upgrade, knows nothing of it.
    if (!(error instanceof InlayError) || error.code !== 'not_found') throw error
    const name = ownName()
    await terminal.out(`It shows no icon; \`${name} stop\`, then \`${name} tray\` brings one.\n`)
  }
}

const describe = (tray: TrayState): string =>
  ({
    on: 'Its icon is in the tray.',
    off: `Its icon is switched off; \`${ownName()} settings set tray on\` shows it.`,
    none: 'This desktop has no tray for its icon.',
  })[tray]
