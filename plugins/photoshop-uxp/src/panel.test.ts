/**
 * The panel in Chromium over the double of Photoshop, with a real companion: from the first run to a
 * placed layer, and its looks.
 */
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, THEMES, type Theme } from './testing/panel/browser.ts'
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
    await stage.select()
    await stage.seen('68 × 68 px selected')
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

  it.each(Object.keys(THEMES) as Theme[])('fits the theme %s, narrow or wide', async (theme) => {
    const width = theme === 'dark' ? 420 : 230
    await stage.ready({}, { theme, width })
    await stage.select()
    await stage.task('Fill').click()
    await stage.seen('68 × 68 px selected')
    await stage.page.getByRole('button', { name: 'More' }).click()
    await stage.seen('Engine')
    await stage.shot(`more-${theme}-${width}`)
    expect(await stage.browser.faults()).toEqual([])
    expect(await stage.tooWide()).toEqual([])
  })
})

/** What the README shows: the panel before, with a result, and when it is placed. */
const compose = async (folder: string): Promise<void> => {
  const names = ['edit', 'result', 'placed']
  const shots = await Promise.all(
    names.map((name) => sharp(join(folder, `${name}.png`)).metadata()),
  )
  const [first] = shots
  if (first === undefined) return
  const { width, height } = first
  const gap = 24
  const all = names.map((name, i) => ({
    input: join(folder, `${name}.png`),
    left: i * (width + gap),
    top: 0,
  }))
  const canvas = { width: names.length * width + (names.length - 1) * gap, height }
  const flat = await sharp({ create: { ...canvas, channels: 3, background: '#ffffff' } })
    .composite(all)
    .png()
    .toBuffer()
  await sharp(flat)
    .resize(Math.min(1200, canvas.width))
    .png({ palette: true, colours: 128 })
    .toFile(join(folder, 'photoshop-panel.png'))
}
