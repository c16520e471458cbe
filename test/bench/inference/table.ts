/** The figures as a table in Markdown, to be pasted into docs/performance.md as it is. */
import { providerName } from '@inlay/companion/inference/providers.ts'
import type { NetRow } from './measure.ts'

const HEAD = [
  'net',
  'on',
  'load',
  'first run',
  'run',
  'GFLOP/s',
  'process memory',
  'card memory',
] as const

/** Columns after the first two are figures. */
const LEFT = 2

/** "3.2 ms", "154 ms", "2.4 s". */
const time = (ms: number): string =>
  ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`

const megabytes = (bytes: number | undefined): string =>
  bytes === undefined ? '' : `${Math.round(bytes / 2 ** 20)} MB`

/** Pipes and line ends would break the table. */
const plain = (text: string): string => text.replace(/\s*[|\r\n]+\s*/g, ' ')

export const netTable = (rows: readonly NetRow[]): string => {
  const lines = rows.map((row) => {
    const head = [plain(row.name), providerName(row.provider)]
    if (row.failed !== undefined) return [...head, `does not run: ${plain(row.failed)}`]
    const speed = row.gflop === undefined ? '' : (row.gflop / (row.run.least / 1000)).toFixed(0)
    return [
      ...head,
      time(row.load),
      time(row.first),
      time(row.run.least),
      speed,
      megabytes(row.resident),
      megabytes(row.card),
    ]
  })
  const rule = HEAD.map((_, i) => (i < LEFT ? '---' : '---:'))
  return [HEAD, rule, ...lines]
    .map((cells) => `| ${HEAD.map((_, i) => cells[i] ?? '').join(' | ')} |`)
    .join('\n')
}
