/**
 * The tray's own process: opens this system's tray, shows what it is told, tells of clicks, and
 * leaves when its companion does. Nothing it does can take the companion down.
 */
import { Socket } from 'node:net'
import { COMPANION_VERSION } from '@inlay/shared'
import { hearLines, SPEAKS_ON, sayLine } from '../system/child/lines.ts'
import { NoTray, type OpenTray } from './backends/backend.ts'
import { type FromTray, ToTray } from './messages.ts'

const openHere = async (): Promise<OpenTray> => {
  switch (process.platform) {
    case 'win32':
      return (await import('./backends/windows/tray.ts')).openWindowsTray
    case 'darwin':
      return (await import('./backends/macos/tray.ts')).openMacTray
    default:
      return (await import('./backends/linux/tray.ts')).openLinuxTray
  }
}

const main = async (): Promise<void> => {
  const pipe = new Socket({ fd: SPEAKS_ON, readable: false, writable: true })
  const say = (message: FromTray): void => sayLine(pipe, message)
  pipe.on('error', () => process.exit(0))
  const leaveWith = (reason: string): void => {
    say({ type: 'unavailable', reason })
    pipe.end(() => process.exit(0))
  }

  try {
    const open = await openHere()
    const tray = await open({
      onAction: (action) => say({ type: 'clicked', action }),
      onIcon: (isShown, reason) => say({ type: 'icon', isShown, reason }),
      onLost: leaveWith,
      onBroken: () => process.exit(1),
    })
    hearLines(process.stdin, {
      onMessage: (message) => {
        const told = ToTray.parse(message)
        if (told.type === 'show') tray.show(told.view)
        else tray.notify(told.note)
      },
      onNonsense: () => process.exit(1),
    })
    process.stdin.once('end', () => {
      void tray.close().finally(() => process.exit(0))
    })
    say({ type: 'ready', version: COMPANION_VERSION })
  } catch (error) {
    if (!(error instanceof NoTray)) throw error
    leaveWith(error.message)
  }
}

void main()
