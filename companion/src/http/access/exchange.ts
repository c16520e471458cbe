/** The key exchange of a pairing, in a file of its own: the companion loads its curve on first need. */
export { finishExchange, makeShare } from '@inlay/shared'
