/** Menu commands without a panel: they run, or Photoshop itself says why not. */
import { OWNER_ID } from '@inlay/shared'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type RunningCompanion, startCompanion } from '../../../test/hosts/companion.ts'
import type { PixelDocument } from '../../../test/hosts/photoshop/document.ts'
import { createPanel } from './panel/panel.ts'
import type { Panel } from './panel/state.ts'
import { createVoice } from './panel/voice.ts'
import { documentOf, openDesk } from './testing/desk.ts'
import { nativeFetch } from './testing/fetch.ts'
import { makeStore, NOBODY, patientTimers, randomBytes, soft } from './testing/session.ts'

let companion: RunningCompanion
let opened: Panel[] = []

beforeAll(async () => {
  companion = await startCompanion()
})
afterAll(() => companion.close())
afterEach(() => {
  for (const { link } of opened) link.close()
  opened = []
})

const panelOver = (
  document: PixelDocument,
  { port = companion.port, isPaired = true, opens = true, locale = 'en_US' } = {},
) => {
  const voice = createVoice(locale)
  const { double, host } = openDesk([document], {}, { bandPixels: 4e6, say: voice.say })
  const panel = createPanel({
    host,
    store: makeStore(),
    credentials: isPaired ? { deviceId: OWNER_ID, token: companion.token } : null,
    showPanel: async () => opens,
    selfTest: async () => NOBODY,
    voice,
    linkHost: {
      fetch: nativeFetch,
      randomBytes,
      timers: patientTimers,
      address: `http://localhost:${port}`,
    },
  })
  opened.push(panel)
  return { double, panel }
}

describe('a command', () => {
  it('removes what is selected, with nobody looking at the panel', async () => {
    const document = soft()
    const { double, panel } = panelOver(document)
    await panel.command('remove')
    expect(document.state.layers.map(({ name }) => name)).toEqual(['Removed', 'Background'])
    expect(document.history.map(({ name }) => name)).toEqual(['Open', 'Inlay: Removed'])
    expect(double.alerts).toEqual([])
  })

  it('says what it did in Photoshop’s own language', async () => {
    const document = soft()
    const { double, panel } = panelOver(document, { locale: 'de_DE' })
    await panel.command('remove')
    expect(document.history.map(({ name }) => name)).toEqual(['Open', 'Inlay: Entfernt'])
    expect(document.state.layers[0]?.name).toBe('Entfernt')
    document.state = { ...document.state, selection: null }
    await panel.command('remove')
    expect(double.alerts.join()).toContain('ausgewählt')
    panel.link.close()
  })

  it.each([
    ['nothing is selected', documentOf, {}, 'Nothing is selected'],
    ['no companion is there', soft, { port: 9 }, 'does not answer'],
    ['it is not paired', soft, { isPaired: false }, 'does not know this plugin'],
  ])('says in a box of Photoshop’s own that %s', async (_, make, options, words) => {
    const document = make()
    const before = document.state
    const { double, panel } = panelOver(document, options)
    await panel.command('remove')
    expect(double.alerts).toHaveLength(1)
    expect(double.alerts[0]).toContain(words)
    expect(document.state).toBe(before)
  })

  it('that needs words opens the panel, or says where it is', async () => {
    for (const opens of [true, false]) {
      const { double, panel } = panelOver(soft(), { opens })
      await panel.command('fill')
      expect(panel.state.settings.task).toBe('fill')
      expect(double.alerts.join()).toMatch(opens ? /^$/ : /Plugins > Inlay/)
    }
  })
})
