/** `inlay gpu`: what nets can run on, and CUDA's libraries. */
import { InlayError } from '@inlay/shared'
import { installCuda, removeCuda } from '../../inference/cuda/install.ts'
import { companionFolders } from '../../system/folders.ts'
import { cancelOnSignals } from '../cancel.ts'
import { cardWords, examineRuntime } from '../doctor/nets.ts'
import { chooseProgress } from '../fill/progress.ts'
import type { Terminal } from '../terminal.ts'

export const showDevice = async (
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> => {
  const runtime = await examineRuntime()
  if (json) {
    await terminal.out(`${JSON.stringify(runtime, null, 2)}\n`)
    return
  }
  const { providers, cards } = runtime
  const [best, ...others] = providers.filter(({ usable }) => usable)
  const refused = providers.filter(({ usable }) => !usable)
  const lines = [
    best === undefined ? 'Nets cannot run here.' : `Nets run on ${best.name}.`,
    ...others.map(({ name }) => `${name} works too.`),
    ...refused.map(({ name, reason }) => `${name}: ${reason}.`),
    ...cards.map(cardWords),
  ]
  await terminal.out(`${lines.join('\n')}\n`)
}

export const installGpu = async (
  { from = [], quiet = false }: { readonly from?: readonly string[]; readonly quiet?: boolean },
  terminal: Terminal,
): Promise<void> => {
  const folders = companionFolders()
  const progress = await chooseProgress(terminal, { quiet })
  const { signal, dispose } = cancelOnSignals()
  progress.begin('CUDA')
  try {
    await installCuda({ folders, from, signal, onProgress: progress.update })
  } catch (cause) {
    if (signal.aborted) {
      throw new InlayError('cancelled', 'What was fetched is kept for the next time.', { cause })
    }
    throw cause
  } finally {
    progress.end()
    dispose()
  }
  await terminal.out('CUDA’s libraries are in place.\n')
  await showDevice({}, terminal)
}

export const removeGpu = async (terminal: Terminal): Promise<void> => {
  const was = await removeCuda(companionFolders())
  await terminal.out(was ? 'CUDA’s libraries are gone.\n' : 'There was nothing to remove.\n')
}
