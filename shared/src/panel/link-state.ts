/** Where a panel stands with its companion, and the notice that each bad day deserves. */
import type { Connection, NotReady } from '../client/handshake.ts'
import type { EngineInfo } from '../engine-info.ts'
import type { InlayError } from '../errors.ts'
import { isUnpaired, type Notice, type NoticeAction } from './notice.ts'
import type { Sentence } from './say.ts'

/** What the browser says of reaching this machine's own addresses; `unknown` where it does not say. */
export type LocalAccess = 'granted' | 'denied' | 'prompt' | 'unknown'

/**
 * - `looking`: nothing is known yet
 * - `opening`: the companion's window is open and waits for the person's word
 * - `missing`: it cannot be talked to; `notice` says why and what helps
 * - `unpaired`: it is there and does not know this panel
 * - `pairing`: see `PairingStep`
 * - `ready`
 */
export type LinkState =
  | { readonly at: 'looking' }
  | { readonly at: 'opening' }
  | { readonly at: 'missing'; readonly notice: Notice; readonly error: InlayError }
  /** `wasPaired`: it did once, and was told to forget. */
  | { readonly at: 'unpaired'; readonly baseUrl: string; readonly wasPaired: boolean }
  | ({ readonly at: 'pairing'; readonly baseUrl: string } & PairingStep)
  | {
      readonly at: 'ready'
      readonly baseUrl: string
      readonly version: string
      readonly engines: readonly EngineInfo[]
      readonly via: 'direct' | 'window'
    }

/**
 * - `asking`: the companion makes a code; `code`: the person types it; `checking`: it is tried
 * - `over`: this code is good for nothing any more; a new one may be asked for
 */
export interface PairingStep {
  readonly step: 'asking' | 'code' | 'checking' | 'over'
  /** When the code ends, on the clock of `Timers.now`; 0 while there is none. */
  readonly until: number
  /** What the last try came to. */
  readonly problem?: InlayError
}

export interface Outlook {
  /** This panel has a token, so it was connected before. */
  readonly wasPaired: boolean
  readonly access: LocalAccess
  /** The host can open the companion's window. */
  readonly hasWindow: boolean
}

/** Where an outcome of looking leads. */
export const linkStateOf = (
  connection: Connection,
  outlook: Outlook,
  via: 'direct' | 'window',
): LinkState => {
  if (connection.state === 'ready') {
    const { baseUrl, version, engines } = connection
    return { at: 'ready', baseUrl, version, engines, via }
  }
  const { state, baseUrl, error } = connection
  if (state === 'refused' && isUnpaired(error)) {
    return { at: 'unpaired', baseUrl, wasPaired: outlook.wasPaired }
  }
  return { at: 'missing', notice: noticeOf(connection, outlook), error }
}

const noticeOf = (connection: NotReady, outlook: Outlook): Notice => {
  const { state, error, version = '?' } = connection
  const warning = { tone: 'warning' } as const
  switch (state) {
    case 'not_running':
      return notThere(outlook)
    case 'no_answer':
      return { ...warning, ...titled('link.silent'), actions: ['try', 'help'] }
    case 'other_program':
      return { ...warning, ...titled('link.other'), actions: ['try', 'help'] }
    case 'starting':
      return {
        tone: 'info',
        title: { key: 'link.starting.title' },
        text: { key: 'link.starting.text' },
        actions: [],
      }
    case 'wrong_version': {
      // Only a companion from before this protocol is the older one.
      const isCompanionOld = error.detail?.includes('companion') === true
      const key = isCompanionOld ? 'link.update_companion' : 'link.update_plugin'
      return {
        ...warning,
        ...titled(key),
        text: { key: `${key}.text`, values: { version } },
        actions: ['update', 'try'],
      }
    }
    case 'refused':
      return {
        ...warning,
        ...titled('link.refused'),
        text: { error: error.code, part: 'message' },
        actions: ['try', 'help'],
      }
    case 'unproven':
      return { ...warning, ...titled('link.unproven'), actions: ['try', 'pair'] }
    case 'failing':
      return {
        ...warning,
        ...titled('link.failing'),
        text: { key: 'link.failing.text', values: { detail: failure(error) } },
        actions: ['try', 'help'],
      }
  }
}

const failure = ({ code, detail }: InlayError): Sentence => ({
  all: [{ error: code, part: 'message' }, ...(detail === undefined ? [] : [{ heard: detail }])],
})

/** Nothing answers, or nothing may be asked. */
const notThere = ({ wasPaired, access, hasWindow }: Outlook): Notice => {
  const window: readonly NoticeAction[] = hasWindow ? ['window'] : []
  if (access === 'denied') {
    return {
      tone: 'warning',
      ...titled('link.blocked'),
      actions: [...window, 'allow', 'try'],
    }
  }
  // Asked or not, a browser that guards local addresses may be what keeps us from them.
  const also = access === 'prompt' ? window : []
  return wasPaired
    ? { tone: 'warning', ...titled('link.not_running'), actions: ['try', 'copy', ...also] }
    : { tone: 'info', ...titled('link.not_found'), actions: ['install', 'try', ...also] }
}

const titled = <
  Key extends
    | 'link.not_found'
    | 'link.not_running'
    | 'link.blocked'
    | 'link.silent'
    | 'link.other'
    | 'link.unproven'
    | 'link.update_companion'
    | 'link.update_plugin'
    | 'link.failing'
    | 'link.refused',
>(
  key: Key,
) =>
  ({
    title: { key: `${key}.title` },
    text: { key: `${key}.text` },
    next: { key: `${key}.next` },
  }) as const
