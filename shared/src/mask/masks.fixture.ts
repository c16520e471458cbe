/** Masks for tests: drawn as text, made at random, and the slow, obvious ways to work on them. */
import fc from 'fast-check'
import type { Bounds } from '../geometry/bounds.ts'
import type { Mask } from '../pixels.ts'

const VALUES: Readonly<Record<string, number>> = { '.': 0, '#': 255, '+': 128, '-': 1 }

/** A mask from rows of `.` 0, `#` 255, `+` 128 and `-` 1. */
export const drawMask = (...rows: string[]): Mask => {
  const data = rows.flatMap((row) => [...row].map((character) => VALUES[character]!))
  return { width: rows[0]!.length, height: rows.length, data: Uint8Array.from(data) }
}

export const emptyMask = (width: number, height: number): Mask => ({
  width,
  height,
  data: new Uint8Array(width * height),
})

/** 0 outside the mask. */
export const maskAt = (mask: Mask, x: number, y: number): number =>
  x < 0 || y < 0 || x >= mask.width || y >= mask.height ? 0 : mask.data[y * mask.width + x]!

export const maskFrom = (
  width: number,
  height: number,
  value: (x: number, y: number) => number,
): Mask => {
  const data = new Uint8Array(width * height)
  for (let i = 0; i < data.length; i++) data[i] = value(i % width, Math.floor(i / width))
  return { width, height, data }
}

/** The same mask with its bytes at every alignment in memory that a view of a file may have. */
export const misaligned = (mask: Mask, offset: number): Mask => {
  const data = new Uint8Array(mask.data.length + offset).subarray(offset)
  data.set(mask.data)
  return { ...mask, data }
}

export const fillBounds = (mask: Mask, bounds: Bounds, value: number): void => {
  for (let y = bounds.top; y < bounds.top + bounds.height; y++) {
    const row = y * mask.width + bounds.left
    mask.data.fill(value, row, row + bounds.width)
  }
}

/** Largest value within the radius, pixel by pixel. */
export const bruteDilate = (mask: Mask, radius: number): Mask =>
  maskFrom(mask.width, mask.height, (x, y) => {
    let largest = 0
    for (let v = 0; v < mask.height; v++) {
      for (let u = 0; u < mask.width; u++) {
        if ((u - x) ** 2 + (v - y) ** 2 <= radius * radius) {
          largest = Math.max(largest, maskAt(mask, u, v))
        }
      }
    }
    return largest
  })

const filledWith = (value: fc.Arbitrary<number>, most: number): fc.Arbitrary<Mask> =>
  fc
    .record({ width: fc.integer({ min: 1, max: most }), height: fc.integer({ min: 1, max: most }) })
    .chain(({ width, height }) =>
      fc
        .array(value, { minLength: width * height, maxLength: width * height })
        .map((values) => ({ width, height, data: Uint8Array.from(values) })),
    )

/** Mostly empty, of one value. */
export const sparseMask = (most = 18): fc.Arbitrary<Mask> =>
  filledWith(
    fc.nat({ max: 12 }).map((n) => (n === 0 ? 255 : 0)),
    most,
  )

/** Any values, empty half of the time. */
export const greyMask = (most = 14): fc.Arbitrary<Mask> =>
  filledWith(fc.oneof(fc.constant(0), fc.nat({ max: 255 })), most)

/** Slopes, plateaus and edges, which random values hardly ever make. */
export const smoothMask = (most = 16): fc.Arbitrary<Mask> =>
  fc
    .record({
      width: fc.integer({ min: 1, max: most }),
      height: fc.integer({ min: 1, max: most }),
      ax: fc.integer({ min: -60, max: 60 }),
      ay: fc.integer({ min: -60, max: 60 }),
      base: fc.integer({ min: -200, max: 400 }),
      bend: fc.integer({ min: -8, max: 8 }),
      step: fc.constantFrom(1, 16, 64, 255),
    })
    .map(({ width, height, ax, ay, base, bend, step }) =>
      maskFrom(width, height, (x, y) => {
        const value = base + ax * x + ay * y + bend * (x - 5) * (y - 4)
        return Math.max(0, Math.min(255, Math.round(value / step) * step))
      }),
    )

export const anyMask = (most?: number): fc.Arbitrary<Mask> =>
  fc.oneof(sparseMask(most), greyMask(most), smoothMask(most))
