import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MembraneOptions, type Region, spreadMembrane } from './membrane.ts'

const spread = (region: Region, given: Float32Array, options?: MembraneOptions): Float32Array =>
  spreadMembrane(region, [given], options)[0] ?? new Float32Array(0)

const regionOf = (
  width: number,
  height: number,
  isInside: (x: number, y: number) => boolean,
): Region => {
  const inside = new Uint8Array(width * height)
  for (let i = 0; i < inside.length; i++) {
    if (isInside(i % width, Math.floor(i / width))) inside[i] = 1
  }
  return { width, height, inside }
}

/** Values on the region's rim (inside pixels beside outside ones), free within. */
const onRim = ({ width, height, inside }: Region, value: (x: number, y: number) => number) => {
  const given = new Float32Array(width * height).fill(Number.NaN)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (inside[i] === 0) continue
      const isRim =
        x === 0 ||
        y === 0 ||
        x === width - 1 ||
        y === height - 1 ||
        inside[i - 1] === 0 ||
        inside[i + 1] === 0 ||
        inside[i - width] === 0 ||
        inside[i + width] === 0
      if (isRim) given[i] = value(x, y)
    }
  }
  return given
}

const worst = (
  region: Region,
  membrane: Float32Array,
  truth: (x: number, y: number) => number,
): number => {
  let error = 0
  for (let i = 0; i < membrane.length; i++) {
    if (region.inside[i] === 0) continue
    const x = i % region.width
    const y = Math.floor(i / region.width)
    error = Math.max(error, Math.abs(membrane[i]! - truth(x, y)))
  }
  return error
}

describe('spreadMembrane', () => {
  it('finds harmonic functions from their rim, in discs and in rectangles', () => {
    const disc = regionOf(201, 181, (x, y) => (x - 100) ** 2 + (y - 90) ** 2 < 85 ** 2)
    const plate = regionOf(130, 90, () => true)
    const harmonic: ((x: number, y: number) => number)[] = [
      () => 7,
      (x, y) => 0.1 * x - 0.05 * y,
      (x, y) => ((x - 90) ** 2 - (y - 80) ** 2) / 1000,
      (x, y) => (Math.exp(x / 60) * Math.cos(y / 60)) / 3,
    ]
    for (const region of [disc, plate]) {
      for (const truth of harmonic) {
        const given = onRim(region, truth)
        const values = given.filter((v) => !Number.isNaN(v))
        const range = Math.max(...values) - Math.min(...values)
        const error = worst(region, spread(region, given), truth)
        expect(error).toBeLessThanOrEqual(0.03 * range + 1e-3)
      }
    }
  })

  it('carries a value given on one side across free borders undiminished', () => {
    const region = regionOf(120, 70, () => true)
    const given = new Float32Array(120 * 70).fill(Number.NaN)
    for (let y = 0; y < 70; y++) given[y * 120] = 5
    expect(worst(region, spread(region, given), () => 5)).toBeLessThan(1e-3)
  })

  it('never leaves the range of what is given, and is 0 outside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.tuple(fc.nat(3599), fc.double({ min: -9, max: 9, noNaN: true })), {
          minLength: 1,
          maxLength: 9,
        }),
        fc.integer({ min: 2, max: 9 }),
        (width, height, points, holes) => {
          const region = regionOf(width, height, (x, y) => (x * 7 + y * 3) % holes !== 0)
          const given = new Float32Array(width * height).fill(Number.NaN)
          for (const [at, value] of points) given[at % given.length] = value
          const used = [...given].filter((v, i) => region.inside[i] === 1 && !Number.isNaN(v))
          const membrane = spread(region, given)
          const low = Math.min(0, ...used) - 1e-4
          const high = Math.max(0, ...used) + 1e-4
          for (let i = 0; i < membrane.length; i++) {
            if (region.inside[i] === 0) expect(membrane[i]).toBe(0)
            expect(membrane[i]).toBeGreaterThanOrEqual(low)
            expect(membrane[i]).toBeLessThanOrEqual(high)
          }
        },
      ),
    )
  })

  it('fades over the distance asked for', () => {
    const region = regionOf(200, 40, () => true)
    const given = new Float32Array(200 * 40).fill(Number.NaN)
    for (let y = 0; y < 40; y++) given[y * 200] = 10
    const membrane = spread(region, given, { fade: 20 })
    for (const x of [10, 20, 40, 60]) {
      expect(Math.abs(membrane[20 * 200 + x]! - 10 * Math.exp(-x / 20))).toBeLessThan(0.8)
    }
  })
})
