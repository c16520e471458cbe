/** The companion's own page in Chromium: signed in by its address, and by nothing else. */
import { describe, expect, it } from 'vitest'
import { hasNoBrowser, usePage } from './page.ts'

describe.skipIf(hasNoBrowser)("the companion's page", () => {
  const seat = usePage()

  it('tells whoever has no code how to come in, and shows nothing', async () => {
    await seat.open('/')
    await seat.seen('Open this page from Inlay itself')
    await seat.shot('page-signin')
    expect(await seat.faults()).toEqual([])
    expect(await seat.page.textContent('body')).not.toContain('Connected programs')
  })

  it('is signed in by its address once, and stays so when it is loaded again', async () => {
    const code = seat.daemon.pageCode()
    await seat.open(`/#code=${code}`)
    await seat.seen('Connected programs')
    expect(seat.page.url()).toBe(`${seat.base}/`)
    await seat.page.reload()
    await seat.seen('Connected programs')
    const cookies = await seat.context.cookies()
    expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict', path: '/v1' }])
    expect(await seat.page.evaluate(() => document.cookie)).toBe('')
    await seat.context.close()
    await seat.open(`/#code=${code}`)
    await seat.seen('was used already')
  })

  it('shows a fill as it runs, its results, and deletes it when that is meant', async () => {
    await seat.signedIn('fills')
    await seat.seen('Nothing here yet')
    expect(await seat.faults()).toEqual([])
    seat.daemon.desk.pause(true)
    const id = await seat.fill({ prompt: 'a red boat', variations: 2 })
    await seat.seen('Waiting, next in line')
    await seat.seen('Paused')
    await seat.page.getByRole('button', { name: 'Resume' }).click()
    await seat.page.getByRole('img', { name: 'a red boat, result 1 of 2' }).waitFor()
    await seat.seen('PatchMatch')
    await seat.page.getByRole('button', { name: 'Result 2 of 2' }).click()
    await seat.page.getByRole('img', { name: 'a red boat, result 2 of 2' }).waitFor()
    await seat.shot('page-light')
    expect(await seat.faults()).toEqual([])
    const download = seat.page.waitForEvent('download')
    await seat.page.getByRole('button', { name: 'Save: a red boat, Result 2 of 2' }).click()
    expect((await download).suggestedFilename()).toBe(`inlay-${id.slice(0, 8)}-2.png`)
    await seat.page.getByRole('button', { name: 'Delete: a red boat' }).click()
    expect((await seat.client().status(id)).state).toBe('done')
    await seat.page.getByRole('button', { name: 'Delete for good?: a red boat' }).click()
    await seat.seen('Nothing here yet')
    await expect(seat.client().status(id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('opens at the fill that it was opened for, dark and narrow as well', async () => {
    const id = await seat.fill({ prompt: 'lights on the water', variations: 2 })
    for await (const _ of seat.client().events(id)) void _
    await seat.signedIn(`fill=${id}`, { width: 360, scheme: 'dark', scale: 2 })
    await seat.page.locator('.fill.shown').getByText('lights on the water').waitFor()
    await seat.page.getByRole('img', { name: 'lights on the water, result 1 of 2' }).waitFor()
    await seat.shot('page-dark')
    expect(await seat.faults()).toEqual([])
    expect(await seat.overflow()).toEqual([])
  })

  it('goes from section to section by keyboard, and says where one is', async () => {
    await seat.signedIn('fills')
    const { page } = seat
    await page.getByRole('heading', { level: 1, name: 'Fills' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content')
    await page.getByRole('link', { name: 'Connected programs' }).press('Enter')
    const heading = page.getByRole('heading', { level: 1, name: 'Connected programs' })
    await heading.waitFor()
    await expect
      .poll(() => heading.evaluate((element) => element === document.activeElement))
      .toBe(true)
    await expect.poll(() => page.title()).toBe('Connected programs – Inlay')
    expect(page.url()).toBe(`${seat.base}/#/devices`)
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Fills' }).waitFor()
  })

  it('signs out, and the cookie that stays behind opens nothing', async () => {
    await seat.signedIn()
    await seat.seen('Connected programs')
    const word = await seat.page.evaluate(() => sessionStorage.getItem('inlay.page'))
    const [cookie] = await seat.context.cookies()
    await seat.page.getByRole('button', { name: 'Sign out' }).click()
    await seat.seen('Open this page from Inlay itself')
    const answer = await fetch(`${seat.base}/v1/fills`, {
      headers: { cookie: `${cookie?.name}=${cookie?.value}`, 'X-Inlay-Page': word ?? '' },
    })
    expect(answer.status).toBe(401)
  })

  it('asks nobody but the companion, and breaks no rule of its own', () => {
    expect(seat.foreign).toEqual([])
    // Codes that were used, and the fill that was deleted, are refused on purpose.
    expect(seat.complaints.filter((text) => !/status of 40[14]/.test(text))).toEqual([])
  })
})
