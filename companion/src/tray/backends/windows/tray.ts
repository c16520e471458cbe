/**
 * The tray of Windows: Shell_NotifyIconW and a menu of the system's own. While the menu is open this
 * process stands still, which is why it is one of its own.
 */
import { execFile } from 'node:child_process'
import { drawIcon, type Ground } from '../../icon/draw.ts'
import { toIconResource } from '../../icon/ico.ts'
import type { MenuItem, TrayView } from '../../messages.ts'
import { NoTray, type OpenTray } from '../backend.ts'
import { loadWin32, type Win32, WM_TRAY } from './win32.ts'

const NIM = { add: 0, modify: 1, delete: 2 } as const
const NIF = { message: 0x1, icon: 0x2, tip: 0x4, info: 0x10 } as const
const MF = { grey: 0x1 | 0x2, checked: 0x8, submenu: 0x10, divider: 0x800 } as const
const WM = { settingChange: 0x1a, leftUp: 0x202, rightUp: 0x205, balloonClicked: 0x405 } as const

/** Longest texts that the system takes, in UTF-16 units without the end. */
const LONGEST = { tip: 127, title: 63, info: 255 } as const

/** Milliseconds between two looks for messages: a click is answered at once, and idle costs nothing. */
const PUMP_EVERY = 100

const THEME_KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize'

/** The taskbar's colours; read at the start and whenever a setting of the system changes. */
const readGround = (): Promise<Ground> =>
  new Promise((resolve) => {
    const args = ['query', THEME_KEY, '/v', 'SystemUsesLightTheme']
    execFile('reg.exe', args, { windowsHide: true, timeout: 3000 }, (error, out) =>
      resolve(error === null && /0x1\s*$/.test(out) ? 'light' : 'dark'),
    )
  })

export const openWindowsTray: OpenTray = async ({ onAction }) => {
  let win: Win32
  try {
    win = loadWin32()
  } catch (cause) {
    throw new NoTray('the library for the tray icon is not installed', { cause })
  }
  let ground = await readGround()
  let view: TrayView = { look: 'idle', tooltip: 'Inlay', menu: [] }
  let drawn = ''
  let icon: unknown = null
  let noteAction: string | undefined
  let isOpen = false

  const send = (message: number, flags: number, title = '', info = ''): boolean =>
    win.notifyIcon(message, {
      window,
      flags,
      callback: WM_TRAY,
      icon,
      tip: view.tooltip.slice(0, LONGEST.tip),
      title: title.slice(0, LONGEST.title),
      info: info.slice(0, LONGEST.info),
    })

  const openMenu = (): void => {
    if (isOpen) return
    isOpen = true
    const actions: string[] = []
    const menu = build(win, view.menu, actions)
    const chosen = actions[win.trackMenu(menu, window) - 1]
    win.destroyMenu(menu)
    isOpen = false
    if (chosen !== undefined) onAction(chosen)
  }

  const window = win.makeWindow(
    (message, low) => {
      if (message === WM.settingChange) void followGround()
      if (message !== WM_TRAY) return undefined
      if (low === WM.leftUp) onAction('open-page')
      else if (low === WM.rightUp) openMenu()
      else if (low === WM.balloonClicked && noteAction !== undefined) onAction(noteAction)
      return 0
    },
    // Explorer was restarted and knows of no icon.
    () => void send(NIM.add, NIF.message | NIF.icon | NIF.tip),
  )

  const redraw = (): boolean => {
    const now = JSON.stringify([view.look, Math.round((view.progress ?? 0) * 20), ground])
    if (now === drawn) return false
    drawn = now
    const size = Math.max(16, win.smallIconSize())
    const old = icon
    icon = win.makeIcon(toIconResource(drawIcon(view.look, ground, size, view.progress)), size)
    if (old !== null) win.destroyIcon(old)
    return true
  }

  const followGround = async (): Promise<void> => {
    ground = await readGround()
    if (redraw()) send(NIM.modify, NIF.icon)
  }

  redraw()
  if (!send(NIM.add, NIF.message | NIF.icon | NIF.tip)) {
    throw new NoTray('the taskbar took no icon')
  }
  const pump = setInterval(win.pump, PUMP_EVERY)

  return {
    show: (next) => {
      view = next
      redraw()
      send(NIM.modify, NIF.icon | NIF.tip)
    },
    notify: ({ title, body, action }) => {
      noteAction = action
      send(NIM.modify, NIF.info, title, body)
    },
    close: async () => {
      clearInterval(pump)
      send(NIM.delete, 0)
    },
  }
}

/** Fills a menu; line n of `actions` has the id n + 1, as 0 means that nothing was chosen. */
const build = (win: Win32, items: readonly MenuItem[], actions: string[]): unknown => {
  const menu = win.createMenu()
  for (const item of items) {
    switch (item.kind) {
      case 'divider':
        win.appendMenu(menu, MF.divider, 0, null)
        break
      case 'submenu': {
        const inner = build(win, item.items, actions)
        win.appendMenu(menu, MF.submenu, win.addressOf(inner), plain(item.label))
        break
      }
      case 'line': {
        const { action, checked } = item
        if (action !== undefined) actions.push(action)
        const flags = (action === undefined ? MF.grey : 0) | (checked ? MF.checked : 0)
        win.appendMenu(menu, flags, action === undefined ? 0 : actions.length, plain(item.label))
      }
    }
  }
  return menu
}

/** A lone ampersand would underline the letter after it. */
const plain = (label: string): string => label.replaceAll('&', '&&')
