/** `inlay pair`: the codes of the plugins that ask to be paired. */
import { readPairings } from '../http/access/pairing-file.ts'
import { companionFolders } from '../system/folders.ts'
import { spellCode } from './pairing-words.ts'
import type { Terminal } from './terminal.ts'

const NOBODY =
  'No plugin asks to be paired. Press "Pair" in the plugin, then run this again; it shows the code.\n'

export const pairCommand = async (
  { json = false }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> => {
  const pairings = await readPairings(companionFolders().state)
  if (json) {
    await terminal.out(`${JSON.stringify({ pairings }, null, 2)}\n`)
    return
  }
  const lines = pairings.map(({ name, app, code, expires }) => {
    const seconds = Math.ceil((expires - Date.now()) / 1000)
    return `${spellCode(code)}  for "${name}" (${app}), ${seconds} seconds left\n`
  })
  await terminal.out(lines.length === 0 ? NOBODY : lines.join(''))
}
