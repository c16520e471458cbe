#!/usr/bin/env node
/** Entry of `inlay`: answers `--version` at once and loads the rest only when it is needed. */
import { COMPANION_VERSION } from '@inlay/shared'

const args = process.argv.slice(2)

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${COMPANION_VERSION}\n`)
} else {
  void import('./run.ts').then(({ run }) => run(args))
}
