/** `inlay status` and `inlay stop`. */
import { type CompanionStatus, InlayError } from '@inlay/shared'
import { companionFolders } from '../system/folders.ts'
import { companionStatus, stopCompanion } from './companion-control.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { ownName } from './own-name.ts'
import type { Terminal } from './terminal.ts'

const NOT_RUNNING = (): string => `No companion runs; \`${ownName()} serve\` starts it.\n`

/** Ends with 0 when a companion runs, with 1 when none does. */
export const statusCommand = async (
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> => {
  const status = await companionStatus(companionFolders())
  if (json) {
    const answer = status === undefined ? { state: 'stopped' } : status
    await terminal.out(`${JSON.stringify(answer, null, 2)}\n`)
  } else await terminal.out(status === undefined ? NOT_RUNNING() : describe(status))
  return status === undefined ? EXIT.failed : EXIT.done
}

/** Ends with 0 when it has stopped, and when there was none to stop: what was asked for is so. */
export const stopCommand = async (terminal: Terminal): Promise<ExitCode> => {
  try {
    const stopped = await stopCompanion(companionFolders())
    await terminal.out(stopped ? 'The companion has stopped.\n' : 'No companion runs.\n')
    return EXIT.done
  } catch (error) {
    if (error instanceof InlayError && error.code === 'starting') {
      throw new InlayError('starting', 'It can be stopped once it has started.', { cause: error })
    }
    throw error
  }
}

const describe = (status: CompanionStatus): string => {
  const { version, state, port, pid, startedAt, running, queued, memory } = status
  const words = { starting: 'is starting', ready: 'runs', stopping: 'is stopping' }[state]
  return (
    `The companion ${version} ${words} on port ${port} (process ${pid}) since ${startedAt}.\n` +
    `Fills: ${running} running, ${queued} waiting. Memory: ${Math.round(memory / 1e6)} MB.\n`
  )
}
