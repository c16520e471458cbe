#!/usr/bin/env node
/**
 * Entry of `inlay`: answers `--version` at once, else loads the half of the command line that is
 * needed. `fill` has a file of its own in dist, because reading the daemon's code along with it
 * would take longer than starting the engine.
 */
import { COMPANION_VERSION } from '@inlay/shared'
import { runBundle } from '../system/run-bundle.ts'

const args = process.argv.slice(2)

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${COMPANION_VERSION}\n`)
} else {
  runBundle(args[0] === 'fill' ? 'inlay-fill.js' : 'inlay-commands.js')
}
