/** The rows of the threat table about what is too large and too slow. */
import { connect } from 'node:net'
import { ENVELOPE_TYPE } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, startTestDaemon, statusOf, type TestDaemon, until } from './testing/daemon.ts'
import { envelopeOf, quickPicture } from './testing/fills.ts'

let daemon: TestDaemon
beforeAll(async () => {
  daemon = await startTestDaemon({ limits: { maxConnections: 20 } })
})
afterAll(() => daemon.end())

describe('too large and too slow', () => {
  test('row 12: headers over 8 kB are cut off', async () => {
    const { port, token } = daemon
    const answer = await daemon.raw(
      `GET /v1/health HTTP/1.1\r\nHost: localhost:${port}\r\nAuthorization: Bearer ${token}\r\nX: ${'x'.repeat(9000)}\r\n\r\n`,
    )
    expect(statusOf(answer)).toBe(431)
  })

  test('row 12: an encoded body is refused', async () => {
    for (const encoding of ['gzip', 'br', 'deflate', 'gzip, identity']) {
      const { status, json } = await daemon.ask('/v1/fills', {
        method: 'POST',
        headers: { 'content-type': ENVELOPE_TYPE, 'content-encoding': encoding },
        body: envelopeOf(quickPicture()),
      })
      expect([status, codeOf(json)]).toEqual([415, 'media_type_unsupported'])
    }
  })

  describe('row 13: slow loris, each by its own patience', () => {
    const LONG = 300_000
    const head = (token: string, port: number, ...more: readonly string[]): string =>
      [
        'POST /v1/fills HTTP/1.1',
        `Host: localhost:${port}`,
        `Authorization: Bearer ${token}`,
        `Content-Type: ${ENVELOPE_TYPE}`,
        'Content-Length: 1000000',
        ...more,
      ].join('\r\n')

    test('a client that never finishes its headers is cut off', async () => {
      const patient = await startTestDaemon({
        limits: { headersTimeout: 500, requestTimeout: LONG, maxSilence: LONG },
      })
      const answer = await patient.raw(head(patient.token, patient.port))
      expect(statusOf(answer)).toBe(408)
      await patient.end()
    })

    test('a client that falls silent in its body is cut off, and leaves nothing', async () => {
      const patient = await startTestDaemon({
        limits: { headersTimeout: LONG, requestTimeout: LONG, maxSilence: 500 },
      })
      const answer = await patient.raw(head(patient.token, patient.port, '', 'abc'))
      expect(answer).toBe('')
      await until(async () => (await patient.spooled()).length === 0)
      await patient.end()
    })

    test('a client that trickles for ever is cut off, and leaves nothing', async () => {
      const patient = await startTestDaemon({
        limits: { headersTimeout: 500, requestTimeout: 1500, maxSilence: LONG },
      })
      const socket = connect(patient.port, '127.0.0.1')
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.on('error', () => {})
      socket.write(head(patient.token, patient.port, '', ''))
      // The length of a header that is always about to come.
      socket.write(Uint8Array.of(0, 4, 0, 0))
      const trickle = setInterval(() => socket.write(' '), 100)
      await closed
      clearInterval(trickle)
      await until(async () => (await patient.spooled()).length === 0)
      await patient.end()
    })
  })

  test('row 13: connections have a limit, and others are served again once it is no longer reached', async () => {
    const sockets = Array.from({ length: 40 }, () => connect(daemon.port, '127.0.0.1'))
    const closed = new Set<number>()
    sockets.forEach((socket, i) => {
      socket.on('error', () => {})
      socket.on('close', () => closed.add(i))
    })
    await until(() => closed.size >= 20)
    for (const socket of sockets) socket.destroy()
    await until(() =>
      daemon.ask('/v1/health').then(
        ({ status }) => status === 200,
        () => false,
      ),
    )
  })
})

test('none of this was our fault', () => {
  expect(daemon.lines).toEqual([])
})
