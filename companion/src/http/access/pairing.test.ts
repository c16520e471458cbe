import { randomBytes } from 'node:crypto'
import { finishExchange, makeShare, PAIRED_SCOPES } from '@inlay/shared'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { NewDevice } from './devices.ts'
import { createPairing, type Pairing, type PairingEvent, type PairingSource } from './pairing.ts'

let events: PairingEvent[]
let made: NewDevice[]
let pairing: Pairing
beforeEach(() => {
  vi.useFakeTimers()
  events = []
  made = []
  pairing = createPairing({
    devices: {
      add: async (device) => {
        made.push(device)
        return { id: 'device', token: device.token ?? 'none' }
      },
    },
    port: () => PORT,
    onEvent: (event) => events.push(event),
  })
})
afterEach(() => vi.useRealTimers())

const PORT = 43117
const nonceOf = new Map<string, string>()

const exchangeBy = async (id: string, code: string, of: Pairing = pairing) => {
  const nonce = nonceOf.get(id) ?? ''
  const context = { id, port: PORT, name: 'Figma', app: 'figma', nonce }
  const own = makeShare(code, context, randomBytes(64))
  const { share } = await of.exchange(id, own.share)
  const keys = finishExchange('plugin', own, share, context)
  return { proof: keys.pluginProof, keys }
}

/** As a plugin does it: the exchange, then the claim; the token that came of it. */
const claimBy = async (id: string, code: string, of: Pairing = pairing): Promise<object> => {
  const { proof, keys } = await exchangeBy(id, code, of)
  const paired = await of.claim(id, proof)
  expect(paired.proof).toBe(keys.companionProof)
  return { deviceId: paired.deviceId, token: keys.token }
}

let nonces = 0
const ask = (
  source: PairingSource = 'frame',
  name = 'Figma',
): { readonly id: string; readonly code: string } => {
  const nonce = String(nonces++).padStart(64, '0')
  const { id } = pairing.request({ name, app: 'figma', nonce }, source)
  nonceOf.set(id, nonce)
  const code = pairing.pending().find((one) => one.id === id)?.code ?? ''
  return { id, code }
}

const other = (code: string): string => (code === '000000' ? '000001' : '000000')

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'paired',
    (error: { readonly code?: unknown }) => error.code,
  )

const guess = ({ id, code }: { readonly id: string; readonly code: string }) =>
  codeOf(claimBy(id, other(code)))

test('the right code gets a token for jobs, once', async () => {
  const { id, code } = ask()
  expect(code).toMatch(/^\d{6}$/)
  const told = await claimBy(id, code)
  const token = made[0]?.token
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(told).toEqual({ deviceId: 'device', token })
  expect(made).toEqual([{ name: 'Figma', app: 'figma', scopes: PAIRED_SCOPES, token }])
  expect(await codeOf(claimBy(id, code))).toBe('pairing_over')
  expect(pairing.pending()).toEqual([])
  expect(events.map(({ type }) => type)).toEqual(['asked', 'paired'])
})

test('two claims at once make one device', async () => {
  const { id, code } = ask()
  const { proof } = await exchangeBy(id, code)
  const both = [codeOf(pairing.claim(id, proof)), codeOf(pairing.claim(id, proof))]
  expect(await Promise.all(both)).toEqual(['paired', 'pairing_over'])
  expect(made).toHaveLength(1)
})

test('row 8: five wrong codes and it is over, even for the right one; a line for each', async () => {
  const asked = ask()
  for (let i = 0; i < 4; i++) expect(await guess(asked)).toBe('pairing_code_wrong')
  expect(await guess(asked)).toBe('pairing_over')
  expect(await codeOf(claimBy(asked.id, asked.code))).toBe('pairing_over')
  expect(made).toEqual([])
  const left = events.flatMap((event) => (event.type === 'wrong_code' ? event.triesLeft : []))
  expect(left).toEqual([4, 3, 2, 1, 0])
  expect(events.at(-1)).toMatchObject({ type: 'closed', reason: 'tries' })
})

test('a wrong code of one is not right for another, and costs only its own tries', async () => {
  const [one, two] = [ask(), ask()]
  expect(one.id).not.toBe(two.id)
  if (one.code !== two.code) {
    expect(await codeOf(claimBy(one.id, two.code))).toBe('pairing_code_wrong')
  }
  expect(await codeOf(claimBy(two.id, two.code))).toBe('paired')
  expect(await codeOf(claimBy(one.id, one.code))).toBe('paired')
})

test('it lives 120 seconds, then is closed by itself', async () => {
  const [one, two] = [ask(), ask()]
  vi.advanceTimersByTime(119_999)
  expect(await codeOf(claimBy(one.id, one.code))).toBe('paired')
  vi.advanceTimersByTime(1)
  expect(await codeOf(claimBy(two.id, two.code))).toBe('pairing_over')
  const third = ask()
  vi.advanceTimersByTime(121_000)
  expect(events.at(-1)).toMatchObject({
    type: 'closed',
    reason: 'expired',
    pairing: { id: third.id },
  })
})

test('asking twice with the same nonce is asking once', () => {
  const request = { name: 'Figma', app: 'figma', nonce: 'a'.repeat(64) }
  const first = pairing.request(request, 'frame')
  vi.advanceTimersByTime(20_000)
  expect(pairing.request(request, 'frame')).toEqual({ id: first.id, expiresIn: 100 })
  expect(events).toHaveLength(1)
})

describe('too many', () => {
  test('three wait at most', () => {
    const [first] = [ask(), ask(), ask()]
    expect(() => ask()).toThrow(/3 are waiting/)
    expect(first).toBeDefined()
  })

  test('six a minute at most', async () => {
    for (let i = 0; i < 6; i++) {
      const { id, code } = ask()
      await claimBy(id, code)
    }
    expect(() => ask()).toThrow(/Too many/)
    vi.advanceTimersByTime(60_000)
    expect(ask().code).toMatch(/^\d{6}$/)
  })

  test('fifteen wrong codes an hour at most, all pairings together', async () => {
    for (let i = 0; i < 3; i++) {
      const asked = ask()
      for (let k = 0; k < 5; k++) await guess(asked)
    }
    vi.advanceTimersByTime(60_000)
    expect(() => ask()).toThrow(/wrong codes/)
    vi.advanceTimersByTime(3_600_000)
    expect(ask().code).toMatch(/^\d{6}$/)
  })

  test('nor may a pairing that waits be guessed at meanwhile', async () => {
    const patient = ask()
    for (let i = 0; i < 3; i++) {
      const asked = ask()
      for (let k = 0; k < 5; k++) await guess(asked)
    }
    expect(await guess(patient)).toBe('pairing_busy')
  })
})

describe('row 8: pages that ask and guess in the background', () => {
  test('keep no program, no panel and no window of ours from pairing', async () => {
    for (let i = 0; i < 3; i++) {
      const asked = ask('frame')
      for (let k = 0; k < 5; k++) await guess(asked)
    }
    expect(() => ask('frame')).toThrow(/wrong codes/)
    for (const source of ['panel', 'window', 'program'] as const) {
      const { id, code } = ask(source)
      expect(await codeOf(claimBy(id, code))).toBe('paired')
    }
  })

  test('nor do those that only ask', () => {
    for (let i = 0; i < 3; i++) ask('frame')
    expect(() => ask('frame')).toThrow(/waiting/)
    expect(ask('window').code).toMatch(/^\d{6}$/)
  })
})

test('closing ends those that wait', async () => {
  const { id, code } = ask()
  pairing.close()
  expect(await codeOf(claimBy(id, code))).toBe('pairing_over')
})

test('a device that cannot be kept is no device, and its code is spent', async () => {
  const failing = createPairing({
    devices: { add: () => Promise.reject(new Error('disk full')) },
    port: () => PORT,
  })
  const { id } = failing.request({ name: 'Figma', app: 'figma', nonce: 'b'.repeat(64) }, 'program')
  nonceOf.set(id, 'b'.repeat(64))
  const code = failing.pending()[0]?.code ?? ''
  await expect(claimBy(id, code, failing)).rejects.toThrow('disk full')
  await expect(claimBy(id, code, failing)).rejects.toMatchObject({ code: 'pairing_over' })
})
