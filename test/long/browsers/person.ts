/** What a person does with a page, in any browser: looks for words, presses what they stand on. */
import * as z from '@inlay/shared/zod'
import { expect } from 'vitest'
import type { Driver } from './driver.ts'

const Box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
type Box = z.infer<typeof Box>

/** WebDriver's names of keys (W3C WebDriver, 17.4.2). */
export const KEYS = {
  Escape: '\uE00C',
  Enter: '\uE007',
  Tab: '\uE004',
  Alt: '\uE00A',
  Control: '\uE009',
  Shift: '\uE008',
  Right: '\uE014',
} as const

export type Person = ReturnType<typeof personAt>

export const personAt = (driver: Driver) => {
  const { run } = driver

  const text = (selector = 'body'): Promise<string> =>
    run(
      z.string(),
      (where: string) => {
        const found = document.querySelector(where)
        return found instanceof HTMLElement ? found.innerText : ''
      },
      selector,
    )
  const seen = (words: string, selector?: string): Promise<void> =>
    expect.poll(() => text(selector)).toContain(words)

  /** Where it is once it is there, in sight, and can be pressed. */
  const boxOf = async (selector: string, name?: string): Promise<Box> => {
    const look = () =>
      run(
        Box.nullable(),
        (where: string, called: string | null) => {
          const nameOf = (element: Element): string =>
            (element.getAttribute('aria-label') ?? element.textContent ?? '').trim()
          const fits = [...document.querySelectorAll(where)].filter(
            (element) =>
              (called === null || nameOf(element) === called) &&
              element.getClientRects().length > 0 &&
              !element.matches(':disabled') &&
              element.closest('[inert]') === null,
          )
          const [found] = fits
          if (found === undefined) return null
          found.scrollIntoView({ block: 'nearest', inline: 'nearest' })
          const { x, y, width, height } = found.getBoundingClientRect()
          return { x, y, width, height }
        },
        selector,
        name ?? null,
      )
    let before: Box | null = null
    // Nothing is pressed that is still on its way somewhere.
    const isStill = async (): Promise<string> => {
      const [last, now] = [before, await look()]
      before = now
      return now !== null && JSON.stringify(now) === JSON.stringify(last) ? 'still' : 'not yet'
    }
    await expect.poll(isStill, { message: `${selector} ${name ?? ''} to be pressed` }).toBe('still')
    return Box.parse(before)
  }
  const middleOf = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 })
  const press = async (selector: string, name?: string, button?: number): Promise<void> =>
    driver.press(middleOf(await boxOf(selector, name)), button)

  return {
    text,
    seen,
    boxOf,
    press,
    button: (name: string): Promise<void> => press('button, summary', name),
    /** Is there, whether it can be pressed or not. */
    count: (selector: string): Promise<number> =>
      run(z.number(), (where: string) => document.querySelectorAll(where).length, selector),
    /** A box of the picture's, as shares of its sides, dragged from corner to corner. */
    frame: async (left: number, top: number, right: number, bottom: number): Promise<void> => {
      const { x, y, width, height } = await boxOf('.stage')
      const at = (across: number, down: number) => ({ x: x + across * width, y: y + down * height })
      await driver.drag([at(left, top), at((left + right) / 2, bottom), at(right, bottom)])
    },
  }
}
