/** What the reference implementations computed, written by the Python in test/oracle. */
import { readFileSync } from 'node:fs'
import type * as z from '@inlay/shared/zod'

const FOLDER = new URL('../../../../../test/fixtures/diffusion/numbers/', import.meta.url)

/** The fixture as its schema describes it; `name` is a JSON file in test/fixtures/diffusion/numbers. */
export const readFixture = <T extends z.ZodType>(name: string, schema: T): z.infer<T> =>
  schema.parse(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')))

export const fixtureUrl = (name: string): URL => new URL(name, FOLDER)

/** Largest absolute difference of two lists of the same length; infinite where one is not a number. */
export const furthest = (actual: ArrayLike<number>, expected: ArrayLike<number>): number => {
  if (actual.length !== expected.length) return Infinity
  let most = 0
  for (let i = 0; i < actual.length; i++) {
    const gap = Math.abs(actual[i]! - expected[i]!)
    if (!(gap <= most)) most = Number.isNaN(gap) ? Infinity : gap
  }
  return most
}
