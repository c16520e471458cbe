/** Notifications through the desktop (org.freedesktop.Notifications); a desktop without them has none. */
import type { TrayNote } from '../../messages.ts'
import type { Address, Bus } from './bus.ts'

const DESKTOP: Address = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
}

/** The key that a click on the notification itself sends. */
const DEFAULT = 'default'

/** Bodies are markup on most desktops. */
const asText = (body: string): string =>
  body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

export const openNotifications = async (
  bus: Bus,
  onAction: (action: string) => void,
): Promise<(note: TrayNote) => Promise<void>> => {
  const actions = new Map<unknown, string>()
  await bus.hear(DESKTOP, 'ActionInvoked', ([id, key]) => {
    const action = actions.get(id)
    if (key === DEFAULT && action !== undefined) onAction(action)
  })
  await bus.hear(DESKTOP, 'NotificationClosed', ([id]) => actions.delete(id))

  return async ({ title, body, action, open = '' }) => {
    const keys = action === undefined ? [] : [DEFAULT, open]
    const hints = [['desktop-entry', ['s', 'inlay']]]
    const values = ['Inlay', 0, '', title, asText(body), keys, hints, -1]
    const id = await bus.call(DESKTOP, 'Notify', 'susssasa{sv}i', values).catch(() => undefined)
    if (action !== undefined && id !== undefined) actions.set(id, action)
  }
}
