/**
 * The defences of the threat table (docs/security.md), each with the edit that takes it away and
 * the test that must notice. `find` stands in the file exactly once.
 */

import { THIS_MACHINE } from './rows/this-machine.mjs'
import { WHAT_COMES } from './rows/what-comes.mjs'
import { WHAT_SHOWS } from './rows/what-shows.mjs'
import { WHO_ASKS } from './rows/who-asks.mjs'
import { WHO_MAY } from './rows/who-may.mjs'

/** row, defence, file, find, replace, test file, name of the tests to run; by row */
export const MUTANTS = [
  ...WHO_ASKS,
  ...WHO_MAY,
  ...WHAT_COMES,
  ...WHAT_SHOWS,
  ...THIS_MACHINE,
].sort((one, other) => one.row - other.row)
