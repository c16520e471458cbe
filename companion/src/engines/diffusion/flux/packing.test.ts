/** FLUX's packing against diffusers' own, number by number. */
import * as z from '@inlay/shared/zod'
import { describe, expect, it } from 'vitest'
import { readFixture } from '../testing/fixtures.ts'
import { imageIds, joinTokens, packLatents, packMask, unpackLatents } from './packing.ts'
import { calculateShift } from './shift.ts'

const numbers = z.array(z.number())
const fixture = readFixture(
  'flux.json',
  z.object({ packed: numbers, mask: numbers, ids: numbers, shift: z.array(numbers) }),
)
const counted = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => i)

describe('as diffusers packs', () => {
  it('latents, and back', () => {
    const latents = counted(2 * 3 * 6 * 4)
    const packed = packLatents(latents, 3, 6, 4)
    expect([...packed]).toEqual(fixture.packed)
    expect(unpackLatents(packed, 3, 6, 4)).toEqual(latents)
  })

  it('masks, 256 numbers a token', () => {
    expect([...packMask(counted(48 * 32), 48, 32)]).toEqual(fixture.mask)
  })

  it('places', () => {
    expect([...imageIds(3, 2)]).toEqual(fixture.ids)
  })

  it('shifts the schedule by the size of the picture', () => {
    for (const [length, mu] of fixture.shift) expect(calculateShift(length!)).toBeCloseTo(mu!, 12)
  })
})

it('joins tokens side by side', () => {
  const [one, two] = [Float32Array.of(1, 2), Float32Array.of(3, 4, 5, 6)]
  expect([...joinTokens([one, two], 2)]).toEqual([1, 3, 4, 2, 5, 6])
})
