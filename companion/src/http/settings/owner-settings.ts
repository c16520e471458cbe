/**
 * Everything the owner may set as one: `settings.json`, where models lie and come from
 * (`models.json`), and what stands above both. Read and changed here by the companion and by the
 * command line alike.
 */
import {
  DEFAULT_SETTINGS,
  InlayError,
  SETTING_KEYS,
  type SettingKey,
  type SettingSource,
  Settings,
  type SettingsChange,
  type SettingsInForce,
} from '@inlay/shared'
import { PROVIDERS_VARIABLE } from '../../inference/providers.ts'
import {
  changeSettings,
  type ModelSettings,
  modelsFolder,
  readSettings,
} from '../../models/settings.ts'
import type { Folders } from '../../system/folders.ts'
import {
  changeSettingsFile,
  FILE_SETTINGS,
  type FileSetting,
  readSettingsFile,
  type SomeSettings,
} from '../../system/settings-file.ts'

export interface OwnerSettingsContext {
  readonly folders: Folders
  /** Said on the command line of the companion: stands above the file. */
  readonly flags?: SomeSettings | undefined
  readonly env?: NodeJS.ProcessEnv
}

const MODELS_VARIABLE = 'INLAY_MODELS'

export const ownerSettings = async ({
  folders,
  flags = {},
  env = process.env,
}: OwnerSettingsContext): Promise<SettingsInForce> => {
  const [{ chosen, problems }, { models, amiss }] = await Promise.all([
    readSettingsFile(folders),
    readModelSettings(folders),
  ])
  const { folder = null, mirror = null } = models
  const said: ReadonlyMap<SettingKey, SettingSource> = new Map([
    ...keysOf(chosen).map((key) => [key, 'file'] as const),
    ...(folder === null ? [] : ([['modelsFolder', 'file']] as const)),
    ...(mirror === null ? [] : ([['mirror', 'file']] as const)),
    ...keysOf(flags).map((key) => [key, 'command line'] as const),
    ...(env[MODELS_VARIABLE] ? ([['modelsFolder', 'environment']] as const) : []),
    ...(env[PROVIDERS_VARIABLE]?.trim() ? ([['graphicsCard', 'environment']] as const) : []),
  ])
  const card = env[PROVIDERS_VARIABLE]?.trim()
  return {
    values: Settings.parse({
      ...DEFAULT_SETTINGS,
      ...chosen,
      ...defined(flags),
      modelsFolder: env[MODELS_VARIABLE] || folder,
      mirror,
      ...(card ? { graphicsCard: card !== 'cpu' } : {}),
    }),
    sources: sourcesOf((key) => said.get(key) ?? 'default'),
    modelsFolder: modelsFolder(folders, models, env),
    problems: [...problems, ...amiss],
  }
}

/** Damaged ones keep models from working, which says so; nobody else needs to fail for them. */
const readModelSettings = async (
  folders: Folders,
): Promise<{ models: Pick<ModelSettings, 'folder' | 'mirror'>; amiss: readonly string[] }> => {
  try {
    return { models: await readSettings(folders), amiss: [] }
  } catch (error) {
    if (!(error instanceof InlayError)) throw error
    return { models: {}, amiss: [error.detail ?? error.message] }
  }
}

const keysOf = (some: SomeSettings): FileSetting[] =>
  FILE_SETTINGS.filter((key) => some[key] !== undefined)

const defined = (some: SomeSettings): SomeSettings =>
  Object.fromEntries(keysOf(some).map((key) => [key, some[key]]))

const sourcesOf = (of: (key: SettingKey) => SettingSource): SettingsInForce['sources'] => ({
  engine: of('engine'),
  graphicsCard: of('graphicsCard'),
  idleMinutes: of('idleMinutes'),
  concurrency: of('concurrency'),
  keepDays: of('keepDays'),
  keepFills: of('keepFills'),
  keepGigabytes: of('keepGigabytes'),
  modelsFolder: of('modelsFolder'),
  mirror: of('mirror'),
  tray: of('tray'),
  language: of('language'),
  logLevel: of('logLevel'),
})

/**
 * Writes what is to change; what something else stands above is refused, since it would not hold.
 * @throws InlayError invalid_request | file_unreadable | file_unwritable
 */
export const changeOwnerSettings = async (
  context: OwnerSettingsContext,
  { set = {}, reset = [] }: SettingsChange,
): Promise<SettingsInForce> => {
  const { folders } = context
  const { sources } = await ownerSettings(context)
  const { modelsFolder: folder, mirror, ...rest } = set
  for (const key of SETTING_KEYS.filter((one) => set[one] !== undefined || reset.includes(one))) {
    const source = sources[key]
    if (source === 'command line' || source === 'environment') {
      throw new InlayError(
        'invalid_request',
        `"${key}" was set ${source === 'environment' ? 'by a variable of the environment' : 'where the companion was started'}, which stands above the settings.`,
      )
    }
  }
  if (folder !== undefined || mirror !== undefined || reset.some(isOfModels)) {
    await changeSettings(folders, {
      folder: reset.includes('modelsFolder') ? null : folder,
      mirror: reset.includes('mirror') ? null : mirror,
    })
  }
  if (keysOf(rest).length > 0 || reset.some((key) => !isOfModels(key))) {
    await changeSettingsFile(folders, {
      set: rest,
      reset: FILE_SETTINGS.filter((key) => reset.includes(key)),
    })
  }
  return ownerSettings(context)
}

const isOfModels = (key: SettingKey): boolean => key === 'modelsFolder' || key === 'mirror'
