/** Several pictures in the playground: another one comes while one is worked on, and nothing is lost. */
import { describe, expect, it } from 'vitest'
import { hasNoBrowser, usePage } from './page.ts'
import { photo } from './photos.ts'
import { playground } from './playground.ts'

describe.skipIf(hasNoBrowser)('pictures worked on before', () => {
  const seat = usePage()
  const play = playground(seat)
  const recent = (name: string) => seat.page.locator('.recent').filter({ hasText: name })
  const shown = (name: string) => seat.page.locator('.edit-top').getByText(name).waitFor()
  const stepsOf = (name: string): Promise<number> =>
    seat.page.evaluate((wanted) => {
      const { lines } = JSON.parse(localStorage.getItem('inlay.edit.lines') ?? '{"lines":[]}')
      return lines.find((line: { name: string }) => line.name === wanted)?.steps.length ?? 0
    }, name)

  it('keep their edits, what is painted on them, and a fill that goes on without being seen', async () => {
    await play.start()
    await play.open(await photo('first.png', 200))
    await play.mask(0.3, 0.3, 0.5, 0.5)
    await play.run(1)
    await play.mask(0.6, 0.6, 0.8, 0.8)
    await play.open(await photo('second.png', 240))
    await recent('first.png').getByText('1 edit ·').waitFor()

    // The second one's fill waits, the first is gone back to, and what was painted is still there.
    await play.mask(0.2, 0.2, 0.4, 0.4)
    seat.daemon.desk.pause(true)
    try {
      await seat.page.locator('button.edit-run').click()
      await seat.seen('Waiting, next in line')
      await recent('first.png').locator('.edit-step').click()
      await shown('first.png')
      await expect.poll(() => seat.page.locator('button.edit-run').isEnabled()).toBe(true)
      await recent('second.png').getByText('Being filled').waitFor()
      await seat.shot('recents-filling')
      expect(await seat.faults()).toEqual([])
    } finally {
      seat.daemon.desk.pause(false)
    }
    await recent('second.png').getByText('1 edit ·').waitFor()
    await play.run(2)
    expect(await stepsOf('second.png')).toBe(1)

    // This window comes back to its own line, the other one is a click away.
    await seat.page.reload()
    await expect.poll(() => play.items().count()).toBe(3 + 1)
    await shown('first.png')
    await recent('second.png').locator('.edit-step').click()
    await shown('second.png')
    await recent('first.png').getByText('2 edits ·').waitFor()
  })

  it('are not shown twice at once, and go off the list and away for good when that is meant', async () => {
    await play.start({ scheme: 'dark' })
    await play.open(await photo('third.png', 160))
    await play.mask(0.3, 0.3, 0.5, 0.5)
    await play.run(1)
    const { steps } = await play.kept()
    const first = seat.page
    const second = await seat.context.newPage()
    await second.goto(`${seat.base}/#code=${seat.daemon.pageCode()}&at=edit`)
    await second.getByRole('button', { name: /^third.png/ }).waitFor()
    expect(await second.locator('.edit-stage').count()).toBe(0)
    // The first one goes on, though the browser has another session by now.
    await first.waitForResponse(
      (answer) => answer.url().endsWith('/v1/status') && answer.status() === 200,
    )
    await second.close()
    // A picture that was never filled is this window's alone; closed, it is there to go on with.
    await play.open(await photo('fourth.png', 160))
    await play.button('Close the picture').click()
    await recent('fourth.png').getByText('Not edited yet').waitFor()
    await seat.shot('recents-dark')
    expect(await seat.faults()).toEqual([])
    await play.button('Take fourth.png off this list').click()
    await recent('fourth.png').waitFor({ state: 'detached' })
    await first.setViewportSize({ width: 360, height: 740 })
    await seat.shot('recents-narrow-dark')
    expect(await seat.overflow()).toEqual([])
    await play.button('Delete all of these').click()
    await play.button('Delete pictures and edits for good?').click()
    await expect.poll(() => seat.page.locator('.recent').count()).toBe(0)
    const status = () =>
      seat
        .client()
        .status(steps[0]?.id ?? '')
        .catch(({ code }) => code)
    await expect.poll(status).toBe('not_found')
    expect(await seat.page.evaluate(() => localStorage.getItem('inlay.edit.lines'))).toBeNull()
  })

  it('ask nobody but the companion, and break no rule of its own', () => {
    expect(seat.foreign).toEqual([])
    // Asked in the moment in which a second window was signed in.
    expect(seat.complaints.filter((one) => !/status of 401/.test(one))).toEqual([])
  })
})
