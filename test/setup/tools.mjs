/** Runs the project's own tools (tsc, biome, vitest) by the Node at hand, without a shell. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nodeModules, repository } from '../../companion/setup/places.mjs'

const SCRIPTS = {
  tsc: join(nodeModules, 'typescript', 'bin', 'tsc'),
  biome: join(nodeModules, '@biomejs', 'biome', 'bin', 'biome'),
  vitest: join(nodeModules, 'vitest', 'vitest.mjs'),
}

/** Exit code of `tool args`, run in the repository with the terminal as it is. */
export const runTool = (tool, args, { node = process.execPath, env = process.env } = {}) => {
  const run = spawnSync(node, [SCRIPTS[tool], ...args], { cwd: repository, stdio: 'inherit', env })
  if (run.error !== undefined) throw run.error
  return run.status ?? 1
}

/** Runs vitest once; returns its exit code and how many tests passed, failed and were skipped. */
export const runVitest = (args, { name, ...options }) => {
  const file = join(repository, 'test', 'build', 'results', `${name}.json`)
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const status = runTool('vitest', ['run', ...reporters, ...args], options)
  return { status, counts: readCounts(file) }
}

const NONE = { passed: 0, failed: 0, skipped: 0 }

const readCounts = (file) => {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(file, 'utf8'),
    )
    return {
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests + numTodoTests,
    }
  } catch {
    return NONE
  }
}

export const addCounts = (all) =>
  all.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    NONE,
  )

/** The line CI looks for. */
export const countsLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
