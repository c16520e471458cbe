/**
 * `settings.json`: what the owner has set, 0600 in the settings folder, written whole and renamed.
 * Only what was set stands in it. A value that cannot be used is named and its default stands in for
 * it: nobody's fill fails for a slip in this file, and what a newer Inlay wrote is left as it is.
 */
import { readFile } from 'node:fs/promises'
import { DEFAULT_SETTINGS, describeIssue, InlayError, Settings } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { systemCode } from './disk-error.ts'
import { type Folders, settingsPath } from './folders.ts'
import { makePrivateFolder, writePrivateFile } from './private-files.ts'

/** Where models lie and come from stands in `models.json`, beside the licences. */
const FileSettings = Settings.omit({ modelsFolder: true, mirror: true })
export type FileSettings = z.infer<typeof FileSettings>

const SomeSettings = FileSettings.partial()
/** Those that were set. */
export type SomeSettings = z.infer<typeof SomeSettings>
export type FileSetting = keyof FileSettings

export const FILE_SETTINGS: readonly FileSetting[] = FileSettings.keyof().options

export interface ReadSettings {
  /** Only what was set. */
  readonly chosen: SomeSettings
  /** One sentence for each thing that cannot be used. */
  readonly problems: readonly string[]
}

const Whole = z.record(z.string(), z.unknown())

/**
 * Undefined for what is no JSON object.
 * @throws InlayError file_unreadable
 */
const readWhole = async (folders: Folders): Promise<z.infer<typeof Whole> | undefined> => {
  let text: string
  try {
    text = await readFile(settingsPath(folders), 'utf8')
  } catch (cause) {
    const code = systemCode(cause)
    if (code === 'ENOENT' || code === 'ENOTDIR') return {}
    throw new InlayError('file_unreadable', 'It is the settings.', { cause })
  }
  try {
    return Whole.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Never fails: whoever only wants to fill goes on with the defaults. */
export const readSettingsFile = async (folders: Folders): Promise<ReadSettings> => {
  let whole: z.infer<typeof Whole> | undefined
  try {
    whole = await readWhole(folders)
  } catch (error) {
    if (!(error instanceof InlayError)) throw error
    return { chosen: {}, problems: ['settings.json cannot be read; the defaults hold.'] }
  }
  if (whole === undefined) {
    return { chosen: {}, problems: ['settings.json is not a JSON object; the defaults hold.'] }
  }
  const given = Object.fromEntries(FILE_SETTINGS.flatMap((key) => entryOf(whole, key)))
  const parsed = SomeSettings.safeParse(given)
  if (parsed.success) return { chosen: parsed.data, problems: [] }
  const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])))
  const rest = Object.fromEntries(Object.entries(given).filter(([key]) => !wrong.has(key)))
  return {
    chosen: SomeSettings.parse(rest),
    problems: parsed.error.issues.map(
      (issue) => `${describeIssue(issue, given, 'the settings')}; the default holds.`,
    ),
  }
}

const entryOf = (whole: z.infer<typeof Whole>, key: string): [string, unknown][] =>
  Object.hasOwn(whole, key) ? [[key, whole[key]]] : []

/** With defaults for what was not set. */
const withDefaults = (chosen: SomeSettings): FileSettings => {
  const { modelsFolder: _, mirror: __, ...defaults } = DEFAULT_SETTINGS
  return FileSettings.parse({ ...defaults, ...chosen })
}

/** What holds by the file alone, defaults filled in. */
export const settingsOf = async (folders: Folders): Promise<FileSettings> =>
  withDefaults((await readSettingsFile(folders)).chosen)

export interface FileChange {
  readonly set?: SomeSettings
  /** Those that go back to their defaults. */
  readonly reset?: readonly FileSetting[]
}

/**
 * The one writer of the file; what is not named stays.
 * @throws InlayError file_unreadable | file_unwritable
 */
export const changeSettingsFile = async (
  folders: Folders,
  { set = {}, reset = [] }: FileChange,
): Promise<void> => {
  const whole = { ...(await readWhole(folders)) }
  for (const key of reset) delete whole[key]
  const next = { ...whole, ...set, version: 1 }
  try {
    await makePrivateFolder(folders.config)
    await writePrivateFile(settingsPath(folders), `${JSON.stringify(next, null, 2)}\n`)
  } catch (cause) {
    throw new InlayError('file_unwritable', 'It is the settings.', { cause })
  }
}
