/** Those who load the companion: plugins with small jobs, lines that dribble, bodies without end. */
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { envelopeOf, type Picture } from '../../../companion/src/http/testing/fills.ts'
import { ENVELOPE_TYPE, FillEvent } from '../../../shared/src/index.ts'
import type { RunningDaemon } from '../roundtrip/daemon.ts'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** 32 x 32 pixels with a small hole. */
const tinyPicture = (): Picture => {
  const side = 32
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, i) => (i * 7) & 0xff)
  const mask = Uint8Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)]
    return x > 12 && x < 20 && y > 12 && y < 20 ? 255 : 0
  })
  return { side, pixels, mask }
}

export interface JobTally {
  done: number
  otherEnds: number
  startedTwice: number
  refusedForFull: number
}

/** One plugin: hands in `jobs` fills, one after the other, and sees each to its end. */
export const plugin = async (
  { address, token }: RunningDaemon,
  jobs: number,
  tally: JobTally,
): Promise<void> => {
  const body = new Uint8Array(envelopeOf(tinyPicture()))
  const headers = { authorization: `Bearer ${token}` }
  for (let i = 0; i < jobs; i++) {
    const path = `${address}/v1/fills/${randomUUID()}`
    for (;;) {
      const answer = await fetch(path, {
        method: 'PUT',
        headers: { ...headers, 'content-type': ENVELOPE_TYPE },
        body,
      })
      await answer.arrayBuffer()
      if (answer.status === 202) break
      if (answer.status !== 429) throw new Error(`It answered ${answer.status}`)
      tally.refusedForFull += 1
      await pause(50 + Math.random() * 200)
    }
    const text = await (await fetch(`${path}/events`, { headers })).text()
    const events = text
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [FillEvent.parse(JSON.parse(line))]))
    if (events.filter(({ type }) => type === 'started').length > 1) tally.startedTwice += 1
    if (events.at(-1)?.type === 'done') tally.done += 1
    else tally.otherEnds += 1
    if (i % 4 === 0) {
      const result = await fetch(`${path}/results/0`, { headers })
      if (result.status !== 200) throw new Error(`A result answered ${result.status}`)
      await result.arrayBuffer()
    }
  }
}

/** Opens lines that send a byte now and then, for ever; counts those the companion cuts. */
export const slowLoris = async (
  { address }: RunningDaemon,
  stop: AbortSignal,
): Promise<{ opened: number; cut: number }> => {
  const port = Number(new URL(address).port)
  let opened = 0
  let cut = 0
  while (!stop.aborted) {
    opened += 1
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`POST /v1/fills HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Slow: `)
      })
      const dribble = setInterval(() => socket.write('a'), 300)
      const end = (): void => {
        clearInterval(dribble)
        socket.destroy()
        resolve()
      }
      stop.addEventListener('abort', end)
      socket.on('error', () => {})
      socket.on('close', () => {
        if (!stop.aborted) cut += 1
        end()
      })
    })
  }
  return { opened, cut }
}

/** Hands in bodies that are larger than any may be, announced or not. */
export const oversized = async (
  { address, token }: RunningDaemon,
  stop: AbortSignal,
): Promise<number[]> => {
  const port = Number(new URL(address).port)
  const statuses: number[] = []
  while (!stop.aborted) {
    const status = await new Promise<number>((resolve) => {
      let heard = ''
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          `POST /v1/fills HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n` +
            `Content-Type: ${ENVELOPE_TYPE}\r\nContent-Length: 99999999999\r\n\r\n`,
        )
        socket.write(Buffer.alloc(1 << 20))
      })
      socket.on('data', (chunk) => {
        heard += chunk.toString('latin1')
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(Number(heard.split(' ')[1] ?? 0)))
    })
    // A full queue is said before the body is looked at.
    if (status !== 429) statuses.push(status)
    await pause(100)
  }
  return statuses
}
