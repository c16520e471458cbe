#!/usr/bin/env node
/**
 * Entry of `inlay`: answers `--version` at once, else loads the half of the command line that is
 * needed. `fill` has a file of its own in dist, because reading the daemon's code along with it
 * would take longer than starting the engine.
 */
import { createRequire } from 'node:module'
import { COMPANION_VERSION } from '@inlay/shared'
import { distFile } from '../system/dist.ts'

const args = process.argv.slice(2)

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${COMPANION_VERSION}\n`)
} else {
  const entry = args[0] === 'fill' ? 'inlay-fill.js' : 'inlay-commands.js'
  createRequire(import.meta.url)(distFile(entry))
}
