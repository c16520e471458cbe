import { describe, expect, it } from 'vitest'
import { cpaceKey, cpaceShare } from './cpace.ts'
import { fromHex, toHex } from './hello-proof.ts'
import { encodeUtf8 } from './utf8.ts'

/** Little-endian, as the draft writes scalars. */
const scalar = (hex: string): bigint => BigInt(`0x${toHex(fromHex(hex).reverse())}`)

const ya = scalar('da3d23700a9e5699258aef94dc060dfda5ebb61f02a5ea77fad53f4ff0976d08')
const yb = scalar('d2316b454718c35362d83d69df6320f38578ed5984651435e2949762d900b80d')

const inputs = (channel: string) => ({
  password: encodeUtf8('Password'),
  channel: fromHex(channel),
  session: fromHex('7e4b4791d6a8ef019b936c79fb7f2c57'),
})

describe('the published vectors of draft-irtf-cfrg-cpace for ristretto255 and SHA-512', () => {
  it('the share of the initiator (draft 20, B.3)', () => {
    const share = cpaceShare(inputs('0b415f696e69746961746f720b425f726573706f6e646572'), ya)
    expect(toHex(share)).toBe('d6bac480f2c386c394efc7c47adb9925dcd2630b64f240c50f8d0eec482b9157')
  })

  it('shares and key of both sides (draft 13, whose channel is spelled otherwise)', () => {
    const both = inputs('6f630b425f726573706f6e6465720b415f696e69746961746f72')
    const [initiator, responder] = [cpaceShare(both, ya), cpaceShare(both, yb)]
    expect(toHex(initiator)).toBe(
      'd40fb265a7abeaee7939d91a585fe59f7053f982c296ec413c624c669308f87a',
    )
    expect(toHex(responder)).toBe(
      '08bcf6e9777a9c313a3db6daa510f2d398403319c2341bd506a92e672eb7e307',
    )
    const transcript = {
      initiator,
      initiatorData: encodeUtf8('ADa'),
      responder,
      responderData: encodeUtf8('ADb'),
    }
    const key =
      '4c5469a16b2364c4b944ebc1a79e51d1674ad47db26e8718154f59faebfaa52d' +
      '8346f30aa58377117eb20d527f2cbc5c76381f7fd372e89df8239f87f2e02ed1'
    expect(toHex(cpaceKey(both, ya, responder, transcript))).toBe(key)
    expect(toHex(cpaceKey(both, yb, initiator, transcript))).toBe(key)
  })
})
