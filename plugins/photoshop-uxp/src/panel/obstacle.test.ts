/** What keeps the panel's main button from being pressed, document by document. */
import { describe, expect, it } from 'vitest'
import {
  documentOf,
  edges,
  newLayer,
  openDesk,
  type PixelDocument,
  scenery,
  softSelection,
} from '../testing/desk.ts'
import { makeStore, NOBODY, randomBytes } from '../testing/session.ts'
import { createPanel } from './panel.ts'
import type { Settings } from './settings.ts'
import { createVoice } from './voice.ts'

const selection = softSelection(edges(20, 15, 40, 30))

const quickMask = (): PixelDocument => {
  const document = documentOf({ selection })
  document.state = { ...document.state, quickMask: true }
  return document
}

const artboards = (): PixelDocument => {
  const pixels = scenery(edges(0, 0, 96, 80), 8)
  const children = [newLayer({ name: 'photo', pixels })]
  const board = { name: 'A', kind: 'group', artboard: edges(0, 0, 96, 80), children } as const
  return documentOf({ layers: [newLayer(board)] })
}

const obstacleOf = (documents: PixelDocument[], settings: Partial<Settings>) => {
  const panel = createPanel({
    host: openDesk(documents).host,
    store: makeStore(),
    credentials: null,
    showPanel: async () => true,
    selfTest: async () => NOBODY,
    voice: createVoice('en_US'),
    linkHost: {
      fetch: () => Promise.reject(new TypeError('no network here')),
      randomBytes,
      address: 'http://127.0.0.1:9',
    },
  })
  panel.set(settings)
  panel.link.close()
  return panel.obstacle()
}

describe('the main button', () => {
  it.each([
    ['no document', [], {}, 'document'],
    ['CMYK', [documentOf({ selection }, { mode: 'CMYKColorMode' })], {}, 'mode'],
    ['nothing selected', [documentOf()], {}, 'selection'],
    ['a selection', [documentOf({ selection })], {}, null],
    // Photoshop tells of no selection while this mode is on.
    ['a quick mask', [quickMask()], {}, null],
    ['nothing selected, to expand', [documentOf()], { task: 'expand', left: 9 }, null],
    ['nothing selected, to enlarge', [documentOf()], { task: 'upscale' }, null],
    ['artboards, to expand', [artboards()], { task: 'expand', left: 9 }, 'artboards'],
    ['artboards, to fill what is empty', [artboards()], { task: 'expand' }, null],
  ] as const)('%s', (_, documents, settings, obstacle) => {
    expect(obstacleOf([...documents], settings)).toBe(obstacle)
  })
})
