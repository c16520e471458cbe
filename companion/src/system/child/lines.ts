/**
 * Messages as JSON lines over a plain pipe. Node's own channel would end this process when a child
 * writes into it what is not JSON, and gather without end what has no line break.
 */
import type { Readable, Writable } from 'node:stream'

/** Characters of one message: far more than the largest preview. */
const MOST = 32 * 2 ** 20

/** The child's end of the pipe it speaks through; it hears on stdin. stdout is nobody's. */
export const SPEAKS_ON = 3

export interface Listener {
  readonly onMessage: (message: unknown) => void
  /** What came is no message; nothing more is read. */
  readonly onNonsense: () => void
}

export const hearLines = (stream: Readable, { onMessage, onNonsense }: Listener): void => {
  let pieces: string[] = []
  let length = 0
  let over = false

  const giveUp = (): void => {
    over = true
    pieces = []
    stream.destroy()
    onNonsense()
  }

  const take = (line: string): void => {
    let message: unknown
    try {
      message = JSON.parse(line)
    } catch {
      giveUp()
      return
    }
    onMessage(message)
  }

  stream.setEncoding('utf8').on('data', (text: string) => {
    let from = 0
    for (let at = text.indexOf('\n'); at >= 0 && !over; at = text.indexOf('\n', from)) {
      pieces.push(text.slice(from, at))
      from = at + 1
      const line = pieces.join('')
      pieces = []
      length = 0
      take(line)
    }
    if (over) return
    pieces.push(text.slice(from))
    length += text.length - from
    if (length > MOST) giveUp()
  })
}

export const sayLine = (stream: Writable, message: object): void => {
  stream.write(`${JSON.stringify(message)}\n`)
}
