/** Gathers what the diagnostics tell, and takes out of it whose machine it is. */
import { homedir, hostname, release, tmpdir, userInfo } from 'node:os'
import {
  DEFAULT_SETTINGS,
  type Diagnostics,
  type EngineInfo,
  type ModelInfo,
  SETTING_KEYS,
  type SettingsInForce,
} from '@inlay/shared'
import type { Folders } from '../../system/folders.ts'
import { logPath } from '../log/places.ts'
import { isAtLeast, lastLines, readLine } from '../log/read-log.ts'
import { Doctor, type ReportParts, reportText } from './report.ts'
import { type Private, scrub } from './scrub.ts'

export interface DiagnosticsContext {
  readonly folders: Folders
  /** What `inlay doctor --json` prints; undefined where it cannot be asked. */
  readonly doctor: (() => Promise<unknown>) | undefined
  readonly engines: () => Promise<readonly EngineInfo[]>
  readonly models: () => Promise<readonly ModelInfo[]>
  readonly settings: () => Promise<SettingsInForce>
  readonly apps: () => readonly string[]
}

/** Lines of the log looked at, and told of. */
const LOOKED_AT = 5000
const TOLD = 60

/** Hold a folder or an address of the owner's. */
const PRIVATE_SETTINGS: readonly string[] = ['modelsFolder', 'mirror', 'engine']

/** Whatever cannot be found out is left out: something is amiss already, and that is to be told. */
export const gatherDiagnostics = async (context: DiagnosticsContext): Promise<Diagnostics> => {
  const created = new Date().toISOString()
  const [doctor, engines, models, settings, lines] = await Promise.all([
    context.doctor?.().then(
      (answer) => Doctor.safeParse(answer).data,
      () => undefined,
    ),
    context.engines().catch(() => []),
    context.models().catch(() => []),
    context.settings().catch(() => undefined),
    lastLines(logPath(context.folders.state), LOOKED_AT).catch(() => []),
  ])
  const parts: ReportParts = {
    created,
    doctor,
    node: process.versions.node,
    platform: process.platform,
    architecture: process.arch,
    release: release(),
    upFor: process.uptime() * 1000,
    memory: process.memoryUsage.rss(),
    apps: context.apps(),
    engines,
    settings: settings === undefined ? [] : changedOf(settings),
    lines: lines
      .flatMap((line) => readLine(line) ?? [])
      .filter(isAtLeast('warn'))
      .slice(-TOLD),
  }
  return {
    created,
    text: scrub(reportText(parts), privateThings(context.folders, models, settings)),
  }
}

const changedOf = ({ values }: SettingsInForce): [string, string][] =>
  SETTING_KEYS.filter((key) => values[key] !== DEFAULT_SETTINGS[key]).map((key) => [
    key,
    PRIVATE_SETTINGS.includes(key) ? 'changed' : String(values[key]),
  ])

const privateThings = (
  { config, state }: Folders,
  models: readonly ModelInfo[],
  settings: SettingsInForce | undefined,
): Private => {
  const own = models.filter(({ source }) => source === 'own')
  return {
    folders: {
      ...(settings === undefined ? {} : { [settings.modelsFolder]: '<models folder>' }),
      [config]: '<settings folder>',
      [state]: '<state folder>',
      [tmpdir()]: '<temporary folder>',
      [homedir()]: '~',
    },
    names: {
      [userName()]: '<user>',
      [hostname()]: '<machine>',
      ...Object.fromEntries(
        own.flatMap(({ id, name }, i) => [
          [id, `own-model-${i + 1}`],
          [name, `own model ${i + 1}`],
        ]),
      ),
    },
  }
}

/** Some systems have no name for a user. */
const userName = (): string => {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}
