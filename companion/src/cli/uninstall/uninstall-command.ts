/**
 * `inlay uninstall`: takes back everything Inlay has put on this machine but the program itself:
 * the running companion, what starts it, tokens, keyring entry, files. Works whether it runs or
 * not, and as often as it is called (facts/daemon.md 1.4 row 26).
 */
import { createInterface } from 'node:readline/promises'
import { InlayError } from '@inlay/shared'
import { removeFromKeyring } from '../../http/access/owner-token.ts'
import { modelsFolder, readSettings } from '../../models/settings.ts'
import { autostartEntries, removeAutostart, thisDesktop } from '../../system/autostart.ts'
import { companionFolders, type Folders } from '../../system/folders.ts'
import { systemKeyring } from '../../system/keyring/keyring.ts'
import { ownProgram } from '../../system/own-program.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'
import { historySize, removeBelongings } from './belongings.ts'
import { endCompanion } from './end-companion.ts'
import { type OwnProgram, whatRemains } from './program-itself.ts'

export interface UninstallOptions {
  readonly yes?: boolean
  readonly keepHistory?: boolean
  readonly json?: boolean
}

/**
 * Ends with 1 when something of ours had to stay.
 * @throws InlayError invalid_request when nobody is there to be asked; companion_unproven,
 *   companion_silent, file_unwritable
 */
export const uninstallCommand = async (
  options: UninstallOptions,
  terminal: Terminal,
): Promise<ExitCode> => {
  const folders = companionFolders()
  const keepHistory = await mayNotDelete(folders, options)
  // With INLAY_HOME nothing outside that folder is this one's.
  const isPortable = (process.env.INLAY_HOME ?? '') !== ''
  const autostart = isPortable ? [] : await removeAutostart(autostartEntries(thisDesktop()))
  const stopped = await endCompanion(folders)
  const models = await chosenModels(folders)
  const keyring = await clearKeyring(folders)
  const { removed, left } = await removeBelongings(folders, {
    keepHistory,
    keep: keyring === 'closed' ? ['owner.json'] : [],
  })
  const report: Report = {
    stopped,
    autostart,
    keyring,
    removed,
    left,
    ...(models === undefined ? {} : { models }),
  }
  const text = options.json === true ? JSON.stringify(report, null, 2) : describe(report)
  await terminal.out(`${text}\n`)
  return keyring === 'closed' ? EXIT.failed : EXIT.done
}

interface Report {
  readonly stopped: boolean
  readonly autostart: readonly string[]
  readonly keyring: 'cleared' | 'nothing' | 'closed'
  readonly removed: readonly string[]
  readonly left: readonly string[]
  /** A folder that the user chose for models, perhaps not for this program alone. */
  readonly models?: string
}

/**
 * Whether the history stays: as the flags say, else as the person says.
 * @throws InlayError invalid_request
 */
const mayNotDelete = async (
  folders: Folders,
  { yes = false, keepHistory = false }: UninstallOptions,
): Promise<boolean> => {
  if (yes && keepHistory) return true
  if (yes || keepHistory) return keepHistory
  const size = await historySize(folders)
  if (size === 0) return false
  if (process.stdin.isTTY !== true) {
    throw new InlayError(
      'invalid_request',
      `There is a history of fills (${megabytes(size)}): --yes deletes it, --keep-history keeps it.`,
    )
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await asking.question(
      `Delete the fills and their pictures as well (${megabytes(size)})? [y/N] `,
    )
    return !/^y(es)?$/i.test(answer.trim())
  } finally {
    asking.close()
  }
}

const megabytes = (bytes: number): string => `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`

const clearKeyring = async ({ config }: Folders): Promise<Report['keyring']> => {
  try {
    const place = { folder: config, keyring: systemKeyring() }
    return (await removeFromKeyring(place)) ? 'cleared' : 'nothing'
  } catch (error) {
    if (!(error instanceof InlayError)) throw error
    // A damaged marker names no entry; there is nothing that could be asked for.
    return error.code === 'keyring_closed' ? 'closed' : 'nothing'
  }
}

/** The folder of the models where it is the user's choice; undefined when it is ours. */
const chosenModels = async (folders: Folders): Promise<string | undefined> => {
  const settings = await readSettings(folders).catch(() => ({}))
  const path = modelsFolder(folders, settings)
  return path === modelsFolder(folders, {}, {}) ? undefined : path
}

const describe = ({ stopped, autostart, keyring, removed, left, models }: Report): string => {
  const did = [
    ...(stopped ? ['The companion is stopped.'] : []),
    ...autostart.map((entry) => `No longer started by itself: ${entry}`),
    ...(keyring === 'cleared' ? ['The token is out of the keyring.'] : []),
    ...removed.map((path) => `Deleted: ${path}`),
  ]
  const stays = [
    ...left.map((path) => `Stays: ${path}`),
    ...(models === undefined ? [] : [`Models in the folder you chose stay: ${models}`]),
    ...(keyring === 'closed'
      ? [
          'The keyring is closed, so the token’s entry “Inlay” is still in it; it opens nothing any ' +
            'more. Unlock the keyring and run this once more.',
        ]
      : []),
  ]
  return [
    ...(did.length === 0 ? ['There was nothing of Inlay’s to remove.'] : did),
    ...stays,
    ...whatRemains(thisProgram()),
  ].join('\n')
}

const thisProgram = (): OwnProgram => {
  const [program, script] = ownProgram()
  return {
    path: script ?? program,
    isSelfContained: script === undefined,
    platform: process.platform,
  }
}
