/** SIGKILL at 200 random moments of a mixed load: nothing acknowledged is lost, nothing done twice. */
import { expect, it } from 'vitest'
import { crashAgainAndAgain } from '../faults/crash.ts'

const KILLS = Number(process.env.INLAY_KILLS ?? 200)
const SEED = Number(process.env.INLAY_SEED ?? Date.now() % 1e6)

it(`killed ${KILLS} times, it keeps every promise`, async () => {
  console.log(`INLAY_SEED=${SEED}`)
  const outcome = await crashAgainAndAgain(KILLS, SEED)
  console.log(JSON.stringify(outcome))
  expect(outcome.handed).toBeGreaterThan(KILLS / 2)
}, 3_600_000)
