/** Settings as they are typed: `keep-days 30`, `graphics-card off`. */
import {
  expected,
  InlayError,
  SETTING_KEYS,
  type SettingKey,
  Settings,
  type SettingsChange,
} from '@inlay/shared'

/** "keepDays" -> "keep-days". */
export const typedName = (key: SettingKey): string =>
  key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Both spellings are taken. @throws InlayError invalid_request */
export const keyNamed = (name: string): SettingKey => {
  const key = SETTING_KEYS.find((one) => one === name || typedName(one) === name.toLowerCase())
  if (key !== undefined) return key
  const names = SETTING_KEYS.map(typedName).join(', ')
  throw new InlayError('invalid_request', expected(`one of ${names}`, 'the setting', name))
}

/** The value as people read it. */
export const typedValue = (value: Settings[SettingKey]): string => {
  if (value === null) return 'none'
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)
}

const WORDS: Readonly<Record<string, unknown>> = {
  on: true,
  off: false,
  true: true,
  false: false,
  yes: true,
  no: false,
}

/**
 * A change of one setting to what was typed.
 * @throws InlayError invalid_request with what was expected
 */
export const changeTyped = (key: SettingKey, text: string): NonNullable<SettingsChange['set']> => {
  const schema = Settings.partial()
  const candidates = [
    ...(Object.hasOwn(WORDS, text.toLowerCase()) ? [WORDS[text.toLowerCase()]] : []),
    ...(text === 'none' || text === 'default' ? [null] : []),
    ...(text.trim() !== '' && Number.isFinite(Number(text)) ? [Number(text)] : []),
    text,
  ]
  for (const value of candidates) {
    const parsed = schema.safeParse({ [key]: value })
    if (parsed.success) return parsed.data
  }
  throw new InlayError('invalid_request', expected(WANTED[key], typedName(key), text))
}

const SWITCH = 'on or off'

const WANTED: Readonly<Record<SettingKey, string>> = {
  engine: 'auto, or an id that `inlay engines` lists',
  graphicsCard: SWITCH,
  idleMinutes: '0.5 to 1440 minutes',
  concurrency: '1 to 4',
  keepDays: '0.01 to 3650 days',
  keepFills: '1 to 100000',
  keepGigabytes: '0.1 to 10000 gigabytes',
  modelsFolder: 'an absolute path, or none',
  mirror: 'an https address, or none',
  tray: SWITCH,
  language: 'auto, en, de, tr, ja or es',
  logLevel: 'debug, info, warn or error',
}
