import { expect, test } from 'vitest'
import { TRAY_LOOKS } from '../messages.ts'
import { drawIcon } from './draw.ts'

/** Sum of alpha, in whole pixels. */
const inked = ({ rgba }: { readonly rgba: Uint8Array }): number => {
  let sum = 0
  for (let i = 3; i < rgba.length; i += 4) sum += rgba[i]!
  return sum / 255
}

test('each look is another picture, on both grounds and at each size', () => {
  for (const ground of ['dark', 'light', 'either'] as const) {
    for (const size of [16, 22, 32]) {
      const pictures = TRAY_LOOKS.map((look) =>
        Buffer.from(drawIcon(look, ground, size).rgba).toString('base64'),
      )
      expect(new Set(pictures).size).toBe(TRAY_LOOKS.length)
    }
  }
})

test('the tile fills as the fill runs', () => {
  const shares = [0, 0.25, 0.5, 0.75, 1].map((p) => inked(drawIcon('working', 'dark', 32, p)))
  for (let i = 1; i < shares.length; i++) expect(shares[i]).toBeGreaterThan(shares[i - 1]!)
  expect(shares.at(-1)).toBeCloseTo(inked(drawIcon('idle', 'dark', 32)), 5)
})

test('light ink on a dark panel, dark ink on a light one, nothing at the corners', () => {
  const mid = (4 + 16 * 32) * 4
  expect(drawIcon('idle', 'dark', 32).rgba[mid]).toBeGreaterThan(200)
  expect(drawIcon('idle', 'light', 32).rgba[mid]).toBeLessThan(60)
  for (const at of [0, 31, 31 * 32, 32 * 32 - 1]) {
    expect(drawIcon('idle', 'dark', 32).rgba[at * 4 + 3]).toBe(0)
  }
})

/** WCAG 2.2, relative luminance and contrast ratio. @param grey 0..255 */
const contrast = (rgb: readonly number[], grey: number): number => {
  const linear = (value: number): number =>
    value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
  const [red = 0, green = 0, blue = 0] = rgb.map(linear)
  const [a, b] = [0.2126 * red + 0.7152 * green + 0.0722 * blue, linear(grey)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

test('where the desktop does not tell, the ink is seen on any panel', () => {
  const mid = (4 + 16 * 32) * 4
  const ink = [...drawIcon('idle', 'either', 32).rgba.subarray(mid, mid + 3)]
  for (const panel of [0, 43, 240, 255]) expect(contrast(ink, panel)).toBeGreaterThan(3)
})
