/** Damage on old photos: long thin scratches, hairs and specks of dust. */
import type { Mask } from '@inlay/shared'
import type { Random } from '../random.ts'
import { drawPolyline, drawStroke, emptyMask, type Point, type Size } from './draw.ts'

/** A line that wanders: `bend` is the largest change of direction per step, radians. */
const wander = (
  random: Random,
  start: Point,
  heading: number,
  bend: number,
  step: number,
  steps: number,
): Point[] => {
  const points = [start]
  let { x, y } = start
  let angle = heading
  for (let i = 0; i < steps; i++) {
    angle += random.between(-bend, bend)
    x += Math.cos(angle) * step
    y += Math.sin(angle) * step
    points.push({ x, y })
  }
  return points
}

export const scratchMask = (size: Size, random: Random): Mask => {
  const mask = emptyMask(size)
  const scale = Math.min(size.width, size.height) / 512
  const anywhere = (): Point => ({
    x: random.between(0, size.width),
    y: random.between(0, size.height),
  })
  // Film is scratched along its run: one main direction, give or take.
  const run = random.between(0, Math.PI)
  for (let i = random.integer(5, 10); i > 0; i--) {
    const steps = random.integer(10, 40)
    const points = wander(
      random,
      anywhere(),
      run + random.between(-0.2, 0.2),
      0.05,
      14 * scale,
      steps,
    )
    drawPolyline(mask, points, random.between(1, 4) * scale)
  }
  for (let i = random.integer(4, 8); i > 0; i--) {
    const points = wander(random, anywhere(), random.between(0, 6.3), 0.5, 6 * scale, 20)
    drawPolyline(mask, points, random.between(1, 2.5) * scale)
  }
  for (let i = random.integer(20, 50); i > 0; i--) {
    const at = anywhere()
    const to = { x: at.x + random.between(-3, 3) * scale, y: at.y + random.between(-3, 3) * scale }
    drawStroke(mask, at, to, random.between(2, 7) * scale)
  }
  return mask
}
