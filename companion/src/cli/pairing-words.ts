/** Pairing in words for a terminal: one line for each thing that happens. */
import type { PairingEvent, PendingPairing } from '../http/access/pairing.ts'
import { ownName } from './own-name.ts'

/** "123456" as people read it: "123 456". */
export const spellCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`

const nameOf = ({ name, app }: PendingPairing): string => `"${name}" (${app})`

/**
 * @param mayShowCode false where the line may end up in a log: the code is then left to
 *   `inlay pair`
 */
export const describePairing = (event: PairingEvent, mayShowCode: boolean): string => {
  const who = nameOf(event.pairing)
  switch (event.type) {
    case 'asked':
      return mayShowCode
        ? `${who} asks to be paired. If that is you, type this code there: ${spellCode(event.pairing.code)}`
        : `${who} asks to be paired; \`${ownName()} pair\` shows its code.`
    case 'wrong_code':
      return `${who} sent a wrong code, ${event.triesLeft} of its tries left.`
    case 'paired':
      return `${who} is paired; \`${ownName()} devices\` lists who is.`
    case 'closed':
      return {
        expired: `${who} did not send its code in time.`,
        tries: `${who} sent too many wrong codes and is not paired.`,
        stopped: `${who} is not paired: the companion stops.`,
      }[event.reason]
  }
}
