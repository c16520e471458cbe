/** The history in words for a terminal: a line a fill, or all that is known of one. */
import type { FillRecord } from '@inlay/shared'
import { OWNER_ID } from '@inlay/shared'

/** "2026-11-23 07:10", in local time. */
const minute = (time: string): string => {
  const at = new Date(time)
  const two = (number: number): string => String(number).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`
}

const size = (bytes: number): string =>
  bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 2 ** 20).toFixed(1)} MB`

/** Prompts may hold what makes a terminal do things. */
const plain = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')

const shorten = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text

/** Characters of an id that tell a few thousand fills apart. */
const SHORT_ID = 8

export const describeLine = ({
  id,
  created,
  operation,
  prompt,
  bytes,
  status,
}: FillRecord): string =>
  [
    id.slice(0, SHORT_ID),
    minute(created),
    status.state.padEnd(9),
    operation.padEnd(6),
    size(bytes).padStart(9),
    prompt === '' ? '' : `"${shorten(plain(prompt), 40)}"`,
  ]
    .join('  ')
    .trimEnd()

export const describeFill = (record: FillRecord): string => {
  const { id, device, operation, prompt, created, finished, bytes, status } = record
  const { report, error } = status
  const lines: [string, string | undefined][] = [
    ['id', id],
    ['from', device === OWNER_ID ? 'the owner' : `device ${device}`],
    ['operation', operation],
    ['prompt', prompt === '' ? undefined : plain(prompt)],
    ['state', error === undefined ? status.state : `failed: ${error.message}`],
    ['accepted', minute(created)],
    ['ended', finished === undefined ? undefined : minute(finished)],
    ['engine', report?.engine],
    ['seed', report === undefined ? undefined : String(report.seed)],
    ['results', status.variations.length === 0 ? undefined : String(status.variations.length)],
    ['on disk', size(bytes)],
  ]
  return lines
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(10)} ${value}\n`]))
    .join('')
}
