import { describe, expect, it } from 'vitest'
import { outcomeOf } from './outcome.fixture.ts'
import { escapeHtml, type SheetRow, sheetHtml } from './sheet.ts'

const tile = { src: 'images/x.webp', width: 10, height: 10 }

const row = (id: string, scores: Record<string, number | 'broken'>): SheetRow => ({
  job: { id, set: 's', picture: id, family: 'object', truth: true },
  input: tile,
  mask: tile,
  original: tile,
  difference: tile,
  fills: Object.entries(scores).map(([engine, score]) => ({
    outcome: outcomeOf(id, engine, score),
    label: engine,
    tile,
  })),
})

describe('sheetHtml', () => {
  const html = sheetHtml({
    rows: [row('<b>', { inlay: 1, gmic: 2 })],
    verdicts: [{ target: 'a < b', measured: undefined, met: undefined, short: undefined }],
    tables: ['x & y'],
    made: 'here',
  })

  it('escapes what came from file names', () => {
    expect(escapeHtml('<a "b" & c>')).toBe('&lt;a &quot;b&quot; &amp; c&gt;')
    expect(html).not.toContain('<b>')
    expect(html).toContain('a &lt; b')
    expect(html).toContain('x &amp; y')
  })

  it('loads nothing from anywhere else', () => {
    expect(html).not.toMatch(/https?:|<script|<link/)
  })
})
