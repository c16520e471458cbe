/** `/v1/ws` against a real daemon: who gets in, what they hear, and what too much of anything does. */
import { connect } from 'node:net'
import { FillEvent, SocketProblem, SocketTicket } from '@inlay/shared'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { newSecret } from './guard/token.ts'
import { startTestDaemon, type TestDaemon, until } from './testing/daemon.ts'
import { allEvents, statusOfFill, submitLong, submitted, withoutPreviews } from './testing/fills.ts'

let daemon: TestDaemon
beforeAll(async () => {
  daemon = await startTestDaemon()
})
afterAll(() => daemon.end())

const opened: WebSocket[] = []
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate()
})

interface Knock {
  readonly protocols?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: string
}

/** The open socket, or the status and error code it was refused with. */
const knock = ({ protocols = [], headers = {}, path = '/v1/ws' }: Knock) =>
  new Promise<WebSocket | { status: number; code: unknown }>((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${daemon.port}${path}`, [...protocols], {
      headers: { ...headers },
    })
    opened.push(socket)
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
    socket.once('unexpected-response', (_, response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        body += String(chunk)
      })
      response.on('end', () => {
        const { code } = JSON.parse(body)
        resolve({ status: response.statusCode ?? 0, code })
      })
    })
  })

const ticketed = async (): Promise<readonly string[]> => {
  const { json } = await daemon.ask('/v1/ws-tickets', { method: 'POST' })
  return ['inlay.v1', `ticket.${SocketTicket.parse(json).ticket}`]
}

const open = async (): Promise<WebSocket> => {
  const socket = await knock({ protocols: await ticketed(), headers: { origin: 'null' } })
  if (!(socket instanceof WebSocket)) throw new Error(`Refused with ${socket.status}`)
  return socket
}

/** Collects what comes, as events and problems. */
const listen = (socket: WebSocket) => {
  const events: FillEvent[] = []
  const problems: SocketProblem[] = []
  socket.on('message', (data) => {
    const message: unknown = JSON.parse(String(data))
    const problem = SocketProblem.safeParse(message)
    if (problem.success) problems.push(problem.data)
    else events.push(FillEvent.parse(message))
  })
  return { events, problems }
}

const closing = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.once('close', (code) => resolve(code)))

describe('row 11: WebSocket hijack, who gets in', () => {
  test('a page with a ticket, once', async () => {
    const protocols = await ticketed()
    const socket = await knock({ protocols, headers: { origin: 'null' } })
    expect(socket).toBeInstanceOf(WebSocket)
    expect(socket instanceof WebSocket && socket.protocol).toBe('inlay.v1')
    expect(await knock({ protocols, headers: { origin: 'null' } })).toEqual({
      status: 401,
      code: 'unauthorised',
    })
  })

  test('a program with the token', async () => {
    const socket = await knock({ headers: { authorization: `Bearer ${daemon.token}` } })
    expect(socket).toBeInstanceOf(WebSocket)
  })

  test('nobody without', async () => {
    for (const protocols of [
      [],
      ['inlay.v1'],
      ['inlay.v1', 'ticket.'],
      ['inlay.v1', `ticket.${newSecret()}`],
      ['inlay.v1', `ticket.${daemon.token}`],
      ['inlay.v1', `bearer.${daemon.token}`],
    ]) {
      expect(await knock({ protocols })).toEqual({ status: 401, code: 'unauthorised' })
    }
  })

  test('no foreign origin, even with a ticket or the token', async () => {
    for (const origin of [
      'https://evil.example',
      'https://www.figma.com',
      'http://localhost:1',
      'file:///',
    ]) {
      const refused = { status: 403, code: 'forbidden_origin' }
      expect(await knock({ protocols: await ticketed(), headers: { origin } })).toEqual(refused)
      const headers = { origin, authorization: `Bearer ${daemon.token}` }
      expect(await knock({ headers })).toEqual(refused)
    }
  })

  test('no foreign host, even with a ticket', async () => {
    for (const host of ['evil.example', `evil.example:${daemon.port}`, '127.0.0.1', 'localhost']) {
      expect(await knock({ protocols: await ticketed(), headers: { host } })).toEqual({
        status: 421,
        code: 'wrong_host',
      })
    }
  })

  test('no secret in the address, and no other address', async () => {
    const headers = { authorization: `Bearer ${daemon.token}` }
    expect(await knock({ headers, path: `/v1/ws?token=${daemon.token}` })).toEqual({
      status: 400,
      code: 'invalid_request',
    })
    for (const path of ['/', '/v1/ws/', '/v1/fills', '/v1/health']) {
      expect(await knock({ headers, path })).toEqual({ status: 404, code: 'not_found' })
    }
  })

  test('an upgrade to anything else is not one', async () => {
    const answer = await daemon.raw(
      [
        'GET /v1/ws HTTP/1.1',
        `Host: localhost:${daemon.port}`,
        `Authorization: Bearer ${daemon.token}`,
        'Connection: Upgrade',
        'Upgrade: h2c',
        '',
        '',
      ].join('\r\n'),
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('ask again in HTTP/1.1')
  })
})

describe('what they hear', () => {
  test('the same events as over NDJSON, of several fills, from where they want', async () => {
    const ids = [await submitted(daemon), await submitted(daemon)]
    const socket = await open()
    const { events, problems } = listen(socket)
    for (const subscribe of ids) socket.send(JSON.stringify({ subscribe }))
    await until(() => events.filter(({ type }) => type === 'done').length === 2)
    for (const id of ids) {
      const told = events.filter((event) => event.id === id)
      expect(withoutPreviews(told)).toEqual(withoutPreviews(await allEvents(daemon, id)))
    }
    events.length = 0
    socket.send(JSON.stringify({ subscribe: ids[0], after: 1 }))
    await until(() => events.some(({ type }) => type === 'done'))
    expect(events).toEqual(await allEvents(daemon, ids[0] ?? '', 1))
    expect(problems).toEqual([])
  })

  test('nothing more of what they no longer follow', async () => {
    const id = await submitLong(daemon)
    const socket = await open()
    const { events } = listen(socket)
    socket.send(JSON.stringify({ subscribe: id }))
    await until(() => events.length > 0)
    socket.send(JSON.stringify({ unsubscribe: id }))
    // A second fill's events come only after whatever was still on its way of the first.
    socket.send(JSON.stringify({ subscribe: 'nothing' }))
    await daemon.ask(`/v1/fills/${id}`, { method: 'DELETE' })
    await until(async () => (await statusOfFill(daemon, id)).state === 'cancelled')
    expect(events.map(({ type }) => type)).not.toContain('cancelled')
  })

  test('what was wrong with what they said, by name', async () => {
    const socket = await open()
    const { problems } = listen(socket)
    for (const message of ['{', '[]', '{}', '{"subscribe": 1}', '{"subscribe": "a", "x": 1}']) {
      socket.send(message)
    }
    socket.send(Buffer.from('{"subscribe": "a"}'), { binary: true })
    socket.send(JSON.stringify({ subscribe: 'nobody' }))
    await until(() => problems.length === 7)
    expect(problems.map(({ error }) => error.code)).toEqual([
      ...Array.from({ length: 6 }, () => 'invalid_request'),
      'not_found',
    ])
    expect(problems.at(-1)?.id).toBe('nobody')
    expect(socket.readyState).toBe(WebSocket.OPEN)
  })
})

describe('too much', () => {
  test('row 12: a message too long closes the socket', async () => {
    const socket = await open()
    const code = closing(socket)
    socket.send(JSON.stringify({ subscribe: 'x'.repeat(5000) }))
    expect(await code).toBe(1009)
  })

  test('following the same fill again and again is following it once', async () => {
    const id = await submitLong(daemon)
    const socket = await open()
    const { events, problems } = listen(socket)
    for (let i = 0; i < 300; i++) socket.send(JSON.stringify({ subscribe: id, after: 1000 }))
    await daemon.ask(`/v1/fills/${id}`, { method: 'DELETE' })
    await until(async () => (await statusOfFill(daemon, id)).state === 'cancelled')
    socket.send(JSON.stringify({ subscribe: id }))
    await until(() => events.some(({ type }) => type === 'cancelled'))
    expect(events).toEqual(await allEvents(daemon, id))
    expect(problems).toEqual([])
  })

  test('a socket that no longer answers is let go', async () => {
    const hasty = await startTestDaemon({ limits: { heartbeat: 100 } })
    const socket = connect(hasty.port, '127.0.0.1')
    let heard = ''
    let closed = false
    socket.setEncoding('latin1').on('data', (chunk) => {
      heard += String(chunk)
    })
    socket
      .on('error', () => {})
      .on('close', () => {
        closed = true
      })
    socket.write(
      [
        'GET /v1/ws HTTP/1.1',
        `Host: localhost:${hasty.port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
        `Authorization: Bearer ${hasty.token}`,
        '',
        '',
      ].join('\r\n'),
    )
    await until(() => heard.startsWith('HTTP/1.1 101'))
    // It hears our pings and never answers them.
    await until(() => closed)
    await hasty.end()
  })

  test('garbage instead of frames harms nobody', async () => {
    const [, protocol] = await ticketed()
    const answer = await daemon.raw(
      [
        'GET /v1/ws HTTP/1.1',
        `Host: localhost:${daemon.port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
        `Sec-WebSocket-Protocol: inlay.v1, ${protocol}`,
        '',
        'garbage, and a lot of it, none of it masked',
      ].join('\r\n'),
    )
    expect(answer).toMatch(/^HTTP\/1\.1 101/)
    expect((await daemon.ask('/v1/health')).status).toBe(200)
    expect(daemon.lines.filter((line) => line.startsWith('Failed'))).toEqual([])
  })
})

test('when the daemon closes, sockets are told that it goes away', async () => {
  const other = await startTestDaemon()
  const socket = new WebSocket(`ws://127.0.0.1:${other.port}/v1/ws`, {
    headers: { authorization: `Bearer ${other.token}` },
  })
  await new Promise((resolve) => socket.once('open', resolve))
  const code = closing(socket)
  await other.end()
  expect(await code).toBe(1001)
})
