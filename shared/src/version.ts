/** The version handshake: who the companion says it is, and which protocol it speaks. */
export const COMPANION_NAME = 'inlay-companion'
export const COMPANION_VERSION = '0.1.0'

/** Raised when a change breaks older clients; the path prefix `/v1` goes with it. */
export const PROTOCOL_VERSION = 1
