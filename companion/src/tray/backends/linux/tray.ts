/**
 * The tray of Linux desktops: a StatusNotifierItem on the session's D-Bus. KDE, LXQt, Xfce, MATE and
 * Cinnamon have it, GNOME with an extension (Ubuntu's is there from the start).
 */
import { drawIcon, type Ground } from '../../icon/draw.ts'
import type { TrayView } from '../../messages.ts'
import type { OpenTray } from '../backend.ts'
import { type Address, openBus } from './bus.ts'
import { followGround } from './ground.ts'
import { createPanelMenu, MENU_DESCRIPTION, MENU_INTERFACE, MENU_PATH } from './menu.ts'
import { openNotifications } from './notifications.ts'

const WATCHER: Address = {
  destination: 'org.kde.StatusNotifierWatcher',
  path: '/StatusNotifierWatcher',
  interface: 'org.kde.StatusNotifierWatcher',
}
const ITEM_PATH = '/StatusNotifierItem'
const ITEM_INTERFACE = 'org.kde.StatusNotifierItem'

/** Milliseconds that a panel may take to come up after the session did, before that is told. */
const PANEL_WITHIN = 5000

const NO_PANEL = 'this desktop has no tray (GNOME needs its AppIndicator extension)'

/** Panels choose the one that fits. */
const SIZES = [16, 22, 24, 32, 48, 64]

const ITEM_DESCRIPTION = {
  name: ITEM_INTERFACE,
  methods: {
    Activate: ['ii', ''],
    SecondaryActivate: ['ii', ''],
    ContextMenu: ['ii', ''],
    Scroll: ['is', ''],
  },
  properties: {
    Category: 's',
    Id: 's',
    Title: 's',
    Status: 's',
    WindowId: 'i',
    IconName: 's',
    IconThemePath: 's',
    IconPixmap: 'a(iiay)',
    OverlayIconName: 's',
    OverlayIconPixmap: 'a(iiay)',
    AttentionIconName: 's',
    AttentionIconPixmap: 'a(iiay)',
    AttentionMovieName: 's',
    ToolTip: '(sa(iiay)ss)',
    ItemIsMenu: 'b',
    Menu: 'o',
  },
  signals: { NewIcon: [''], NewToolTip: [''], NewStatus: ['s', 'status'] },
} as const

export const openLinuxTray: OpenTray = async ({ onAction, onIcon, onLost }) => {
  const bus = await openBus(onLost)
  let ground: Ground = 'either'
  let view: TrayView = { look: 'idle', tooltip: 'Inlay', menu: [] }
  let drawn = ''

  const menu = createPanelMenu(onAction)
  const item = {
    Category: 'ApplicationStatus',
    Id: 'inlay',
    Title: 'Inlay',
    /** Panels hide what is passive; "needs attention" would ask for a second icon. */
    Status: 'Active',
    WindowId: 0,
    IconName: '',
    IconThemePath: '',
    get IconPixmap() {
      return SIZES.map((size) => toPixmap(view, ground, size))
    },
    OverlayIconName: '',
    OverlayIconPixmap: [],
    AttentionIconName: '',
    AttentionIconPixmap: [],
    AttentionMovieName: '',
    get ToolTip() {
      return ['', [], view.tooltip, '']
    },
    ItemIsMenu: false,
    Menu: MENU_PATH,
    Activate: () => onAction('open-page'),
    SecondaryActivate: () => onAction('open-page'),
    ContextMenu: () => undefined,
    Scroll: () => undefined,
  }

  const redraw = (): void => {
    // A twentieth more of the tile is seen; a redraw for each per mille would keep the panel busy.
    const now = JSON.stringify([view.look, Math.round((view.progress ?? 0) * 20), ground])
    if (now === drawn) return
    drawn = now
    bus.signal(ITEM_PATH, ITEM_INTERFACE, 'NewIcon')
  }

  bus.offer(item, ITEM_PATH, ITEM_DESCRIPTION)
  bus.offer(menu.implementation, MENU_PATH, MENU_DESCRIPTION)
  const name = `${ITEM_INTERFACE}-${process.pid}-1`
  await bus.own(name)
  let isShown = false
  let wasMissed = false
  const register = async (): Promise<void> => {
    await bus.call(WATCHER, 'RegisterStatusNotifierItem', 's', [name])
    isShown = true
    if (wasMissed) onIcon(true, '')
    wasMissed = false
  }
  const registerQuietly = (): Promise<void> => register().catch(() => undefined)

  // A panel that is restarted knows of nobody, and one that comes late is welcome.
  await bus.onOwner(WATCHER.destination, (isThere) => {
    if (isThere) void registerQuietly()
  })
  const notify = await openNotifications(bus, onAction)
  await registerQuietly()
  // Without one this process stays all the same: who asks to be paired is still notified of.
  const late = setTimeout(() => {
    if (isShown) return
    wasMissed = true
    onIcon(false, NO_PANEL)
  }, PANEL_WITHIN)
  ground = await followGround(bus, (changed) => {
    ground = changed
    redraw()
  })
  redraw()

  return {
    show: (next) => {
      const tooltipChanged = next.tooltip !== view.tooltip
      view = next
      redraw()
      if (tooltipChanged) bus.signal(ITEM_PATH, ITEM_INTERFACE, 'NewToolTip')
      if (menu.set(next.menu)) {
        bus.signal(MENU_PATH, MENU_INTERFACE, 'LayoutUpdated', 'ui', [menu.revision, 0])
      }
    },
    notify: (note) => void notify(note),
    close: async () => {
      clearTimeout(late)
      bus.close()
    },
  }
}

/** [width, height, ARGB in network order] */
const toPixmap = (view: TrayView, ground: Ground, size: number) => {
  const { rgba } = drawIcon(view.look, ground, size, view.progress)
  const argb = Buffer.alloc(rgba.length)
  for (let i = 0; i < rgba.length; i += 4) {
    argb[i] = rgba[i + 3]!
    argb[i + 1] = rgba[i]!
    argb[i + 2] = rgba[i + 1]!
    argb[i + 3] = rgba[i + 2]!
  }
  return [size, size, argb]
}
