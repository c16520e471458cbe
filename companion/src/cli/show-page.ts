/**
 * Shows the companion's page to whoever sits here: in the browser where there is a desktop, as an
 * address where there is none; and never a second one beside a page that is open already.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { InlayError } from '@inlay/shared'
import { pageAddress, plainAddress } from '../http/page-address.ts'
import { hasDesktop, showSecretAddress } from '../system/show-on-desktop.ts'
import { ownName } from './own-name.ts'
import type { Terminal } from './terminal.ts'

/** The companion, as far as its page goes. */
export interface PageDoor {
  readonly port: number
  /** Signs in once, within a minute. */
  code(): Promise<string>
  /** Milliseconds since a page that is signed in was last here; undefined when none was. */
  seenAgo(): number | undefined
}

/** Milliseconds: an open page that is looked at asks for news every two seconds. */
const IS_OPEN = 5000

/** Milliseconds between two looks whether an open page has found the companion that has come back. */
const LOOK_EVERY = 50

/** Three seconds of looks. They are counted, not timed: a machine that is busy is given longer. */
const LOOKS = 60

/**
 * @param mayReturn a page was open when this companion last ended, and may be so still
 * @throws InlayError what `door.code` throws
 */
export const showPage = async (
  door: PageDoor,
  stateFolder: string,
  terminal: Terminal,
  {
    mayReturn = false,
    signal,
  }: { readonly mayReturn?: boolean; readonly signal?: AbortSignal } = {},
): Promise<void> => {
  const plain = plainAddress(door.port)
  if (await isOpen(door, mayReturn, signal)) {
    await terminal.out(`Its page is open in your browser: ${plain}\n`)
    return
  }
  if (signal?.aborted) return
  if (hasDesktop() && (await opens(door, stateFolder))) {
    await terminal.out(`Opened its page in your browser: ${plain}\n`)
    return
  }
  // What a log or a file keeps must not hold what signs in.
  const isWatched = terminal.isInteractive
  await terminal.out(
    isWatched ? `Its page: ${pageAddress(door.port, await door.code())}\n` : `Its page: ${plain}\n`,
  )
  terminal.err(
    isWatched
      ? `That signs in once, within a minute; \`${ownName()} open --print\` prints another.\n`
      : `\`${ownName()} open --print\` prints the address that signs in.\n`,
  )
}

const isOpen = async (
  door: PageDoor,
  mayReturn: boolean,
  signal: AbortSignal | undefined,
): Promise<boolean> => {
  const sees = (): boolean => (door.seenAgo() ?? Number.POSITIVE_INFINITY) < IS_OPEN
  for (let left = mayReturn ? LOOKS : 0; left > 0 && !sees() && !signal?.aborted; left--) {
    await sleep(LOOK_EVERY)
  }
  return sees()
}

/** False when this desktop has nothing that opens it. */
const opens = async (door: PageDoor, stateFolder: string): Promise<boolean> => {
  try {
    await showSecretAddress(pageAddress(door.port, await door.code()), stateFolder)
    return true
  } catch (error) {
    if (error instanceof InlayError && error.code === 'not_found') return false
    throw error
  }
}
