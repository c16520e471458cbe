/** The version handshake: how a client judges what `GET /v1/health` says. */

export const COMPANION_NAME = 'inlay-companion'
export const COMPANION_VERSION = '0.1.0'

/**
 * Companions that speak this protocol, `/v1`: from the first, and before the second. A release that
 * no longer answers below it must be called 2.0.0 or more.
 */
export const PROTOCOL_RELEASES = { from: '0.1.0', before: '2.0.0' } as const

/** Which of the two must be updated, if any. */
export type VersionVerdict = 'compatible' | 'companion_too_old' | 'client_too_old' | 'unreadable'

/** Judges a companion's version, e.g. "0.1.0" or "1.4.2-beta.1"; a pre-release counts as its release. */
export const judgeVersion = (version: string): VersionVerdict => {
  const release = rankOf(version)
  if (Number.isNaN(release)) return 'unreadable'
  if (release < rankOf(PROTOCOL_RELEASES.from)) return 'companion_too_old'
  return release < rankOf(PROTOCOL_RELEASES.before) ? 'compatible' : 'client_too_old'
}

/** Whether a release came before another; false when either cannot be read. */
export const isOlder = (release: string, than: string): boolean => rankOf(release) < rankOf(than)

/** A number that orders releases; NaN when it is not major.minor.patch of at most four digits each. */
const rankOf = (version: string): number => {
  const [, major, minor, patch] = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:[-+].*)?$/.exec(version) ?? []
  return (Number(major) * 1e4 + Number(minor)) * 1e4 + Number(patch)
}
