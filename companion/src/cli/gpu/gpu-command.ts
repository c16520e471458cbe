/** `inlay gpu`: what nets can run on, and CUDA's libraries. */
import { InlayError } from '@inlay/shared'
import { installCuda, removeCuda } from '../../inference/cuda/install.ts'
import type { Device } from '../../inference/device.ts'
import { createInference } from '../../inference/inference.ts'
import { PROVIDERS_AS_OF, providerName } from '../../inference/providers.ts'
import { companionFolders } from '../../system/folders.ts'
import { cancelOnSignals } from '../cancel.ts'
import { chooseProgress } from '../fill/progress.ts'
import type { Terminal } from '../terminal.ts'

const deviceHere = async (): Promise<Device> => {
  const inference = createInference()
  try {
    return await inference.device()
  } finally {
    await inference.dispose()
  }
}

export const showDevice = async (
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> => {
  const device = await deviceHere()
  if (json) {
    await terminal.out(`${JSON.stringify({ ...device, as_of: PROVIDERS_AS_OF }, null, 2)}\n`)
    return
  }
  const [best, ...others] = device.usable.map(({ provider }) => providerName(provider))
  const lines = [
    `Nets run on ${best}.`,
    ...others.map((name) => `${name} works too.`),
    ...device.refused.map(({ provider, reason }) => `${providerName(provider)}: ${reason}.`),
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
