/** Plain text tables for the terminal. */
import { type GroupSummary, OURS, type Summary } from './summary.ts'

type Cell = string

/** First column to the left, the rest to the right, two blanks between. */
export const table = (head: readonly Cell[], rows: readonly (readonly Cell[])[]): string => {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly Cell[]): string =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((w) => '─'.repeat(w)).join('  '), ...rows.map(line)].join('\n')
}

export const number = (value: number | undefined, digits: number): string =>
  value === undefined ? '·' : value.toFixed(digits)

/** The original has no distance from itself. */
const inRow = (group: GroupSummary) => group.engines.filter((e) => e.engine !== 'original')

const perceptualRow = (group: GroupSummary): string[] => [
  group.group,
  String(group.cases),
  ...inRow(group).flatMap((e) => {
    const value = number(e.perceptual, 3) + (e.broken > 0 ? ` (${e.broken}!)` : '')
    return e.engine === OURS
      ? [value]
      : [value, e.ratio === undefined ? '·' : `${number(e.ratio, 2)}×`]
  }),
]

/** Perceptual distance by family and set; `n!` counts broken fills, left out of the mean. */
export const perceptualTable = (summary: Summary): string => {
  const engines = inRow(summary.all).map((e) => e.engine)
  const head = ['perceptual', 'n', ...engines.flatMap((e) => (e === OURS ? [e] : [e, 'ours/']))]
  const blank = head.map(() => '')
  const averages = [
    'mean of families',
    '',
    ...engines.flatMap((e) => {
      const ratio = summary.familyRatios[e]
      return e === OURS ? [''] : ['', ratio === undefined ? '·' : `${number(ratio, 2)}×`]
    }),
  ]
  return table(head, [
    ...summary.families.map(perceptualRow),
    blank,
    ...summary.sets.map(perceptualRow),
    blank,
    perceptualRow(summary.all),
    averages,
  ])
}

/** Every other measure, one engine a row, over all cases. */
export const measuresTable = (summary: Summary): string =>
  table(
    ['engine', 'fills', 'broken', 'PSNR', 'SSIM', 'seam', 'dE00 med', 'sharpness', 'ms med'],
    summary.all.engines.map((e) => [
      e.engine,
      String(e.fills),
      String(e.broken),
      number(e.psnr, 2),
      number(e.ssim, 3),
      number(e.seam, 2),
      number(e.colour, 2),
      number(e.sharpness, 2),
      number(e.ms, 0),
    ]),
  )

/** Ours by family, with the original's own sharpness: where to look next. */
export const oursTable = (summary: Summary): string => {
  const rows = [...summary.families, summary.all].flatMap((group) => {
    const ours = group.engines.find((e) => e.engine === OURS)
    if (ours === undefined || ours.fills === 0) return []
    const original = group.engines.find((e) => e.engine === 'original')
    return [
      [
        group.group,
        number(ours.psnr, 2),
        number(ours.ssim, 3),
        number(ours.seam, 2),
        number(ours.colour, 2),
        number(ours.sharpness, 2),
        number(original?.sharpness, 2),
        number(ours.ms, 0),
      ],
    ]
  })
  return table(
    [OURS, 'PSNR', 'SSIM', 'seam', 'dE00 med', 'sharpness', 'of original', 'ms med'],
    rows,
  )
}
