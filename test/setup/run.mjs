/**
 * `npm test`: sets the clone up, sees to the system parts, then checks types, lint and tests.
 * With arguments (`npm test -- companion/src/cli`) they go to vitest, and only the tests run.
 */
import { ensureReady } from '../../companion/setup/ready.mjs'
import { orExplain, say } from '../../companion/setup/say.mjs'
import { ensureParts } from './system-parts.mjs'
import { countsLine, runTool, runVitest } from './tools.mjs'

await orExplain(ensureReady)
const leftOut = ensureParts()
if (leftOut.length > 0 && process.env.INLAY_ALL_PARTS === '1') {
  say('INLAY_ALL_PARTS is set, so nothing may be left out')
  process.exit(1)
}

const args = process.argv.slice(2)
if (args.length === 0) {
  for (const [tool, ...rest] of [
    ['tsc', '-b'],
    ['biome', 'check', '.'],
  ]) {
    const status = runTool(tool, rest)
    if (status !== 0) process.exit(status)
  }
}

const { status, counts } = runVitest(args, { name: 'npm-test' })
if (leftOut.length > 0) say(`left out for want of ${leftOut.join(', ')}: see above`)
console.log(countsLine(counts))
process.exit(status)
