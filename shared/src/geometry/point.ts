/** Points in pixels: x to the right, y downward, (0, 0) the corner at the top left of the first pixel. */

export interface Point {
  readonly x: number
  readonly y: number
}

export const pointAdd = (a: Point, b: Point): Point => ({ x: a.x + b.x, y: a.y + b.y })

export const pointSubtract = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y })

export const pointDistance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
