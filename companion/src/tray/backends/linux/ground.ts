/** Whether the desktop is dark or light, and when that changes (the settings portal). */
import type { Ground } from '../../icon/draw.ts'
import type { Address, Bus } from './bus.ts'

const PORTAL: Address = {
  destination: 'org.freedesktop.portal.Desktop',
  path: '/org/freedesktop/portal/desktop',
  interface: 'org.freedesktop.portal.Settings',
}
const SPACE = 'org.freedesktop.appearance'
const KEY = 'color-scheme'

/** The portal's number for a person who wants light; 1 is dark, 0 nothing said. */
const LIGHT = 2

/** Panels are dark on most desktops whose colours nobody has chosen. */
const UNKNOWN: Ground = 'dark'

export const followGround = async (
  bus: Bus,
  onChange: (ground: Ground) => void,
): Promise<Ground> => {
  try {
    await bus.hear(PORTAL, 'SettingChanged', ([space, key, value]) => {
      if (space === SPACE && key === KEY) onChange(groundOf(value))
    })
    return groundOf(await bus.call(PORTAL, 'Read', 'ss', [SPACE, KEY]))
  } catch {
    return UNKNOWN
  }
}

/** Variants, nested once or twice, come as [signature, [value]]. */
const groundOf = (value: unknown): Ground => {
  let inner = value
  while (Array.isArray(inner)) inner = inner.at(-1)
  return inner === LIGHT ? 'light' : UNKNOWN
}
