/** What a daemon is started with, and what whoever started it holds of it. */
import type { FillClientOptions } from '../jobs/fill-client.ts'
import type { ModelsOptions } from '../models/models.ts'
import type { Folders } from '../system/folders.ts'
import type { Keyring } from '../system/keyring/keyring.ts'
import type { PluginPlaces } from '../system/plugin-places.ts'
import type { SomeSettings } from '../system/settings-file.ts'
import type { PairingEvent } from './access/pairing.ts'
import type { Desk } from './desk.ts'
import type { GpuLibrariesOptions } from './gpu-libraries.ts'
import type { DaemonLimits } from './limits.ts'
import type { LogFileOptions } from './log/file.ts'
import type { Outside } from './outside.ts'
import type { LiveSettings } from './settings/live-settings.ts'
import type { Surroundings } from './surroundings.ts'

export interface DaemonOptions {
  /** One of COMPANION_PORTS, the only port then tried; 0, for tests, takes any. */
  readonly port?: number
  /** For tests: this one port, whatever it is, so that one that comes back is found where it was. */
  readonly portAgain?: number
  readonly folders?: Folders
  /** Where the owner's token is kept; in a file when absent. */
  readonly keyring?: Keyring | undefined
  /** Lets programs on other machines in as well, by TLS and token; nobody when absent. */
  readonly outside?: Outside | undefined
  readonly limits?: Partial<DaemonLimits>
  readonly fillProcess?: FillClientOptions
  /** Hears of pairings, codes included: for the eyes of whoever sits at this machine, for no log. */
  readonly onPairing?: (event: PairingEvent) => void
  /** What was said on the command line: it stands above the settings file. */
  readonly settings?: SomeSettings
  /** What the page may ask of the desktop; nothing when absent. */
  readonly surroundings?: Surroundings | undefined
  /** The plugins that are offered, and what a card needs; for tests. */
  readonly plugins?: () => Promise<PluginPlaces>
  readonly gpu?: Pick<GpuLibrariesOptions, 'wheels' | 'hasCard'>
  /** Gets what is amiss in words; silent when absent. */
  readonly log?: (line: string) => void
  /** Where models come from; for tests. */
  readonly models?: Omit<ModelsOptions, 'folders' | 'onFailure' | 'onChange'>
  /** The log on disk, below the state folder. */
  readonly logFile?: LogFileOptions
}

export interface Daemon {
  readonly port: number
  /** "http://127.0.0.1:43117", "http://[::1]:43117" where there is IPv6, and those outside. */
  readonly addresses: readonly string[]
  /** The file that holds the owner's token when no keyring does. */
  readonly tokenPath: string
  /** Process id of the fill process while there is one. */
  readonly fillProcess: number | undefined
  /** For whoever sits at this machine: the tray. */
  readonly desk: Desk
  /** What the owner has set, as it changes. */
  readonly settings: Pick<LiveSettings, 'now' | 'change' | 'onChange'>
  /** A code that signs in to the page, once, within a minute: never for a log. */
  pageCode(): string
  readonly page: DaemonPage
  /** Resolves when the owner has asked the companion to stop; whoever started it then does. */
  readonly stopAsked: Promise<void>
  /** Takes no more and lets what runs end, then closes; within ten seconds. */
  stop(why: 'signal' | 'request'): Promise<void>
  /** Lets everybody go and ends the fill process; what waits and runs is taken up again later. */
  close(): Promise<void>
}

/** Whether the companion's page is open somewhere. */
export interface DaemonPage {
  /** Milliseconds since a page that is signed in was last here; undefined when none was. */
  readonly seenAgo: number | undefined
  /** Pages were signed in when the companion last ended. */
  readonly mayReturn: boolean
}
