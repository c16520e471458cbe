/** `inlay serve`: runs the companion until somebody stops it. */
import { once } from 'node:events'
import { InlayError } from '@inlay/shared'
import { startDaemon } from '../http/daemon.ts'
import { systemKeyring } from '../system/keyring/keyring.ts'
import { cancelOnSignals } from './cancel.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { ownName } from './own-name.ts'
import { describePairing } from './pairing-words.ts'
import type { Terminal } from './terminal.ts'

/** The daemon promises to close within ten seconds. */
const PATIENCE_MS = 11_000

/**
 * Ends with 0 when stopped, and when a companion of this user runs already: what was asked for is
 * there.
 * @throws InlayError port_taken | file_unwritable
 */
export const serveCommand = async (
  { port }: { readonly port?: number },
  terminal: Terminal,
): Promise<ExitCode> => {
  const { signal, dispose } = cancelOnSignals(PATIENCE_MS)
  try {
    const daemon = await startDaemon({
      ...(port === undefined ? {} : { port }),
      keyring: systemKeyring(),
      onPairing: (event) => {
        terminal.err(`${describePairing(event, terminal.isInteractive)}\n`)
      },
      log: (line) => terminal.err(`${line}\n`),
    })
    await terminal.out(
      `Inlay listens on http://localhost:${daemon.port}, for programs on this machine only.\n` +
        'Plugins are paired once, with a code shown here; ' +
        `other programs need the token that \`${ownName()} token\` prints. Ctrl-C stops it.\n`,
    )
    if (!signal.aborted) await once(signal, 'abort')
    await daemon.close()
    return EXIT.done
  } catch (error) {
    if (!(error instanceof InlayError) || error.code !== 'already_running') throw error
    await terminal.out(`${error.message}\n`)
    return EXIT.done
  } finally {
    dispose()
  }
}
