/** A few of the 200 kills of test/long: nothing acknowledged is lost, nothing is done twice. */
import { expect, it } from 'vitest'
import { crashAgainAndAgain } from './crash.ts'

it('killed six times in a mixed load, it keeps every promise', async () => {
  const seed = Number(process.env.INLAY_SEED ?? 20261123) % 1e6
  console.log(`Crashes of seed ${seed}`)
  const outcome = await crashAgainAndAgain(6, seed)
  console.log(JSON.stringify(outcome))
  expect(outcome.handed).toBeGreaterThan(0)
})
