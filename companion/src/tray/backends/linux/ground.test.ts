import { expect, test } from 'vitest'
import { groundOf } from './ground.ts'

const said = (value: number) => ['v', [['u', [value]]]]

test.each([
  [said(1), 'KDE', 'dark'],
  [said(2), 'KDE', 'light'],
  // Nothing was chosen, or nobody answers: a panel may be either.
  [said(0), 'XFCE', 'either'],
  [undefined, 'LXQt', 'either'],
  [undefined, undefined, 'either'],
  // Its windows are light, its bar is not.
  [said(2), 'ubuntu:GNOME', 'dark'],
  [undefined, 'GNOME', 'dark'],
])('%j on %s is a panel that is %s', (value, desktop, ground) => {
  expect(groundOf(value, desktop)).toBe(ground)
})
