/** The playground under test, as a person uses it: opens pictures, paints, runs, reads what is there. */
import type { EditLine } from '@inlay/companion/pages/home/edit/line/line.ts'
import { fit, onStage } from '@inlay/shared/studio'
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import type { Look, PageUnderTest } from './page.ts'

/** CSS pixels that the stage keeps free around the picture. */
const ROOM = 16

export interface File {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** What the browser keeps of the open line: names of fills and what was chosen. */
export type KeptLine = Pick<EditLine, 'key' | 'name' | 'at' | 'extent'> & {
  readonly steps: readonly { readonly id: string; readonly chosen: number }[]
}

/** In the page: the line that is open, null where none is. */
export const keptLine = () => {
  const { open, lines } = JSON.parse(localStorage.getItem('inlay.edit.lines') ?? '{"lines":[]}')
  return lines.find(({ key }: { key: string }) => key === open) ?? null
}

export const playground = (seat: PageUnderTest) => {
  const button = (name: string | RegExp): Locator =>
    seat.page.getByRole('button', { name, exact: typeof name === 'string' })

  const kept = (): Promise<KeptLine> => seat.page.evaluate(keptLine)

  return {
    button,
    kept,
    /** Signed in, without the browser's own dialog for saving, which nobody could answer. */
    start: async (look?: Look): Promise<void> => {
      await seat.signedIn('edit', look)
      await seat.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
    },
    open: async (file: File): Promise<void> => {
      await seat.page.locator('input[type=file]').first().setInputFiles(file)
      await seat.page.locator('.edit-stage canvas').first().waitFor()
      await seat.page.getByText(file.name).first().waitFor()
    },
    operation: (name: 'Remove' | 'Fill' | 'Expand'): Promise<void> =>
      seat.page.locator('.edit-operation', { hasText: name }).click(),
    /** Masks a box, all as shares of the picture's sides. */
    mask: async (left: number, top: number, right: number, bottom: number): Promise<void> => {
      await seat.page.keyboard.press('Escape')
      await button(/^Rectangle/).click()
      const { width, height } = await seat.page
        .locator('.edit-top .soft')
        .first()
        .textContent()
        .then((text) => {
          const [across = 1, down = 1] = (text ?? '')
            .split('×')
            .map((side) => Number(side.replace(/\D/g, '')))
          return { width: across, height: down }
        })
      const frame = await seat.page.locator('.edit-stage').boundingBox()
      if (frame === null) throw new Error('There is no stage.')
      const view = fit({ left: 0, top: 0, width, height }, frame, ROOM)
      const box = onStage(
        {
          ...{ left: left * width, top: top * height },
          ...{ width: (right - left) * width, height: (bottom - top) * height },
        },
        view,
      )
      const { mouse } = seat.page
      await mouse.move(frame.x + box.left, frame.y + box.top)
      await mouse.down()
      await mouse.move(frame.x + box.left + box.width, frame.y + box.top + box.height, { steps: 3 })
      await mouse.up()
      await expect.poll(() => seat.page.locator('button.edit-run').isEnabled()).toBe(true)
    },
    /** Runs what is set up, and waits until the line has `count` steps. */
    run: async (count: number): Promise<void> => {
      await seat.page.locator('button.edit-run').click()
      await expect.poll(async () => (await kept())?.steps.length).toBe(count)
      await seat.page.locator('button.edit-run').waitFor()
    },
    items: (): Locator => seat.page.locator('.edit-step'),
    /** Shows the picture after `count` edits; what can be done with the last of them is there then. */
    show: async (count: number): Promise<void> => {
      const item = seat.page.locator('.edit-line-list .edit-step').nth(count)
      await item.click()
      await expect.poll(() => item.getAttribute('aria-current')).toBe('step')
    },
  }
}
