import { expect, test } from 'vitest'
import { coarseBand, fitFineBand } from './fine-band.ts'
import type { Planes } from './planes.ts'

const [SIDE, DETAIL] = [96, 4]
const window = { left: 0, top: 0, width: SIDE, height: SIDE }
const inHole = (x: number, y: number): boolean => x >= 32 && x < 64 && y >= 32 && y < 64
const hole = {
  width: SIDE,
  height: SIDE,
  data: Uint8Array.from({ length: SIDE * SIDE }, (_, i) =>
    inHole(i % SIDE, Math.floor(i / SIDE)) ? 255 : 0,
  ),
}

/** Slow waves with a fine grain, whose strength within the hole is `inside` times that around it. */
const scene = (inside: number): Planes => {
  const area = SIDE * SIDE
  const data = Float32Array.from({ length: 3 * area }, (_, i) => {
    const [x, y] = [i % SIDE, Math.floor((i % area) / SIDE)]
    const grain = ((x + y) % 2) - 0.5
    const wave = 0.2 * Math.sin(x / 7) + 0.2 * Math.cos(y / 9)
    return 0.5 + wave + 0.1 * grain * (inHole(x, y) ? inside : 1)
  })
  return { width: SIDE, height: SIDE, data }
}

/** Mean square of what is finer than the detail, in the hole's middle. */
const grainOf = (planes: Planes): number => {
  const coarse = coarseBand(planes, DETAIL)
  let sum = 0
  for (let y = 40; y < 56; y++) {
    for (let x = 40; x < 56; x++) {
      const i = y * SIDE + x
      sum += (planes.data[i]! - coarse.data[i]!) ** 2
    }
  }
  return sum / 256
}

test('a fill duller than its surroundings becomes as lively, its coarse band stays', () => {
  const planes = scene(0.8)
  const before = coarseBand(planes, DETAIL).data.slice()
  fitFineBand(planes, planes, window, hole, DETAIL)
  const ratio = grainOf(planes) / grainOf(scene(1))
  expect(ratio).toBeGreaterThan(0.8)
  expect(ratio).toBeLessThan(1.25)
  const after = coarseBand(planes, DETAIL).data
  let apart = 0
  for (let i = 0; i < after.length; i++) apart = Math.max(apart, Math.abs(after[i]! - before[i]!))
  expect(apart).toBeLessThan(0.03)
})

test.each([1.5, 1])('a fill of %s times their grain is left as it is', (inside) => {
  const planes = scene(inside)
  const before = planes.data.slice()
  fitFineBand(planes, planes, window, hole, DETAIL)
  const ratio = grainOf(planes) / grainOf({ ...planes, data: before })
  expect(ratio).toBeGreaterThanOrEqual(1)
  expect(ratio).toBeLessThan(1.15)
})

test('hardly any grain is not made into texture', () => {
  const planes = scene(0.05)
  const before = grainOf(planes)
  fitFineBand(planes, planes, window, hole, DETAIL)
  expect(grainOf(planes) / before).toBeLessThan(1.6 ** 2 + 0.1)
})

test('a line that the coarse answer knows nothing of goes; grain and the answer’s own edges stay', () => {
  const planes = scene(1)
  const coarse = coarseBand(planes, DETAIL)
  const edge = 40
  for (let i = 0; i < planes.data.length; i++) {
    const [x, y] = [i % SIDE, Math.floor((i % (SIDE * SIDE)) / SIDE)]
    // An edge of the answer's own, and beside it a dark line that some patch brought along.
    if (x > edge) coarse.data[i]! += 0.4
    if (x > edge) planes.data[i]! += 0.4
    if (x === 52 && inHole(x, y)) planes.data[i]! -= 0.5
  }
  const before = planes.data.slice()
  fitFineBand(planes, coarse, window, hole, DETAIL)
  const at = (x: number, y: number): number => y * SIDE + x
  for (let y = 36; y < 60; y++) {
    expect(planes.data[at(52, y)]! - before[at(52, y)]!).toBeGreaterThan(0.15)
    for (const x of [34, edge, edge + 1, 60]) {
      expect(planes.data[at(x, y)]).toBeCloseTo(before[at(x, y)]!, 5)
    }
    expect(planes.data[at(52, y + 30)]).toBe(before[at(52, y + 30)])
  }
})
