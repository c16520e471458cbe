/**
 * Row 20, end to end: a companion at its most talkative is given words, names, pictures and secrets
 * that can be told again, its fill process is killed under it, and nothing of them is found in its log,
 * on its terminal or in its metrics, in any spelling.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimWith } from '@inlay/companion/http/testing/claim.ts'
import type { Answer } from '@inlay/companion/http/testing/daemon.ts'
import { envelopeOf, longPicture } from '@inlay/companion/http/testing/fills.ts'
import { ENVELOPE_TYPE, encodeEnvelope, type FillRequestInput, PairRequested } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeFixedPorts } from '../setup/fixed-ports.ts'
import { CLI, inlay } from './inlay.ts'

const SIDE = 96

/** Each of its own spelling, so that a find says what leaked. */
const CANARIES = {
  prompt: 'canary-prompt-7f3aQ1 with "quotes" and \u00fcmlauts',
  negative: 'canary-negative-55d0',
  file: 'canary-file-c0ffee.png',
  part: 'canary-part-91aa',
  engine: 'canary-engine-0b0b',
  path: 'canary-path-d00d',
  query: 'canary-query-e1e1',
  header: 'canary-header-f2f2',
  pixels: 'canary-pixels-a1b2c3d4e5f6',
  device: 'canary-device-3344',
  home: 'canary-home-5566',
} as const

let giveBack: (() => Promise<void>) | undefined
let home: string
let child: ChildProcess
let said = ''
let token: string

beforeAll(async () => {
  giveBack = await takeFixedPorts()
  if (giveBack === undefined) return
  home = await mkdtemp(join(tmpdir(), CANARIES.home))
  child = spawn(process.execPath, [CLI, 'serve', '--log-level', 'debug'], {
    env: { ...process.env, INLAY_HOME: home, INLAY_DEBUG: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  if (child.stdout !== null) await once(child.stdout, 'data')
  token = (await inlay(['token'], { env: { INLAY_HOME: home } })).stdout.trim()
})
afterAll(async () => {
  if (child?.exitCode === null) {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  await giveBack?.()
  if (home !== undefined) await rm(home, { recursive: true, force: true })
})

interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
}

const ask = (path: string, { method = 'GET', headers = {}, body }: Sent = {}) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = httpRequest(
      {
        host: '127.0.0.1',
        port: 43117,
        path,
        method,
        agent: false,
        headers: { authorization: `Bearer ${token}`, ...headers },
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (piece: string) => {
          text += piece
        })
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }))
        answer.once('error', reject)
      },
    )
    asked.once('error', reject)
    asked.end(body)
  })

/** Pixels that spell the canary over and over. */
const pixels = (count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, i) =>
    CANARIES.pixels.charCodeAt(i % CANARIES.pixels.length),
  )

const mask = (): Uint8Array => {
  const data = new Uint8Array(SIDE * SIDE)
  for (let y = 40; y < 56; y++) data.fill(255, y * SIDE + 40, y * SIDE + 56)
  return data
}

const envelope = (request: Partial<FillRequestInput> = {}, side = SIDE): Uint8Array =>
  encodeEnvelope({
    header: {
      request: {
        image: { kind: 'raw', part: CANARIES.part, width: side, height: side, channels: 3 },
        mask: { kind: 'raw', part: 'mask', width: SIDE, height: SIDE, channels: 1 },
        prompt: CANARIES.prompt,
        negativePrompt: CANARIES.negative,
        ...request,
      },
    },
    parts: { [CANARIES.part]: pixels(side * side * 3), mask: mask() },
  })

const submit = (body: Uint8Array) =>
  ask('/v1/fills', { method: 'POST', headers: { 'content-type': ENVELOPE_TYPE }, body })

const idOf = (text: string): string => /"id":"([^"]+)"/.exec(text)?.[1] ?? ''

const end = async (id: string): Promise<string> => (await ask(`/v1/fills/${id}/events`)).text

const form = (image: string | Uint8Array): FormData => {
  const data = new FormData()
  const blob = new Blob([typeof image === 'string' ? image : new Uint8Array(image)])
  data.append('image', blob, CANARIES.file)
  data.append('mask', new Blob([CANARIES.pixels]), CANARIES.file)
  data.append('prompt', CANARIES.prompt)
  return data
}

/** Every spelling in which bytes turn up: as text, hexadecimal, base64 at each of its three offsets. */
const spellings = (text: string): string[] => {
  const bytes = Buffer.from(text)
  const base64 = [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset, 'x'), bytes]).toString('base64')
    return shifted.slice(4, -4)
  })
  return [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    ...base64,
  ].filter((one) => one.length >= 8)
}

describe('row 20: nothing of the user’s in the log', () => {
  it('after fills that succeed, fail and crash, and requests of every bad kind', async (context) => {
    context.skip(giveBack === undefined)
    const good = await submit(envelope())
    expect(good.status).toBe(202)
    expect(await end(idOf(good.text))).toContain('"type":"done"')
    await ask(`/v1/fills/${idOf(good.text)}/results/0`)

    // Refused, failed, cancelled, killed.
    expect((await submit(envelope({ engine: CANARIES.engine }))).status).toBe(202)
    await submit(envelope({ seed: -1, prompt: CANARIES.prompt.repeat(900) }))
    const short = envelope().slice(0, 4000)
    await submit(short)
    const odd = await submit(envelope({ variations: 8 }, SIDE * 2))
    await end(idOf(odd.text))
    for (const image of [CANARIES.pixels, `\x89PNG\r\n\x1a\n${CANARIES.pixels.repeat(9)}`]) {
      const answer = await fetch('http://127.0.0.1:43117/v1/fills', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: form(image),
      })
      await end(idOf(await answer.text()))
    }
    for (const signal of ['SIGKILL', 'SIGSEGV'] as const) {
      const running = await submit(envelope({ variations: 8 }))
      const status: { fillProcess?: number } = JSON.parse((await ask('/v1/status')).text)
      if (status.fillProcess !== undefined) process.kill(status.fillProcess, signal)
      await end(idOf(running.text))
    }
    // Behind one that is long, so that it has not ended by itself before it is called off.
    const long = await submit(envelopeOf(longPicture(), { variations: 8 }))
    const gone = await submit(envelope({ variations: 8 }))
    for (const { text } of [gone, long]) {
      await ask(`/v1/fills/${idOf(text)}`, { method: 'DELETE' })
      expect(await end(idOf(text))).toContain('"type":"cancelled"')
    }

    // Addresses, headers and secrets.
    await ask(`/v1/${CANARIES.path}?${CANARIES.query}=1`)
    await ask(`/v1/fills/${CANARIES.path}`)
    await ask(`/v1/models/${CANARIES.path}`, { method: 'DELETE' })
    await ask(`/v1/engines?token=${token}`)
    await ask('/v1/engines', { headers: { 'x-note': CANARIES.header, cookie: CANARIES.header } })
    await ask('/v1/engines', { headers: { origin: `http://${CANARIES.header}.example` } })
    await ask('/v1/engines', { headers: { authorization: `Bearer ${CANARIES.header}` } })
    const nonce = 'fe'.repeat(32)
    const post = async (path: string, value: unknown): Promise<Answer> => {
      const { status, text } = await ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(value),
      })
      const json: unknown = JSON.parse(text)
      return { status, headers: {}, body: Buffer.from(text), json }
    }
    const pairing = { name: CANARIES.device, app: 'figma', nonce }
    const { id } = PairRequested.parse((await post('/v1/pair/requests', pairing)).json)
    const shown = await inlay(['pair', '--json'], { env: { INLAY_HOME: home } })
    const code = /"code": "(\d{6})"/.exec(shown.stdout)?.[1] ?? ''
    expect(code).toMatch(/^\d{6}$/)
    const { keys } = await claimWith(post, { id, port: 43117, ...pairing }, code)
    const paired = keys?.token ?? ''
    expect(paired).toHaveLength(43)
    const ticket = /"ticket":"([^"]+)"/.exec(
      (await ask('/v1/ws-tickets', { method: 'POST' })).text,
    )?.[1]
    const metrics = (await ask('/v1/metrics')).text
    expect((await inlay(['stop'], { env: { INLAY_HOME: home } })).status).toBe(0)
    if (child.exitCode === null) await once(child, 'exit')

    const folder = join(home, 'state', 'logs')
    let log = ''
    for (const name of await readdir(folder)) {
      log += await readFile(join(folder, name), 'utf8')
      if (process.platform !== 'win32') {
        expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
      }
    }
    // It was talkative, and of the right things.
    for (const event of [
      'job_done',
      'job_failed',
      'job_cancelled',
      'child_gone',
      'pairing',
      'request',
    ]) {
      expect(log).toContain(`"event":"${event}"`)
    }
    const { device, ...silent } = CANARIES
    const secrets = { ...silent, token, paired, ticket: ticket ?? '', nonce, code: `"${code}"` }
    for (const [name, secret] of Object.entries(secrets)) {
      for (const spelling of spellings(secret)) {
        for (const [place, text] of Object.entries({ log, terminal: said, metrics })) {
          expect([place, name, text.includes(spelling)]).toEqual([place, name, false])
        }
      }
    }
    // The terminal names who asks to be paired, to whoever sits there; the log does not.
    expect(log + metrics).not.toContain(device)
  })

  it('the search finds what there is to find', () => {
    const bytes = Buffer.from(`...${CANARIES.pixels}...`)
    for (const text of [
      bytes.toString('hex'),
      bytes.toString('base64'),
      bytes.toString('latin1'),
    ]) {
      expect(spellings(CANARIES.pixels).some((one) => text.includes(one))).toBe(true)
    }
  })
})
