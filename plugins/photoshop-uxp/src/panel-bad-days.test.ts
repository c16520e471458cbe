/** What the panel says and offers when something is wrong, in Chromium with a real companion: nothing is lost. */
import { companionAddresses } from '@inlay/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from './testing/panel/browser.ts'
import { openStage, type Stage } from './testing/panel/stage.ts'

describe.skipIf(chromiumPath === undefined)("Photoshop's panel on a bad day", () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage?.close())

  const pairUp = async (): Promise<void> => {
    await stage.button('Pair').click()
    const { code, field } = await stage.pairing()
    await field.fill(code)
  }

  it('keeps what it has when its leave is taken back, and goes on once it is paired again', async () => {
    await stage.open({ credentials: undefined })
    await pairUp()
    await stage.page.waitForSelector('.choices')
    await stage.removeCup()
    await stage.button('Back').click()
    const letGo = stage.companion.holdFills()
    try {
      await stage.handIn('Remove')
      await stage.companion.revokeAll()
      // In the middle of the fill: pairing comes first, because nothing else helps.
      await stage.seen('This panel was disconnected')
    } finally {
      letGo()
    }
    await stage.shot('revoked')
    await pairUp()
    // What the companion did for another is not for this one to have.
    await stage.seen('no longer has this fill')
    await stage.button('Try again').click()
    await stage.button('Apply').waitFor()
    await stage.button('Discard').click()
    await stage.button('Show').click()
    await stage.button('Apply').click()
    await stage.seen('Placed as a layer')
    expect(await stage.layers()).toEqual(['Removed', 'Background'])
  })

  it('says at once that the companion is gone in the middle of a fill, and goes on by itself', async () => {
    const { companion } = stage
    await stage.ready()
    await stage.select()
    const letGo = companion.holdFills()
    await stage.handIn('Remove').catch((error: unknown) => {
      letGo()
      throw error
    })
    await companion.stop()
    try {
      await stage.seen('The companion does not answer; the fill goes on when it is back.')
      await stage.shot('away')
      expect(await stage.browser.faults()).toEqual([])
    } finally {
      await companion.startAgain()
    }
    await stage.button('Apply').waitFor()
    await stage.button('Apply').click()
    await stage.seen('Placed as a layer')
    expect(await stage.layers()).toEqual(['Removed', 'Background'])
  })

  it('says in words that the companion is not there, and what to do', async () => {
    await stage.open({ address: 'http://127.0.0.1:9' })
    await stage.seen('The companion is not running')
    expect(await stage.browser.faults()).toEqual([])
    await stage.button('Look again').waitFor()
  })

  it('names what is in the way to the companion', async () => {
    const address = 'http://127.0.0.1:9'
    const found = (verdict: 'fails' | 'denied') =>
      companionAddresses().map((one) => ({ address: one, verdict }))
    await stage.open(
      {
        address,
        way: { findings: found('fails'), outcome: 'nobody', look: 'http://x:1/v1/health' },
      },
      { width: 230 },
    )
    await stage.button('What was tried').click()
    await stage.seen('localhost:43117')
    await expect
      .poll(() => stage.page.getByText('no answer').count())
      .toBe(companionAddresses().length)
    await stage.seen('http://x:1/v1/health')
    await stage.shot('missing')
    expect(await stage.browser.faults()).toEqual([])
    expect(await stage.tooWide()).toEqual([])
    // The same button folds it up again.
    await stage.button('What was tried').click()
    await stage.page.getByText('no answer').first().waitFor({ state: 'hidden' })

    await stage.open({ address, way: { findings: found('denied'), outcome: 'manifest', look: '' } })
    await stage.seen('Photoshop keeps this panel from the companion')
    await stage.button('What was tried').click()
    await stage.seen('not allowed by Photoshop')
  })

  it('asks before it places into a document of another size', async () => {
    await stage.ready()
    await stage.removeCup()
    await stage.page.evaluate(() => window.handle.resize(260, 160))
    await stage.button('Apply').click()
    await stage.seen('The document’s size has changed')
    await stage.shot('changed')
    expect(await stage.layers()).toHaveLength(1)
    expect(await stage.browser.faults()).toEqual([])
    await stage.button('Place it anyway').click()
    await stage.seen('Placed as a layer')
  })

  it('has a place for a result whose document was closed, in one of another size as well', async () => {
    await stage.ready()
    await stage.removeCup()
    await stage.page.evaluate(() => window.handle.close())
    await stage.button('Apply').click()
    await stage.seen('The document that this was asked for is closed')
    // The offer comes with the document that is opened.
    await stage.page.evaluate(() => window.handle.openOther(260, 170, 'Lunch.psd'))
    await stage.button('Place it in Lunch.psd').waitFor()
    await stage.shot('closed')
    await stage.button('Place it in Lunch.psd').click()
    await stage.seen('The document’s size has changed')
    await stage.button('Place it anyway').click()
    await stage.seen('Placed as a layer')
    expect(await stage.layers()).toEqual(['Removed', 'Background'])
  })

  it.each([
    ['CMYK', { mode: 'CMYKColorMode' }, 'It is CMYK', 'Duplicate in RGB'],
    ['32 bits', { bits: 32 }, 'It has 32 bits', 'Duplicate in 16 bits'],
  ] as const)('says what %s needs, and does it', async (name, some, words, offer) => {
    await stage.ready(some)
    await stage.select()
    await stage.seen(words)
    await stage.shot(name)
    if (name === 'CMYK') expect(await stage.browser.faults()).toEqual([])
    await expect.poll(() => stage.button('Remove').getAttribute('aria-disabled')).toBe('true')
    await stage.button(offer).click()
    await stage.seen('68 × 68 px selected')
    await stage.seen('Breakfast.psd RGB')
    if (name !== 'CMYK') return
    await stage.button('Remove').click()
    await stage.button('Apply').click()
    await stage.seen('Placed as a layer')
    expect(await stage.layers()).toEqual(['Removed', 'Background'])
    expect(await stage.history()).toEqual(['Open', 'Select'])
  })

  it('places in an RGB duplicate when the document has become CMYK meanwhile', async () => {
    await stage.ready()
    await stage.removeCup()
    await stage.page.evaluate(() => window.handle.turnInto('CMYKColorMode'))
    await stage.button('Apply').click()
    await stage.seen('This document is CMYK')
    await stage.shot('turned-cmyk')
    expect(await stage.layers()).toHaveLength(1)
    await stage.button('Place in RGB duplicate').click()
    await stage.seen('Placed as a layer')
    expect(await stage.layers()).toEqual(['Removed', 'Background'])
    expect(await stage.history()).toEqual(['Open', 'Select'])
  })

  it.each(['grayscaleMode', 'labColorMode'] as const)(
    'says before and after what becomes of the colours of %s',
    async (mode) => {
      await stage.ready({ mode })
      await stage.select()
      await stage.seen('68 × 68 px selected')
      await stage.seen('Not RGB: it is filled through sRGB IEC61966-2.1')
      await stage.shot(mode)
      await stage.button('Remove').click()
      await stage.button('Apply').waitFor()
      await stage.seen('the document itself is not RGB')
      await stage.button('Apply').click()
      await stage.seen('Placed as a layer')
      expect(await stage.layers()).toEqual(['Removed', 'Background'])
    },
  )

  it('placing is called off by the panel’s own button, and the result is kept', async () => {
    await stage.ready()
    await stage.removeCup()
    // The previews are made by the same calls: they come first.
    await stage.previewed()
    await stage.page.evaluate(() => {
      let calls = 0
      window.handle.beforeCall(() => {
        const cancel = Array.from(
          document.querySelectorAll<HTMLElement>('sp-button:not(.gone)'),
        ).find(({ textContent }) => textContent === 'Cancel')
        // In the middle of placing, once.
        if (cancel === undefined || ++calls !== 3) return
        cancel.click()
        document.body.dataset.calledOff = 'yes'
      })
    })
    const before = await stage.history()
    await stage.button('Apply').click()
    await stage.page.waitForSelector('body[data-called-off]', { state: 'attached' })
    await stage.button('Discard').waitFor()
    expect(await stage.history()).toEqual(before)
    await stage.page.evaluate(() => window.handle.beforeCall(() => {}))
    await stage.button('Apply').click()
    await stage.seen('Placed as a layer')
  })

  it('says what keeps it from the document, and places when that is over', async () => {
    await stage.ready()
    await stage.removeCup()
    await stage.page.evaluate(() =>
      window.handle.beforeCall(() => {
        throw new Error('Could not complete the command because the scratch disks are full.')
      }),
    )
    await stage.button('Apply').click()
    await stage.seen('scratch disk is full')
    await stage.shot('scratch')
    await stage.page.evaluate(() => window.handle.beforeCall(() => {}))
    await stage.button('Apply').click()
    await stage.seen('Placed as a layer')
  })
})
