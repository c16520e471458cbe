/**
 * What the companion and its tray process say to each other, a JSON line each: the companion what is
 * to be seen, the tray what was clicked. The same on every system, so that a test can be the tray.
 */
import * as z from '@inlay/shared/zod'

/** What the icon says at a glance. */
export const TRAY_LOOKS = ['idle', 'working', 'attention', 'paused'] as const
export const TrayLook = z.enum(TRAY_LOOKS)
export type TrayLook = z.infer<typeof TrayLook>

/** A line that does something when clicked (`action`), says something (none), or divides. */
const Line = z.strictObject({
  kind: z.literal('line'),
  label: z.string(),
  /** Comes back in `clicked`; a line without one cannot be clicked. */
  action: z.string().optional(),
  /** Set for lines that are on or off. */
  checked: z.boolean().optional(),
})
const Divider = z.strictObject({ kind: z.literal('divider') })
const Submenu = z.strictObject({
  kind: z.literal('submenu'),
  label: z.string(),
  items: z.array(z.discriminatedUnion('kind', [Line, Divider])),
})
export const MenuItem = z.discriminatedUnion('kind', [Line, Divider, Submenu])
export type MenuItem = z.infer<typeof MenuItem>

/** All that is to be seen; each one takes the place of the one before. */
export const TrayView = z.strictObject({
  look: TrayLook,
  /** 0..1 while working, as far as it is known. */
  progress: z.number().min(0).max(1).optional(),
  tooltip: z.string(),
  menu: z.array(MenuItem),
})
export type TrayView = z.infer<typeof TrayView>

export const TrayNote = z.strictObject({
  title: z.string(),
  body: z.string(),
  /** Comes back in `clicked` when the notification is clicked, where the desktop can tell. */
  action: z.string().optional(),
  /** What the button of such a notification says. */
  open: z.string().optional(),
})
export type TrayNote = z.infer<typeof TrayNote>

export const ToTray = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('show'), view: TrayView }),
  z.strictObject({ type: z.literal('notify'), note: TrayNote }),
])
export type ToTray = z.infer<typeof ToTray>

export const FromTray = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), version: z.string() }),
  z.strictObject({ type: z.literal('clicked'), action: z.string() }),
  /**
   * Whether the desktop has a place for the icon, and why not. Without one the process stays: it
   * notifies all the same, and shows the icon once there is a place.
   */
  z.strictObject({ type: z.literal('icon'), isShown: z.boolean(), reason: z.string() }),
  /** Nothing to be had of this desktop, in words; the process ends and is not started again. */
  z.strictObject({ type: z.literal('unavailable'), reason: z.string() }),
])
export type FromTray = z.infer<typeof FromTray>
