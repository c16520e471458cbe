/** What the owner has set about where nets run and how long they stay. */

import type { Folders } from '../system/folders.ts'
import { settingsOf } from '../system/settings-file.ts'
import { allowedProviders, PROVIDERS_VARIABLE, type Provider } from './providers.ts'

export interface OwnerOptions {
  readonly providers: readonly Provider[]
  /** Milliseconds. */
  readonly idleAfter: number
}

/** The process that has nets open leaves sooner where fills are rare: with the process that asked it. */
const LEAST_IDLE = 5 * 60_000

/** The variable stands above the settings. @throws InlayError engine_unavailable */
export const ownerOptions = async (
  folders: Folders,
  env: NodeJS.ProcessEnv = process.env,
): Promise<OwnerOptions> => {
  const { graphicsCard, idleMinutes } = await settingsOf(folders)
  const allowed = allowedProviders(env)
  const isSaid = Boolean(env[PROVIDERS_VARIABLE]?.trim())
  return {
    providers: graphicsCard || isSaid ? allowed : allowed.filter((one) => one === 'cpu'),
    idleAfter: Math.max(LEAST_IDLE, idleMinutes * 60_000),
  }
}
