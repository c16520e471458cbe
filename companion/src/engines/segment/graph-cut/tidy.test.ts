import { expect, it } from 'vitest'
import { tidy } from './tidy.ts'

const read = (rows: readonly string[]): Uint8Array =>
  Uint8Array.from(rows.join(''), (c) => (c === '#' ? 1 : 0))
const show = (mask: Uint8Array, width: number): string[] =>
  Array.from({ length: mask.length / width }, (_, y) =>
    Array.from(mask.subarray(y * width, (y + 1) * width), (v) => (v === 1 ? '#' : '.')).join(''),
  )

const clicked = (x: number, y: number) => ({
  subject: false,
  points: [{ x, y, label: 'in' as const }],
})

it('keeps what was clicked, and no hole of what was not', () => {
  const mask = read(['###....', '#.#.##.', '###.##.', '.......'])
  tidy(mask, clicked(4.5, 1.5), 7, 4)
  expect(show(mask, 7)).toEqual(['.......', '....##.', '....##.', '.......'])
})

it('closes small holes, but not one clicked out, nor a bay', () => {
  const rows = Array.from({ length: 20 }, (_, y) =>
    Array.from({ length: 20 }, (_, x) =>
      (x === 5 && y === 5) || (x === 12 && y === 12) || (x === 9 && y < 3) ? '.' : '#',
    ).join(''),
  )
  const mask = read(rows)
  const prompt = {
    subject: false,
    points: [
      { x: 2, y: 2, label: 'in' as const },
      { x: 12.5, y: 12.5, label: 'out' as const },
    ],
  }
  tidy(mask, prompt, 20, 20)
  expect([mask[5 * 20 + 5], mask[12 * 20 + 12], mask[20 + 9]]).toEqual([1, 0, 0])
})
