/** Runs the npm that belongs to this Node, without a shell, so that no path needs quoting. */
import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { SetupError } from './say.mjs'

/**
 * npm's own script: the one that started us, else the one shipped with this Node, else one found
 * through PATH. On Windows `npm` is a .cmd file, which Node refuses to spawn without a shell
 * (CVE-2024-27980); running npm-cli.js with this Node needs none.
 */
export const findNpm = (env = process.env, execPath = process.execPath) => {
  const started = env.npm_execpath
  if (started !== undefined && basename(started) === 'npm-cli.js' && existsSync(started)) {
    return started
  }
  const inside = join('node_modules', 'npm', 'bin', 'npm-cli.js')
  const beside = [
    join(dirname(execPath), inside),
    join(dirname(execPath), '..', 'lib', inside),
    join(dirname(execPath), '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
  ]
  const onPath = (env.PATH ?? env.Path ?? '').split(delimiter).flatMap((folder) => {
    const link = join(folder, 'npm')
    return [
      join(folder, inside),
      ...(existsSync(link) && basename(realpathSync(link)) === 'npm-cli.js'
        ? [realpathSync(link)]
        : []),
    ]
  })
  return [...beside, ...onPath].find((path) => existsSync(path))
}

/** Runs npm to its end, its stdout joined to our stderr. Returns its exit code. */
export const runNpm = (args, { cwd }) => {
  const npm = findNpm()
  if (npm === undefined) {
    throw new SetupError(
      'npm was not found beside this Node.',
      'Install Node from nodejs.org or your package manager, with npm, and try again.',
    )
  }
  const run = spawnSync(process.execPath, [npm, ...args], { cwd, stdio: ['ignore', 2, 2] })
  if (run.error !== undefined) throw run.error
  return run.status ?? 1
}
