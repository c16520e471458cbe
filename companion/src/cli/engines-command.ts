/** `inlay engines`: what can fill here, and why not what cannot. */
import type { EngineInfo } from '@inlay/shared'
import { createEngines } from '../engines/registry.ts'
import type { Terminal } from './terminal.ts'

const describe = (engine: EngineInfo): string => {
  const state = engine.available ? engine.device : `not available: ${engine.reason ?? ''}`
  const reads = engine.takesPrompt ? 'follows prompts' : 'needs no prompt'
  const samples = engine.takesSample ? 'keeps to a sample mask' : 'takes no sample mask'
  return `${engine.id} (${engine.name})\n  ${engine.description}\n  ${engine.operations.join(', ')}; ${reads}; ${samples}; ${state}\n`
}

export const enginesCommand = async (
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> => {
  const engines = await listEngines()
  await terminal.out(
    json ? `${JSON.stringify({ engines }, null, 2)}\n` : engines.map(describe).join('\n'),
  )
}

export const listEngines = async (): Promise<readonly EngineInfo[]> => {
  const registry = createEngines()
  try {
    return await registry.list()
  } finally {
    await registry.dispose()
  }
}
