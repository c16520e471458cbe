/** A mask seen closer: straight lines between the middles of its samples. */
import type { Extent } from '@inlay/shared'

/**
 * 0..1 at the middle of a pixel of the larger picture.
 * @param levels 0..255, the size of `from`
 * @param step pixels of the larger picture for each sample, 1 or more, across and down
 */
export const levelReader = (
  levels: Uint8Array,
  from: Extent,
  step: { readonly x: number; readonly y: number },
): ((x: number, y: number) => number) => {
  const place = (at: number, by: number, count: number): [number, number, number] => {
    const exact = Math.min(count - 1, Math.max(0, (at + 0.5) / by - 0.5))
    const low = Math.floor(exact)
    return [low, Math.min(count - 1, low + 1), exact - low]
  }
  return (x, y) => {
    const [left, right, dx] = place(x, step.x, from.width)
    const [top, bottom, dy] = place(y, step.y, from.height)
    const at = (column: number, row: number): number => levels[row * from.width + column]!
    const upper = at(left, top) * (1 - dx) + at(right, top) * dx
    const lower = at(left, bottom) * (1 - dx) + at(right, bottom) * dx
    return (upper * (1 - dy) + lower * dy) / 255
  }
}
