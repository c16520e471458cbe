/**
 * The panel in Chromium over the double of Photoshop, with a real companion: from the first run to a
 * placed layer, and its looks.
 */
import { createSay, panelCatalogue } from '@inlay/shared/panel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnglish } from '../../../test/hosts/english.ts'
import { chromiumPath } from './testing/panel/browser.ts'
import { compose } from './testing/panel/compose.ts'
import { openStage, pictures, type Stage } from './testing/panel/stage.ts'

describe.skipIf(chromiumPath === undefined)("Photoshop's panel", () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    if (pictures !== undefined) await compose(pictures)
    await stage?.close()
  })

  it('pairs by six digits on its first run, and remembers', async () => {
    await stage.open({ credentials: undefined })
    await stage.seen('Pair with your companion')
    await stage.shot('pair')
    expect(await stage.browser.faults()).toEqual([])
    await stage.button('Pair').click()
    const { code, field } = await stage.pairing()
    const wrong = code === '000000' ? '111111' : '000000'
    await field.fill(wrong)
    await stage.seen('That was not the code')
    await stage.shot('pair-wrong')
    expect(await stage.browser.faults()).toEqual([])
    await field.fill(code)
    await stage.page.waitForSelector('.choices')
  })

  it('fills what is selected, shows it first, and places it as one layer', async () => {
    await stage.ready()
    await stage.seen('Nothing is selected')
    await stage.button('Expand instead').waitFor()
    await expect.poll(() => stage.button('Remove').getAttribute('aria-disabled')).toBe('true')
    await stage.shot('nothing-selected')
    await stage.selectHandle()
    await stage.seen('40 × 50 px selected')
    await stage.seen(/PatchMatch, CPU/)
    await stage.shot('edit')
    expect(await stage.browser.faults()).toEqual([])
    await stage.button('Remove').click()
    await stage.previewed()
    await stage.shot('result')
    expect(await stage.browser.faults()).toEqual([])
    expect(await stage.layers()).toHaveLength(1)
    await stage.button('Apply').click()
    await stage.seen('Placed as a layer')
    expect(await stage.layers()).toEqual(['Removed', 'Background'])
    await stage.shot('placed')
    await stage.button('Close').click()
    await stage.page.waitForSelector('.choices')
  })

  it('shows a running fill as it becomes, where it becomes it, in words of its steps', async () => {
    await stage.ready()
    await stage.select([20, 15, 190, 130])
    await stage.task('Fill').click()
    await stage.page.evaluate(() => window.handle.watchLook())
    // All that was there for a moment, however short.
    const looks = () => stage.page.evaluate(() => window.handle.looks())
    const goOn = stage.companion.holdFills()
    try {
      await stage.handIn('Fill')
      // What looks are laid on is there before the first of them.
      await stage.picture.waitFor()
      await stage.seen('You can go on working')
    } finally {
      goOn()
    }
    // What is done in a quarter of a second shows no looks.
    const atOnce = stage.companion.slowFills()
    try {
      await expect.poll(async () => (await looks()).laid.length).toBeGreaterThan(0)
      await stage.shot('running')
    } finally {
      atOnce()
    }
    await stage.button('Apply').waitFor()
    const { words, laid } = await looks()
    expect(words.join()).toMatch(/Finding (structure|detail), \d of \d/)
    // The look lies on the picture, over what is filled and around it.
    for (const { look, ground } of laid) {
      expect(look.width).toBeGreaterThan(10)
      expect(look.left).toBeGreaterThanOrEqual(ground.left - 1)
      expect(look.right).toBeLessThanOrEqual(ground.right + 1)
      expect(look.bottom).toBeLessThanOrEqual(ground.bottom + 1)
    }
    await expect.poll(() => stage.page.locator('img.look:not(.gone)').count()).toBe(0)
  })

  it('shows variations before and after they are placed, by buttons and arrows', async () => {
    await stage.ready({ seed: 1 })
    await stage.select()
    await stage.task('Fill').click()
    await stage.seen('68 × 68 px selected')
    await stage.page.locator('sp-textarea textarea').fill('a red boat')
    await stage.page.keyboard.press('Enter')
    await stage.seen('1 of 3')
    await stage.previewed()
    await stage.shot('variations')
    const first = await stage.picture.getAttribute('src')
    await stage.page.locator('.compare').focus()
    await stage.page.keyboard.press('ArrowRight')
    await stage.seen('2 of 3')
    await expect.poll(() => stage.picture.getAttribute('src')).not.toBe(first)
    await stage.button('Apply').click()
    await stage.seen('Placed as a group of 3 layers')
    expect(await stage.layers()).toEqual(['a red boat', 'Background'])
    const before = (await stage.history()).length
    await stage.button('Next variation').click()
    await stage.seen('3 of 3')
    await expect.poll(() => stage.history()).toHaveLength(before + 1)
  })

  it('expands by a shape or by sides, in words that say how large it becomes', async () => {
    await stage.ready()
    await stage.task('Expand').click()
    await stage.page.locator('sp-picker[aria-label=Shape] select').selectOption('16:9')
    await stage.seen('284 × 160 px')
    await stage.shot('expand')
    expect(await stage.browser.faults()).toEqual([])
    await stage.page.locator('sp-textfield[aria-label=Top] input').fill('16')
    await stage.page.keyboard.press('Tab')
    await stage.seen('284 × 176 px')
    await stage.button('Expand').click()
    await stage.button('Apply').click()
    await stage.seen('Placed as a layer')
  })

  it('lets results wait while others are made, and forgets them one by one', async () => {
    await stage.ready({ seed: 1 })
    await stage.removeCup()
    await stage.button('Back').click()
    await stage.seen('Done')
    await stage.shot('waiting')
    expect(await stage.browser.faults()).toEqual([])
    await stage.button('Show').click()
    await stage.previewed()
    const first = await stage.picture.getAttribute('src')
    await stage.button('More').click()
    await stage.previewed()
    await expect.poll(() => stage.picture.getAttribute('src')).not.toBe(first)
    await stage.button('Apply').click()
    await stage.seen('Placed as a layer')
    await stage.button('Close').click()
    await stage.button('Show').click()
    await stage.button('Discard').click()
    await stage.page.waitForSelector('.choices')
    expect(await stage.button('Show').count()).toBe(0)
    expect(await stage.layers()).toEqual(['Removed', 'Background'])
  })

  it('the menu’s Remove takes a quick mask, and places without a click in the panel', async () => {
    await stage.ready()
    await stage.select()
    await stage.page.evaluate(() => window.handle.quickMask(true))
    await stage.seen('Quick Mask is on')
    await expect.poll(() => stage.button('Remove').getAttribute('aria-disabled')).toBe('false')
    await stage.page.evaluate(() => window.handle.command('remove'))
    await expect.poll(() => stage.layers()).toEqual(['Removed', 'Background'])
  })

  it('keys do what they do elsewhere: none runs by accident, none loses anything', async () => {
    await stage.ready()
    const { page } = stage
    await stage.select()
    await page.getByRole('button', { name: 'More' }).click()
    await stage.seen('Engine')
    const runs = (): Promise<number> => page.locator('.foot').getByText('Cancel').count()
    // A list is opened by Enter, and an input method takes Enter for its own.
    await page.locator('sp-picker[aria-label=Engine]').focus()
    await page.keyboard.press('Enter')
    await page.evaluate(() => {
      const composing = { key: 'Enter', keyCode: 229, bubbles: true }
      document.querySelector('.choice')?.dispatchEvent(new KeyboardEvent('keydown', composing))
    })
    expect(await runs()).toBe(0)
    // What is typed counts, though nobody has left the field.
    await page.locator('sp-textfield[aria-label=Seed] input').fill('12')
    await page.keyboard.press('Enter')
    await stage.button('Apply').waitFor()
    expect(await page.evaluate(() => window.handle.seed())).toBe(12)
    await page.keyboard.press('Escape')
    await stage.seen('Done')
    // The panel is closed and opened: all of it is still there, once.
    await page.evaluate(() => window.handle.reopen())
    expect(await page.locator('.panel').count()).toBe(1)
    await stage.button('Show').click()
    await stage.previewed()
    await page.keyboard.press('Enter')
    await stage.seen('Placed as a layer')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.choices')
    expect(await stage.layers()).toEqual(['Removed', 'Background'])
  })

  it('a subject can be selected, and a cancelled fill changes nothing', async () => {
    await stage.ready()
    await stage.button('Select subject').click()
    await stage.seen(/px selected/)
    await stage.task('Fill').click()
    // It would be done before the key is pressed, now and then.
    const goOn = stage.companion.holdFills()
    try {
      await stage.handIn('Fill')
      await stage.page.keyboard.press('Escape')
      await stage.seen('Cancelled. Nothing was changed.')
    } finally {
      goOn()
    }
    await stage.shot('cancelled')
    expect(await stage.layers()).toHaveLength(1)
    await stage.button('Close').click()
    await stage.page.waitForSelector('.choices')
    expect(await stage.button('Show').count()).toBe(0)
  })

  it('speaks Photoshop’s language, all of it, in the document too, or the one that is chosen', async () => {
    const words = panelCatalogue('de').words
    const german = await readEnglish(
      'de',
      /^(English|Breakfast\.psd|PatchMatch,.*)$/,
      async (one) => Object.values(panelCatalogue(one).words),
    )
    const allGerman = async (): Promise<void> => expect(await german.left(stage.page)).toEqual([])
    const locale = 'de_DE'
    await stage.open({ locale, credentials: undefined })
    const { page } = stage
    await stage.seen('Mit dem Companion koppeln')
    await allGerman()
    await stage.ready({ locale })
    await stage.seen('Nichts ist ausgewählt.')
    await allGerman()
    await page.locator('.more-head').click()
    await stage.seen('Weiche Kante')
    await stage.task('Erweitern').click()
    await stage.seen('Es kommt nichts hinzu')
    await allGerman()
    await stage.task('Entfernen').click()
    await stage.select()
    await stage.seen('68 × 68 px ausgewählt')
    await stage.button('Entfernen').click()
    await stage.previewed()
    await allGerman()
    await page.evaluate(() => window.handle.resize(260, 160))
    await stage.button('Anwenden').click()
    await stage.seen('Die Größe des Dokuments hat sich')
    await allGerman()
    await stage.button('Trotzdem platzieren').click()
    await stage.seen(words['ps.applied.one'])
    await allGerman()
    expect(await stage.layers()).toEqual(['Entfernt', 'Background'])
    expect(await stage.history()).toContain('Inlay: Entfernt')
    await stage.button('Schließen').click()

    const choice = page.locator('sp-picker[aria-label=Sprache]')
    await choice.locator('select').selectOption({ label: 'Español' })
    await stage.button('Quitar').waitFor()
    expect(await page.locator('.panel').getAttribute('lang')).toBe('es')
    // Nobody has to look for it to take it back.
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-label') === 'Idioma',
    )
    await page.evaluate(() => window.handle.reopen())
    const other = page.locator('sp-picker[aria-label=Idioma]')
    await other.locator('select').selectOption({ label: 'Como Photoshop' })
    await stage.button('Entfernen').waitFor()
    expect(await page.locator('.panel').getAttribute('lang')).toBe('de')
  })

  it.each([
    ['darkest', 'en', 230],
    ['dark', 'de', 230],
    ['light', 'tr', 230],
    ['lightest', 'ja', 230],
    ['darkest', 'es', 230],
    ['dark', 'en', 420],
  ] as const)('fits the theme %s in %s, %i wide', async (theme, language, width) => {
    const { words } = panelCatalogue(language)
    const looks = { theme, width, height: 1000 }
    const locale = `${language}_${language.toUpperCase()}`
    const look = async (name: string): Promise<void> => {
      await stage.shot(`${language}-${name}-${theme}-${width}`)
      expect([name, await stage.tooWide()]).toEqual([name, []])
    }
    await stage.ready({ locale }, looks)
    await stage.seen(words['ps.selection.none'])
    await look('nothing')
    await stage.select()
    await stage.seen(createSay(panelCatalogue(language))('ps.selection', { width: 68, height: 68 }))
    await stage.task(words['operation.expand']).click()
    await stage.seen(words['ps.expand.empty'])
    await look('expand')
    await stage.task(words['operation.fill']).click()
    await stage.page.locator('.more-head').click()
    await stage.seen(words['feather.label'])
    await look('more')
    expect(await stage.browser.faults()).toEqual([])
    await stage.button(words['run.fill']).click()
    await stage.previewed()
    await stage.page.evaluate(() => window.handle.turnInto('CMYKColorMode'))
    await stage.button(words['result.apply']).click()
    await stage.button(words['ps.convert_place']).waitFor()
    await look('result')
    expect(await stage.browser.faults()).toEqual([])
  })
})
