/** What was kept of a result's place is read again, by older versions of the plugin too. */
import { createSay, panelCatalogue } from '@inlay/shared/panel'
import { expect, it } from 'vitest'
import type { Target } from './host/host.ts'
import { readTarget } from './target.ts'

const target: Target = {
  ...{ life: 'now', documentId: 3, documentTitle: 'Lunch.psd', path: '', width: 40, height: 30 },
  ...{ layerId: 7, groupIds: [], expand: null, bitDepth: 8, profile: 'sRGB IEC61966-2.1' },
  area: { left: 0, top: 0, width: 40, height: 30 },
  notes: [
    { key: 'ps.note.adjustment' },
    { key: 'ps.note.converted', values: { profile: 'sRGB IEC61966-2.1' } },
  ],
}

const stored = (some: object = {}): unknown => JSON.parse(JSON.stringify({ ...target, ...some }))

it('notes are kept as what they mean, and said in the language of whoever reads them', () => {
  const read = readTarget(stored())
  expect(read).toEqual(target)
  const german = createSay(panelCatalogue('de'))
  expect(german({ all: read?.notes ?? [] })).toMatch(/Einstellungsebene.* Über sRGB IEC61966-2.1/)
})

it('notes of an older version stay as they were said', () => {
  const said = 'The group is locked, so it was placed above it.'
  expect(readTarget(stored({ notes: [said] }))?.notes).toEqual([{ heard: said }])
})

it('what a newer version has kept in words that are not known here is no target', () => {
  expect(readTarget(stored({ notes: [{ key: 'ps.note.of_tomorrow' }] }))).toBeNull()
})
