/** The contact sheet: one quiet page with every hole and every engine's fill, worst of ours on top. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Case, Outcome } from '../types.ts'
import { SHEET_STYLE } from './sheet-style.ts'
import { OURS } from './summary.ts'
import { number } from './table.ts'
import type { Tile } from './tiles.ts'
import type { Verdict } from './verdict.ts'
import { worstOf } from './worst.ts'

export interface SheetRow {
  readonly job: Pick<Case, 'id' | 'set' | 'picture' | 'family' | 'truth'>
  readonly input: Tile
  readonly mask: Tile
  readonly original: Tile
  readonly fills: readonly SheetFill[]
  /** Of ours, where the truth is known. */
  readonly difference: Tile | undefined
}

export interface SheetFill {
  readonly outcome: Outcome
  readonly label: string
  readonly tile: Tile
}

export interface SheetContent {
  readonly rows: readonly SheetRow[]
  readonly verdicts: readonly Verdict[]
  /** Preformatted tables. */
  readonly tables: readonly string[]
  /** One line on when, where and with what it was made. */
  readonly made: string
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)

/** The rows of the worst cases, worst first. */
const worstRows = (rows: readonly SheetRow[]): { row: SheetRow; badness: number }[] =>
  worstOf(rows.flatMap((row) => row.fills.map((fill) => fill.outcome))).flatMap(
    ({ id, badness }) => {
      const row = rows.find((one) => one.job.id === id)
      return row === undefined ? [] : [{ row, badness }]
    },
  )

const image = (tile: Tile, alt: string): string =>
  `<img src="${tile.src}" width="${tile.width}" height="${tile.height}" alt="${escapeHtml(alt)}" loading="lazy">`

const plainTile = (tile: Tile, name: string): string =>
  `<figure><div class="frame">${image(tile, name)}</div><figcaption>${name}</figcaption></figure>`

/** Pressing a fill shows the original in its place, so that the eye can flick between them. */
const fillTile = ({ outcome, label, tile }: SheetFill, original: Tile): string => {
  const { broken, perceptual, seam, sharpness } = outcome.scores
  const figures = [
    broken ? '<b>broken</b>' : '',
    perceptual === undefined ? '' : `distance ${number(perceptual, 3)}`,
    `seam ${number(seam, 2)}`,
    `sharp ${number(sharpness, 2)}`,
  ]
  const ours = outcome.engine === OURS ? ' class="ours"' : ''
  return `<figure${ours}><button class="frame" type="button" title="Hold to see the original">${image(original, 'original')}${image(tile, label).replace('<img', '<img class="over"')}</button><figcaption><span>${escapeHtml(label)}</span> <span class="figures">${figures.filter(Boolean).join(' · ')}</span></figcaption></figure>`
}

const rowHtml = (row: SheetRow, note = ''): string => {
  const { set, picture, family } = row.job
  const tiles = [
    plainTile(row.input, 'input'),
    plainTile(row.mask, 'mask'),
    plainTile(row.original, row.job.truth ? 'original' : 'original (not the truth)'),
    ...row.fills.map((fill) => fillTile(fill, row.original)),
    ...(row.difference === undefined ? [] : [plainTile(row.difference, 'difference of ours, ×2')]),
  ]
  const title = `${escapeHtml(set)} / ${escapeHtml(picture)} / ${escapeHtml(family)}`
  return `<section class="row"><h3>${title} <span class="figures">${note}</span></h3><div class="tiles">${tiles.join('')}</div></section>`
}

const verdictHtml = ({ target, measured, met, short }: Verdict): string => {
  const word = met === undefined ? 'not measured' : met ? 'met' : 'short'
  return `<tr class="${word.replace(' ', '-')}"><td>${word}</td><td>${escapeHtml(target)}</td><td>${escapeHtml(measured ?? '')}</td><td>${escapeHtml(short ?? '')}</td></tr>`
}

export const sheetHtml = ({ rows, verdicts, tables, made }: SheetContent): string => {
  const families = [...new Set(rows.map((row) => row.job.family))]
  const worst = worstRows(rows)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inlay bench</title>
<style>${SHEET_STYLE}</style>
<header>
<h1>Inlay bench</h1>
<p>${escapeHtml(made)}</p>
<p><label><input type="checkbox" id="actual"> Actual pixels</label> · Hold a fill to see the original.</p>
<nav>${worst.length > 0 ? '<a href="#worst">worst of ours</a> ' : ''}${families.map((f) => `<a href="#${f}">${f}</a>`).join(' ')}</nav>
</header>
<main>
<table class="verdicts">${verdicts.map(verdictHtml).join('\n')}</table>
<details><summary>Tables</summary>${tables.map((t) => `<pre>${escapeHtml(t)}</pre>`).join('\n')}</details>
${worst.length > 0 ? `<h2 id="worst">The worst of ours, against the best weight-free peer</h2>${worst.map(({ row, badness: b }) => rowHtml(row, Number.isFinite(b) ? `${b.toFixed(2)}× the best peer` : 'broken')).join('\n')}` : ''}
${families
  .map(
    (family) =>
      `<h2 id="${family}">${family}</h2>${rows
        .filter((row) => row.job.family === family)
        .map((row) => rowHtml(row))
        .join('\n')}`,
  )
  .join('\n')}
</main>
</html>
`
}

/** Writes `index.html` into the folder that holds the tiles. */
export const writeSheet = async (folder: string, content: SheetContent): Promise<string> => {
  const path = join(folder, 'index.html')
  await writeFile(path, sheetHtml(content))
  return path
}
