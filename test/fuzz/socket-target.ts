/** Messages, frames and handshakes for `/v1/ws`, damaged, against a real companion. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { SOCKET_PROTOCOL } from '@inlay/shared'
import { PATIENCE } from '../setup/patience.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateJsonText } from './mutate-json.ts'
import { type Random, randomOf } from './random.ts'
import type { Report } from './report.ts'
import type { Aim } from './requests.ts'

export interface SocketRun {
  readonly seed: number | string
  /** Messages sent, a few on each socket. */
  readonly count: number
  readonly aim: Aim
  readonly report: Report
}

const TARGET = 'WebSocket /v1/ws'

/** Sockets open at the same time. */
const PARALLEL = 16

/** Messages on one socket at most. */
const MOST_MESSAGES = 20

export const fuzzSocket = async ({ seed, count, aim, report }: SocketRun): Promise<void> => {
  let next = 0
  const work = async (): Promise<void> => {
    while (next < count) {
      const from = next
      const random = randomOf(seed, 'socket', from)
      const sent = 1 + random.int(MOST_MESSAGES)
      next += sent
      const outcome = await oneSocket(aim, random, sent)
      for (let i = 0; i < sent; i++) report.count(TARGET, outcome)
      if (/hung|internal|engine_failed|50\d/.test(outcome)) report.fault(`socket/${from}`, outcome)
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, work))
}

const messageOf = ({ ids }: Aim, random: Random): string => {
  const id = random.pick(ids)
  const valid = random.chance(0.7) ? { subscribe: id, after: -1 } : { unsubscribe: id }
  return random.chance(0.15) ? JSON.stringify(valid) : mutateJsonText(valid, random)
}

/** One frame as a client sends it (RFC 6455 5.2), masked. */
const frameOf = (payload: Buffer, opcode: number, random: Random): Buffer => {
  const mask = Buffer.from([random.int(256), random.int(256), random.int(256), random.int(256)])
  const size =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : payload.length < 65_536
        ? Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 255])
        : Buffer.from([
            0x80 | 127,
            0,
            0,
            0,
            0,
            0,
            payload.length >> 16,
            (payload.length >> 8) & 255,
            payload.length & 255,
          ])
  const masked = payload.map((byte, i) => byte ^ (mask[i & 3] ?? 0))
  return Buffer.concat([Buffer.from([0x80 | opcode]), size, mask, masked])
}

const handshakeOf = ({ port, token }: Aim): string =>
  [
    'GET /v1/ws HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
    `Sec-WebSocket-Protocol: ${SOCKET_PROTOCOL}`,
    `Authorization: Bearer ${token}`,
    '',
    '',
  ].join('\r\n')

/** Opens, sends, asks for a pong to see that the other side still listens, and leaves. */
const oneSocket = async (aim: Aim, random: Random, count: number): Promise<string> => {
  const socket = connect(aim.port, '127.0.0.1')
  socket.on('error', () => {})
  let heard = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk])
  })
  try {
    const greeting = Buffer.from(handshakeOf(aim), 'latin1')
    socket.write(random.chance(0.1) ? mutateBytes(greeting, random) : greeting)
    if (!(await until(socket, () => heard.includes('\r\n\r\n'), PATIENCE)))
      return 'hung in the handshake'
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(heard.toString('latin1', 0, 20))?.[1] ?? 0)
    if (status !== 101) return status === 0 ? 'handshake cut' : `handshake ${status}`
    for (let i = 0; i < count; i++) {
      const opcode = random.chance(0.97) ? 1 : random.pick([0, 2, 3, 8, 9, 10, 15])
      const text = random.chance(0.02) ? 'x'.repeat(random.int(70_000)) : messageOf(aim, random)
      const frame = frameOf(Buffer.from(text), opcode, random)
      socket.write(random.chance(0.03) ? mutateBytes(frame, random, 1) : frame)
    }
    const ping = Buffer.from('still there')
    socket.write(frameOf(ping, 9, random))
    const answered = await until(socket, () => heard.includes(ping))
    if (!answered) return 'swallowed by a broken frame'
    const code = /"code":"(internal|engine_failed)"/.exec(heard.toString('latin1'))?.[1]
    if (code !== undefined) return `problem ${code}`
    return heard.includes(ping) ? 'answered' : 'closed by us'
  } finally {
    socket.resetAndDestroy()
  }
}

/** A frame that promises more than it brings is waited for; that is no hang of the companion. */
const PONG = 400

/** True when it holds or the other side has hung up; false when neither comes in time. */
const until = async (socket: Socket, holds: () => boolean, patience = PONG): Promise<boolean> => {
  const deadline = performance.now() + patience
  while (!holds() && !socket.closed) {
    const left = deadline - performance.now()
    if (left <= 0) return false
    const signal = AbortSignal.timeout(Math.ceil(left))
    await Promise.race([
      once(socket, 'data', { signal }).catch(() => {}),
      once(socket, 'close', { signal }).catch(() => {}),
    ])
  }
  return true
}
