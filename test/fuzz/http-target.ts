/** Sends fuzz requests to a real companion over loopback and judges what comes back. */
import { connect, type Socket } from 'node:net'
import { mutateBytes } from './mutate-bytes.ts'
import { randomOf } from './random.ts'
import { HUNG_AFTER, type Report } from './report.ts'
import { type Aim, requestOf, wireOf } from './requests.ts'

export interface HttpRun {
  readonly seed: number | string
  readonly count: number
  readonly aim: Aim
  readonly report: Report
  /** Fewest requests, and milliseconds after which no more than those are made. */
  readonly atLeast: number
  readonly within: number
  /** Requests under way at the same time. */
  readonly parallel: number
}

/** Share of requests that are damaged below HTTP as well. */
const MANGLED = 0.08

/** Milliseconds an answer may go on once its head is there: event streams end when we say so. */
const READS_FOR = 60

export const fuzzHttp = async (run: HttpRun): Promise<void> => {
  const { seed, count, aim, report, parallel, atLeast, within } = run
  const until = performance.now() + within
  const isOver = (index: number): boolean =>
    index >= count || (index >= atLeast && performance.now() > until)
  let next = 0
  const waiting: Waiting[] = []
  const work = async (): Promise<void> => {
    const line = createLine(aim.port)
    for (let index = next++; !isOver(index); index = next++) {
      const request = requestOf(seed, index, aim)
      const random = randomOf(seed, 'wire', index)
      const isMangled = random.chance(MANGLED)
      const wire = isMangled ? mutateBytes(wireOf(request), random, 0.9) : wireOf(request)
      const isHead = request.method === 'HEAD'
      const answer = await line.ask(wire, isHead)
      report.count(request.target, answer.outcome)
      const what = `${request.target}: ${answer.outcome}`
      if (answer.isHung) waiting.push({ id: `http/${index}`, what, wire, isHead })
      else if (answer.isFault) report.fault(`http/${index}`, what)
    }
    line.close()
  }
  await Promise.all(Array.from({ length: parallel }, work))
  // A machine that others keep busy is slow now and then: what hung must hang when asked alone.
  for (const { id, what, wire, isHead } of waiting) {
    const alone = createLine(aim.port)
    const again = await alone.ask(wire, isHead)
    alone.close()
    if (again.isFault) report.fault(id, `${what}; asked alone: ${again.outcome}`)
  }
}

interface Waiting {
  readonly id: string
  readonly what: string
  readonly wire: Buffer
  readonly isHead: boolean
}

interface Judged {
  readonly outcome: string
  readonly isFault: boolean
  readonly isHung?: boolean
}

/** 503 is an answer, not a fault, where it has one of these names. */
const NAMED_503 = ['engine_unavailable', 'starting', 'stopping', 'keyring_closed']

const judge = (head: string, text: string): Judged => {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1])
  if (Number.isNaN(status)) return { outcome: 'no HTTP', isFault: true }
  const code = /"code":"([a-z_]+)"/.exec(text)?.[1]
  const isNamed = status === 503 && code !== undefined && NAMED_503.includes(code)
  return {
    outcome: status < 300 || code === undefined ? String(status) : `${status} ${code}`,
    // 501 and 505 are Node's own words for methods and versions it does not know.
    isFault: status >= 500 && !isNamed && status !== 505,
  }
}

/** One connection after the other, each used as long as both sides agree on where answers end. */
const createLine = (port: number) => {
  let socket: Socket | undefined

  const drop = (): void => {
    // A reset leaves nothing in TIME_WAIT: a hundred thousand requests would use up all ports.
    socket?.resetAndDestroy()
    socket = undefined
  }

  const ask = (wire: Buffer, isHead: boolean): Promise<Judged> =>
    new Promise((resolve) => {
      const line = socket ?? connect(port, '127.0.0.1')
      socket = line
      let heard = Buffer.alloc(0)
      let settled = false
      let reading: NodeJS.Timeout | undefined
      const settle = (judged: Judged, keep: boolean): void => {
        if (settled) return
        settled = true
        clearTimeout(late)
        clearTimeout(reading)
        line.off('data', hear).off('close', ended)
        if (!keep) drop()
        resolve(judged)
      }
      const late = setTimeout(
        () =>
          settle(
            { outcome: `slow: no answer in ${HUNG_AFTER} ms`, isFault: true, isHung: true },
            false,
          ),
        HUNG_AFTER,
      )
      const hear = (chunk: Buffer): void => {
        heard = Buffer.concat([heard, chunk])
        const at = heard.indexOf('\r\n\r\n')
        if (at < 0) return
        const head = heard.toString('latin1', 0, at)
        if (head.startsWith('HTTP/1.1 100')) {
          heard = heard.subarray(at + 4)
          hear(Buffer.alloc(0))
          return
        }
        const body = heard.subarray(at + 4)
        const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? Number.NaN)
        const isEmpty = isHead || /^HTTP\/1\.1 (?:204|304|101)/.test(head)
        if (isEmpty || body.length >= length) {
          // Half an answered upload may still be under way: only plain answers keep the line.
          const keep = /^HTTP\/1\.1 2/.test(head) && !/^connection: close/im.test(head)
          settle(judge(head, body.toString('utf8', 0, 4096)), keep && !isHead)
        } else if (reading === undefined) {
          reading = setTimeout(
            () => settle(judge(head, body.toString('utf8', 0, 4096)), false),
            READS_FOR,
          )
        }
      }
      const ended = (): void => {
        socket = undefined
        const at = heard.indexOf('\r\n\r\n')
        if (at < 0) settle({ outcome: 'cut without an answer', isFault: false }, false)
        else {
          const body = heard.toString('utf8', at + 4, at + 4100)
          settle(judge(heard.toString('latin1', 0, at), body), false)
        }
      }
      line
        .on('data', hear)
        .once('close', ended)
        .on('error', () => {})
      line.write(wire)
    })
  return { ask, close: drop }
}
