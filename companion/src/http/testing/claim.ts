/** The plugin's side of a pairing in two questions, for tests that look at each answer. */
import { randomBytes } from 'node:crypto'
import {
  type ExchangeContext,
  type ExchangeKeys,
  finishExchange,
  makeShare,
  PairExchange,
} from '@inlay/shared'
import type { Answer } from './daemon.ts'

export interface Claimed {
  /** Of the claim, or of the exchange where that was refused. */
  readonly answer: Answer
  /** What the plugin has when the code was right. */
  readonly keys: ExchangeKeys | undefined
}

export const claimWith = async (
  post: (path: string, value: unknown) => Promise<Answer>,
  context: ExchangeContext,
  code: string,
): Promise<Claimed> => {
  const path = `/v1/pair/requests/${context.id}`
  const own = makeShare(code, context, randomBytes(64))
  const exchanged = await post(`${path}/exchange`, { share: own.share })
  if (exchanged.status !== 201) return { answer: exchanged, keys: undefined }
  const { share } = PairExchange.parse(exchanged.json)
  const keys = finishExchange('plugin', own, share, context)
  return { answer: await post(`${path}/claim`, { proof: keys.pluginProof }), keys }
}
