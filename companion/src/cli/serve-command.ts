/** `inlay serve`: runs the companion until somebody stops it. */
import { InlayError, type LogLevel, type TrayState } from '@inlay/shared'
import { startDaemon } from '../http/daemon.ts'
import type { Daemon } from '../http/daemon-options.ts'
import { sayLastWords } from '../http/log/last-words.ts'
import { companionFolders } from '../system/folders.ts'
import { systemKeyring } from '../system/keyring/keyring.ts'
import type { SomeSettings } from '../system/settings-file.ts'
import type { Tray } from '../tray/tray.ts'
import { cancelOnSignals } from './cancel.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { showRunningPage } from './open-command.ts'
import { type OutsideOptions, readOutside } from './outside-options.ts'
import { ownName } from './own-name.ts'
import { describePairing } from './pairing-words.ts'
import { asInlayError, describeError } from './print-error.ts'
import { showPage } from './show-page.ts'
import { showRunningTray } from './show-tray.ts'
import { createSurroundings } from './surroundings.ts'
import type { Terminal } from './terminal.ts'
import { trayProgramLine } from './tray-program-line.ts'
import { switchTray, type TraySwitch } from './tray-switch.ts'

/** The daemon promises to close within ten seconds. */
const PATIENCE_MS = 11_000

export interface ServeOptions extends OutsideOptions {
  readonly port?: number
  readonly logLevel?: LogLevel
  /** Days and gigabytes that finished fills may take; as the settings say when absent. */
  readonly keepDays?: number | undefined
  readonly keepGigabytes?: number | undefined
  /** Shows an icon in the desktop's tray. */
  readonly tray?: boolean
  /** Shows the page once it runs. */
  readonly open?: boolean
}

/** What was said stands above the settings. */
const saidIn = ({ keepDays, keepGigabytes, logLevel }: ServeOptions): SomeSettings => ({
  ...(keepDays === undefined ? {} : { keepDays }),
  ...(keepGigabytes === undefined ? {} : { keepGigabytes }),
  ...(logLevel === undefined ? {} : { logLevel }),
})

/**
 * Ends with 0 when stopped, and when a companion of this user runs already: what was asked for is
 * there.
 * @throws InlayError port_taken | file_unwritable; invalid_request | file_unreadable for what other
 *   machines would need
 */
export const serveCommand = async (
  options: ServeOptions,
  terminal: Terminal,
): Promise<ExitCode> => {
  const { port, tray: wantsTray = false, open: opensPage = false } = options
  const folders = companionFolders()
  sayLastWords(folders.state, terminal)
  const outside = await readOutside(options)
  const { signal, dispose } = cancelOnSignals(PATIENCE_MS)
  let tray: TraySwitch | undefined
  let showTray = async (): Promise<TrayState> => {
    throw new InlayError('starting')
  }
  try {
    const daemon = await startDaemon({
      ...(port === undefined ? {} : { port }),
      settings: saidIn(options),
      surroundings: createSurroundings({ tray: () => tray?.state, showTray: () => showTray() }),
      keyring: systemKeyring(),
      outside,
      onPairing: (event) => {
        terminal.err(`${describePairing(event, terminal.isInteractive)}\n`)
      },
      log: (line) => terminal.err(`${line}\n`),
    })
    const theirs = daemon.addresses.filter((address) => address.startsWith('https:'))
    await terminal.out(
      `Inlay listens on http://localhost:${daemon.port}, for programs on this machine only.\n` +
        (theirs.length === 0
          ? ''
          : `OTHER MACHINES come in on ${theirs.join(', ')}, with a token.\n`) +
        'Plugins are paired once, with a code shown here; ' +
        `other programs need the token that \`${ownName()} token\` prints. Ctrl-C stops it.\n`,
    )
    let quit = (): void => {}
    const quitAsked = new Promise<void>((resolve) => {
      quit = resolve
    })
    let opening: Promise<TraySwitch> | undefined
    showTray = async () => {
      opening ??= switchTray(daemon.settings, () => startTray(daemon, quit, terminal))
      tray = await opening
      return tray.state
    }
    if (wantsTray) await showTray()
    if (opensPage) {
      const { port, page, pageCode } = daemon
      const door = { port, code: async () => pageCode(), seenAgo: () => page.seenAgo }
      showPage(door, folders.state, terminal, { mayReturn: page.mayReturn, signal }).catch(
        // It runs all the same, and says on its page and here what is amiss.
        (error: unknown) => terminal.err(describeError(asInlayError(error))),
      )
    }
    const why = await Promise.race([
      aborted(signal).then(() => 'signal' as const),
      daemon.stopAsked.then(() => 'request' as const),
      quitAsked.then(() => 'request' as const),
    ])
    await tray?.close()
    terminal.err('Stopping: what runs may end, for some seconds. Once more stops it at once.\n')
    await daemon.stop(why)
    return EXIT.done
  } catch (error) {
    if (!(error instanceof InlayError) || error.code !== 'already_running') throw error
    await terminal.out(`${error.message}\n`)
    if (wantsTray) await showRunningTray(folders, terminal)
    if (opensPage) await showRunningPage(folders, terminal)
    return EXIT.done
  } finally {
    dispose()
  }
}

/** Loaded only when it is wanted: a companion on a server has no desktop. */
const startTray = async (daemon: Daemon, quit: () => void, terminal: Terminal): Promise<Tray> => {
  const { openTray } = await import('../tray/tray.ts')
  const { createTraySource } = await import('./tray-source.ts')
  const folders = companionFolders()
  const source = await createTraySource({ daemon, folders, program: trayProgramLine(), quit })
  return openTray({ source, say: (line) => terminal.err(`${line}\n`) })
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
