/** The paper under a picture: a checkerboard, and a tint over what an expansion adds. */
import type { Bounds } from '../geometry/bounds.ts'
import { boundsBottom, boundsRight } from '../geometry/bounds.ts'
import type { Margins } from '../geometry/expansion.ts'
import type { Extent } from '../geometry/extent.ts'

/** What is used of a canvas's 2D context. */
export interface Ink {
  fillStyle: unknown
  fillRect(left: number, top: number, width: number, height: number): void
  beginPath(): void
  rect(left: number, top: number, width: number, height: number): void
  fill(rule: 'evenodd'): void
}

/** CSS pixels of a check. */
export const CHECK = 8

/** Of the ground and of every other check. */
export const checkColours = (isDark: boolean): readonly [string, string] =>
  isDark ? ['#3a3a3a', '#444444'] : ['#ffffff', '#ececec']

/** @param box of the paper, in CSS pixels of the stage */
export const drawChecks = (ink: Ink, box: Bounds, isDark: boolean, stage: Extent): void => {
  const [ground, check] = checkColours(isDark)
  ink.fillStyle = ground
  ink.fillRect(box.left, box.top, box.width, box.height)
  ink.fillStyle = check
  const first = { x: Math.max(0, box.left), y: Math.max(0, box.top) }
  const last = {
    x: Math.min(stage.width, boundsRight(box)),
    y: Math.min(stage.height, boundsBottom(box)),
  }
  for (let y = Math.floor(first.y / CHECK); y * CHECK < last.y; y++) {
    for (let x = Math.floor(first.x / CHECK); x * CHECK < last.x; x++) {
      if ((x + y) % 2 === 0) ink.fillRect(x * CHECK, y * CHECK, CHECK, CHECK)
    }
  }
}

/**
 * A tint over what will be made.
 * @param scale CSS pixels of a pixel of the picture
 */
export const drawAdded = (
  ink: Ink,
  box: Bounds,
  { left, top, right, bottom }: Margins,
  scale: number,
): void => {
  ink.beginPath()
  ink.rect(box.left, box.top, box.width, box.height)
  ink.rect(
    box.left + left * scale,
    box.top + top * scale,
    box.width - (left + right) * scale,
    box.height - (top + bottom) * scale,
  )
  ink.fillStyle = 'rgb(13 153 255 / 0.16)'
  ink.fill('evenodd')
}
