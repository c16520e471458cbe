/**
 * The playground's line of edits in Chromium, on the real page with a real companion and the embedded
 * engine: fills, variations, comparing, repeating and replaying, coming back.
 */
import { describe, expect, it } from 'vitest'
import { hasNoBrowser, usePage } from './page.ts'
import { photo, pixels } from './photos.ts'
import { playground } from './playground.ts'

describe.skipIf(hasNoBrowser)('the line of edits', () => {
  const seat = usePage()
  const play = playground(seat)

  it('removes, compares, goes back and on, all by the keyboard where one likes', async () => {
    await play.start()
    await play.open(await photo())
    expect(await seat.page.locator('button.edit-run').isDisabled()).toBe(true)
    await play.mask(0.36, 0.3, 0.5, 0.52)
    await seat.shot('line-mask')
    await seat.page.locator('button.edit-run').focus()
    await seat.page.keyboard.press('Enter')
    await expect.poll(async () => (await play.kept())?.steps.length).toBe(1)
    await seat.seen(/PatchMatch · seed \d+/)
    // The button is gone while it runs: the keyboard goes on with the picture.
    const focused = () => seat.page.evaluate(() => document.activeElement?.getAttribute('role'))
    await expect.poll(focused).toBe('application')
    expect(await seat.faults()).toEqual([])

    await play.button('Compare').click()
    const slider = seat.page.getByRole('slider', { name: 'Divider' })
    await slider.focus()
    await seat.page.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => slider.getAttribute('aria-valuenow')).toBe('60')
    const place = await slider.boundingBox()
    await seat.page.mouse.move((place?.x ?? 0) + 16, (place?.y ?? 0) + 200)
    await seat.page.mouse.down()
    await seat.page.mouse.move((place?.x ?? 0) - 100, (place?.y ?? 0) + 200, { steps: 4 })
    await seat.page.mouse.up()
    await expect
      .poll(async () => Number(await slider.getAttribute('aria-valuenow')))
      .toBeLessThan(55)
    await seat.shot('line-compare')
    expect(await seat.faults()).toEqual([])
    await seat.page.keyboard.press('Escape')
    await slider.waitFor({ state: 'detached' })

    await play.button('Back').click()
    await expect.poll(async () => (await play.kept()).at).toBe(0)
    await seat.seen('A new edit takes the place of the one after it.')
    await play.button('Forward').click()
    await expect.poll(async () => (await play.kept()).at).toBe(1)
  })

  it('offers variations side by side, and steps through them by the arrow keys', async () => {
    await play.start({ scheme: 'dark' })
    await play.open(await photo())
    await play.operation('Fill')
    await play.mask(0.55, 0.3, 0.75, 0.6)
    await play.run(1)
    const chosen = async (): Promise<number | undefined> => (await play.kept()).steps[0]?.chosen
    // Whoever has waited for them is at the first one.
    const first = seat.page.getByRole('radio', { name: /^Variation 1 of 3/ })
    await expect
      .poll(() => first.evaluate((element) => element === document.activeElement))
      .toBe(true)
    await seat.shot('line-variations-dark')
    await seat.page.keyboard.press('ArrowRight')
    await expect.poll(chosen).toBe(1)
    await play.button('Side by side').click()
    await seat.page.getByRole('radio', { name: /^Variation 3 of 3/ }).click()
    await expect.poll(chosen).toBe(2)
    await seat.shot('line-side-by-side-dark')
    expect(await seat.faults()).toEqual([])
    await seat.page.getByRole('radio', { name: /^Variation 3 of 3/ }).press('ArrowRight')
    await expect.poll(chosen).toBe(0)
  })

  it('makes a step again with another seed, and the later ones on it', async () => {
    await play.start()
    await play.open(await photo())
    for (const [i, x] of [0.2, 0.45, 0.7].entries()) {
      await play.mask(x, 0.35, x + 0.12, 0.55)
      await play.run(i + 1)
    }
    const before = await play.kept()
    await play.show(1)
    await play.button('Other seed').click()
    await play.button('Make the 2 later edits again').waitFor()
    expect((await play.kept()).steps).toEqual(before.steps)
    await seat.shot('line-again')
    expect(await seat.faults()).toEqual([])
    await play.button('Make the 2 later edits again').click()
    await expect.poll(async () => (await play.kept()).steps[2]?.id).not.toBe(before.steps[2]?.id)
    const after = await play.kept()
    expect(after.steps).toHaveLength(3)
    for (const [i, { id }] of after.steps.entries()) {
      const old = before.steps[i]?.id ?? ''
      expect(id).not.toBe(old)
      const [now, then] = await Promise.all([seat.client().request(id), seat.client().request(old)])
      const seed = (await seat.client().status(old)).report?.seed
      // The repeated one has another seed; those after it their own again, and their own masks.
      if (i === 0) expect(now.seed).not.toBe(then.seed ?? seed)
      else expect(now.seed).toBe(seed)
      expect(await seat.client().input(id, 'mask')).toEqual(await seat.client().input(old, 'mask'))
    }
    const [made, next] = after.steps
    expect(await pixels(await seat.client().input(next?.id ?? '', 'image'))).toEqual(
      await pixels(await seat.client().resultPng(made?.id ?? '', 0, { form: 'composite' })),
    )

    // Leaving it as it was changes nothing, and neither does a replay that is stopped.
    await play.show(1)
    await play.button('Repeat…').click()
    await seat.seen('Repeating edit 1')
    await play.run(3)
    await play.button('Make the 2 later edits again').waitFor()
    seat.daemon.desk.pause(true)
    await play.button('Make the 2 later edits again').click()
    await seat.seen('Making edit 1 of 2 again')
    await play.button('Stop').click()
    seat.daemon.desk.pause(false)
    await seat.page.locator('button.edit-run').waitFor()
    expect((await play.kept()).steps).toEqual(after.steps)
    await play.show(3)
    await play.button('Leave out').click()
    await expect.poll(async () => (await play.kept()).steps).toEqual(after.steps.slice(0, 2))

    // A fill of the history is opened as the first step of a line of its own.
    const id = before.steps[1]?.id ?? ''
    await seat.page.evaluate((to) => {
      location.hash = `#/edit/${to}`
    }, id)
    await seat.seen(`inlay-${id.slice(0, 8)}.png`)
    await expect.poll(async () => (await play.kept()).steps).toEqual([{ id, chosen: 0 }])
    await expect.poll(() => new URL(seat.page.url()).hash).toBe('#/edit')
  })

  it('finds a fill again that went on while the page was closed; cancels one that should not', async () => {
    await play.start()
    await play.open(await photo())
    await play.mask(0.3, 0.3, 0.6, 0.7)
    seat.daemon.desk.pause(true)
    await seat.page.locator('button.edit-run').click()
    await seat.seen('Waiting, next in line')
    await seat.shot('line-waiting')
    expect(await seat.faults()).toEqual([])
    await seat.page.reload()
    await seat.seen('Waiting, next in line')
    seat.daemon.desk.pause(false)
    await expect.poll(async () => (await play.kept()).steps.length).toBe(1)
    await seat.page.locator('button.edit-run').waitFor()

    // Away for a while: it is said, and then it goes on.
    await play.mask(0.3, 0.6, 0.4, 0.8)
    seat.daemon.desk.pause(true)
    await seat.page.locator('button.edit-run').click()
    await seat.seen('Waiting, next in line')
    await seat.context.setOffline(true)
    await seat.seen('goes on when it is back')
    await seat.shot('line-away')
    seat.daemon.desk.pause(false)
    await seat.context.setOffline(false)
    await expect.poll(async () => (await play.kept()).steps.length).toBe(2)
    await seat.page.locator('button.edit-run').waitFor()

    await play.mask(0.6, 0.6, 0.8, 0.8)
    seat.daemon.desk.pause(true)
    await seat.page.locator('button.edit-run').click()
    await seat.seen('Waiting, next in line')
    await seat.page.keyboard.press('Escape')
    await seat.page.locator('button.edit-run').waitFor()
    seat.daemon.desk.pause(false)
    expect((await play.kept()).steps).toHaveLength(2)
    await expect
      .poll(() => seat.page.evaluate(() => localStorage.getItem('inlay.edit.jobs')))
      .toBe('[]')
  })

  it('expands, and a mask made on the larger picture stands where it was painted', async () => {
    await play.start({ width: 1600, height: 1000, scale: 2 })
    await play.open(await photo())
    await play.operation('Expand')
    await seat.page.getByRole('spinbutton', { name: 'Left' }).fill('60')
    await seat.page.getByRole('spinbutton', { name: 'Left' }).press('Enter')
    await play.run(1)
    await seat.seen('511 × 300')
    await seat.shot('line-expanded-2x')
    const [step] = (await play.kept()).steps
    expect((await seat.client().status(step?.id ?? '')).report?.expansion).toMatchObject({
      left: 60,
    })
    await play.button('Compare').click()
    await seat.shot('line-expanded-compare-2x')
  })

  it('is deleted with its pictures when that is meant', async () => {
    await play.start({ width: 360, height: 740, scheme: 'dark', scale: 2 })
    await play.open(await photo())
    await play.mask(0.4, 0.4, 0.6, 0.6)
    await play.run(1)
    expect(await seat.overflow()).toEqual([])
    expect(await seat.faults()).toEqual([])
    await seat.shot('line-narrow-dark')
    const [step] = (await play.kept()).steps
    await play.button('Delete the edits').click()
    await play.button('Delete them for good?').click()
    await expect.poll(() => play.kept()).toBeNull()
    await expect
      .poll(() =>
        seat
          .client()
          .status(step?.id ?? '')
          .catch(({ code }) => code),
      )
      .toBe('not_found')
    await seat.page.reload()
    await seat.seen('Drop a picture here')
    expect(await seat.page.locator('.edit-step').count()).toBe(0)
  })

  it('keeps neither pictures nor prompts in the browser', async () => {
    await play.start()
    await play.open(await photo())
    await play.operation('Fill')
    await seat.page.getByLabel('Prompt').fill('a secret boat')
    await play.mask(0.4, 0.4, 0.5, 0.5)
    await play.run(1)
    const kept = await seat.page.evaluate(async () => ({
      words: JSON.stringify({ ...localStorage }),
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
    }))
    expect(kept).toMatchObject({ databases: 0, caches: 0 })
    expect(kept.words).not.toContain('secret')
    expect(kept.words.length).toBeLessThan(2000)
  })

  it('asked nobody else for anything, and complained of nothing', () => {
    expect(seat.foreign).toEqual([])
    // Asked for on purpose: a JPEG of what is see-through, a fill that was called off meanwhile.
    const known = /status of (415|404)|ERR_INTERNET_DISCONNECTED/
    expect(seat.complaints.filter((one) => !known.test(one))).toEqual([])
  })
})
