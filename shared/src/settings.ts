/** What the owner may set: one list for the settings file, the command line, the page and the tray. */
import { LANGUAGES } from './languages.ts'
import * as z from './zod.ts'

/** How much is written to the log; least first is last. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

const text = z.string().min(1).max(4096)

export const Settings = z.strictObject({
  /**
   * The engine that `auto` takes where it can do what is asked; an id of `GET /v1/engines`. `auto`
   * leaves the choice to the companion.
   */
  engine: z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/),
  /** False keeps nets off the graphics card: for one that misbehaves, or is needed elsewhere. */
  graphicsCard: z.boolean(),
  /** Minutes without work after which engines leave memory. */
  idleMinutes: z.number().min(0.5).max(1440),
  /** Fills that run at the same time. */
  concurrency: z.int().min(1).max(4),
  /** Finished fills stay so many days, ... */
  keepDays: z.number().min(0.01).max(3650),
  /** ... so many of them, ... */
  keepFills: z.int().min(1).max(100_000),
  /** ... and take so many gigabytes (2^30 bytes) at most. The newest always stays. */
  keepGigabytes: z.number().min(0.1).max(10_000),
  /** Absolute; models lie in `inlay-models` below it. Null: among the companion's own things. */
  modelsFolder: text.nullable(),
  /** Stands in for the publishers' sites of models: same paths, another address. Null: none does. */
  mirror: text.nullable(),
  /** Whether a companion that is started for the desktop shows an icon in its tray. */
  tray: z.boolean(),
  /** Of the page and the tray; `auto` is the system's own. */
  language: z.enum(['auto', ...LANGUAGES]),
  logLevel: z.enum(LOG_LEVELS),
})
export type Settings = z.infer<typeof Settings>
export type SettingKey = keyof Settings

export const DEFAULT_SETTINGS: Settings = {
  engine: 'auto',
  graphicsCard: true,
  idleMinutes: 2,
  concurrency: 1,
  keepDays: 7,
  keepFills: 1000,
  keepGigabytes: 4,
  modelsFolder: null,
  mirror: null,
  tray: true,
  language: 'auto',
  logLevel: 'info',
}

export const SettingName = z.enum([
  'engine',
  'graphicsCard',
  'idleMinutes',
  'concurrency',
  'keepDays',
  'keepFills',
  'keepGigabytes',
  'modelsFolder',
  'mirror',
  'tray',
  'language',
  'logLevel',
] as const satisfies readonly SettingKey[])

export const SETTING_KEYS: readonly SettingKey[] = SettingName.options

/** Body of `PATCH /v1/settings`: only what is to change. */
export const SettingsChange = z.strictObject({
  set: Settings.partial().optional(),
  /** Names of those that go back to their defaults. */
  reset: z.array(SettingName).max(SETTING_KEYS.length).optional(),
})
export type SettingsChange = z.infer<typeof SettingsChange>

/** Where a value comes from; what stands above the file cannot be changed in it. */
export const SettingSource = z.enum(['default', 'file', 'command line', 'environment'])
export type SettingSource = z.infer<typeof SettingSource>

/** Whether the companion starts with the desktop. `other`: something else does, or an older place of it. */
export const AutostartState = z.enum(['on', 'off', 'other'])
export type AutostartState = z.infer<typeof AutostartState>

/** Whether the icon is in the tray. `none`: it is meant to be, and the desktop has no place for it. */
export const TrayState = z.enum(['on', 'off', 'none'])
export type TrayState = z.infer<typeof TrayState>

/** Answer to `POST /v1/tray`. */
export const TrayShown = z.object({ tray: TrayState })
export type TrayShown = z.infer<typeof TrayShown>

/** Answer to `GET` and `PATCH /v1/settings`. */
export const SettingsInForce = z.object({
  /** As they hold now. */
  values: z.object(Settings.shape),
  sources: z.record(SettingName, SettingSource),
  /** Where models lie, absolute. */
  modelsFolder: z.string(),
  /** What the file holds that cannot be used, in words; defaults stand in for it. */
  problems: z.array(z.string()),
  /** Absent where the companion was not started for a desktop. */
  autostart: AutostartState.optional(),
  /** Absent where the companion was started without an icon. */
  tray: TrayState.optional(),
})
export type SettingsInForce = z.infer<typeof SettingsInForce>

/** Body of `PUT /v1/autostart`. */
export const AutostartWish = z.strictObject({ on: z.boolean() })
export type AutostartWish = z.infer<typeof AutostartWish>

/** Answer to it. */
export const Autostart = z.object({ autostart: AutostartState })
export type Autostart = z.infer<typeof Autostart>

/** Body of `PUT /v1/pause`, and its answer: while it is paused nothing new is started. */
export const Pause = z.strictObject({ paused: z.boolean() })
export type Pause = z.infer<typeof Pause>
