/**
 * `npm run test:mutants [-- ROW...]`: takes each defence away, one at a time, in a copy of the tree,
 * and shows that a test notices. Ends with 1 when a mutant survives. First the untouched copy must
 * pass the same tests, or a red test would prove nothing.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MUTANTS } from './mutants.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** What git tracks or would track, the built companion, and links to the installed packages. */
const copyTree = () => {
  const copy = mkdtempSync(join(tmpdir(), 'inlay-mutants-'))
  const { stdout } = spawnSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  for (const path of stdout.split('\0')) {
    if (path === '' || !existsSync(join(root, path))) continue
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    cpSync(join(root, path), join(copy, path), { preserveTimestamps: true })
  }
  const dist = join('companion', 'dist')
  if (existsSync(join(root, dist))) {
    cpSync(join(root, dist), join(copy, dist), { recursive: true, preserveTimestamps: true })
  }
  const modules = join(copy, 'node_modules')
  mkdirSync(join(modules, '@inlay'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    // Our own packages must be the copy's, or a mutated file would not be the one that runs.
    if (name === '@inlay' || name === '.vite') continue
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  for (const name of ['shared', 'companion', 'test']) {
    symlinkSync(join(copy, name), join(modules, '@inlay', name))
  }
  return copy
}

/** Milliseconds; a mutant that makes a test hang is noticed too, by the test's own patience mostly. */
const PATIENCE = 300_000
/** Of the tests' patience: a third is still 20 seconds for one thing to be seen. */
const SHARE = '0.34'

/**
 * The titles of the tests that failed; undefined when all passed. A file that does not even load
 * shows nothing about a defence: that is a mistake in the list of mutants.
 */
const failing = (copy, files, row, patience = PATIENCE) => {
  const report = join(copy, 'mutant-report.json')
  rmSync(report, { force: true })
  const vitest = join(copy, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--reporter=json', `--outputFile=${report}`, '--bail=1', ...files]
  if (row !== undefined) args.push('-t', row)
  const run = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, INLAY_PATIENCE: SHARE },
    timeout: patience,
    // Its children end with it; npx would leave them behind, at work in the copy of the next mutant.
    killSignal: 'SIGKILL',
  })
  if (run.status === 0) {
    if (ranNone(report)) throw new Error(`No test of that name in ${files.join(', ')}: ${row}`)
    return undefined
  }
  if (run.status === null) return [`(hangs: stopped after ${patience / 1000} s)`]
  if (!existsSync(report)) throw new Error(`No report on ${files.join(', ')}: ${run.stderr}`)
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const titles = testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ status, fullName }) => (status === 'failed' ? fullName : [])),
  )
  if (titles.length === 0) throw new Error(`It does not load: ${files.join(', ')}`)
  return titles
}

const ranNone = (report) => JSON.parse(readFileSync(report, 'utf8')).numPassedTests === 0

const withMutation = (copy, { file, find, replace }, run) => {
  const path = join(copy, file)
  const source = readFileSync(path, 'utf8')
  if (source.split(find).length !== 2) throw new Error(`Not exactly once in ${file}: ${find}`)
  writeFileSync(
    path,
    source.replace(find, () => replace),
  )
  try {
    return run()
  } finally {
    writeFileSync(path, source)
  }
}

const rows = process.argv.slice(2).map(Number)
const chosen = MUTANTS.filter(({ row }) => rows.length === 0 || rows.includes(row))
const copy = copyTree()
let survivors = 0
try {
  const files = [...new Set(chosen.map(({ test }) => test))]
  const broken = failing(copy, files, undefined, 5 * PATIENCE)
  if (broken !== undefined) {
    console.error(`The tests fail without any mutation: ${broken.join('; ')}`)
    process.exitCode = 1
  } else {
    console.log('row | defence taken away                    | noticed by')
    console.log('----|----------------------------------------|-----------')
    for (const mutant of chosen) {
      const noticed = withMutation(copy, mutant, () => failing(copy, [mutant.test], mutant.name))
      if (noticed === undefined) survivors++
      const by = noticed === undefined ? 'NOBODY: it survives' : noticed[0]
      console.log(`${String(mutant.row).padStart(3)} | ${mutant.defence.padEnd(38)} | ${by}`)
    }
    console.log(`\n${chosen.length - survivors} of ${chosen.length} noticed.`)
    if (survivors > 0) process.exitCode = 1
  }
} finally {
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 })
}
