/** A model's licence: shown, and taken or not by the person at the terminal. */
import { createInterface } from 'node:readline/promises'
import type { ModelInfo } from '@inlay/shared'
import type { Terminal } from '../terminal.ts'

/**
 * True when the person says yes. Asks on stderr, and only where somebody can answer; false
 * elsewhere, so that scripts have to say --accept-licence.
 */
export const askForLicence = async (
  { name, licence, page }: ModelInfo,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<boolean> => {
  if (!terminal.isInteractive || !process.stdin.isTTY) return false
  terminal.err(
    `${name} comes under ${licence.name}. ${licence.use}\n` +
      `  Licence: ${licence.url ?? 'not stated'}\n  Model: ${page ?? 'your own'}\n`,
  )
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await lines.question('Do you take this licence? (yes/no) ', { signal })
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    lines.close()
  }
}
