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

/** The portal's numbers for what a person wants; 0 is nothing said. */
const WANTS: Readonly<Record<number, Ground>> = { 1: 'dark', 2: 'light' }

export const followGround = async (
  bus: Bus,
  onChange: (ground: Ground) => void,
  desktop = process.env.XDG_CURRENT_DESKTOP,
): Promise<Ground> => {
  try {
    await bus.hear(PORTAL, 'SettingChanged', ([space, key, value]) => {
      if (space === SPACE && key === KEY) onChange(groundOf(value, desktop))
    })
    return groundOf(await bus.call(PORTAL, 'Read', 'ss', [SPACE, KEY]), desktop)
  } catch {
    return groundOf(undefined, desktop)
  }
}

/**
 * @param value the portal's, a variant nested once or twice: [signature, [value]]
 * @param desktop as XDG_CURRENT_DESKTOP names it ("ubuntu:GNOME")
 */
export const groundOf = (value: unknown, desktop = ''): Ground => {
  // GNOME's bar stays dark whatever its windows are.
  if (/\bgnome\b/i.test(desktop)) return 'dark'
  let inner = value
  while (Array.isArray(inner)) inner = inner.at(-1)
  return (typeof inner === 'number' ? WANTS[inner] : undefined) ?? 'either'
}
