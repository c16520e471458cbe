/**
 * `npm run bench`: how good and how fast the embedded engine is, beside what people use today.
 *
 *   npm run bench                                   everything (peers' fills are kept in bench-output/cache)
 *   npm run bench -- --quick                        a taste in under a minute
 *   npm run bench -- --quick --sets migan           one set; --families object,text: some holes only
 *   npm run bench -- --engines inlay,gmic --only quality --no-sheet
 *   npm run bench -- --help
 *
 * See ../README.md for what is measured and how.
 */
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { ablationTable, readVariants } from './ablate.ts'
import { openCache } from './cache.ts'
import { planCases } from './cases.ts'
import { collectRows } from './collect-rows.ts'
import { findEngines } from './engines/find.ts'
import { openPerceptualMetric } from './measures/perceptual.ts'
import { HELP, type Options, parseOptions } from './options.ts'
import { writeSheet } from './report/sheet.ts'
import { OURS, summarise } from './report/summary.ts'
import { measuresTable, perceptualTable } from './report/table.ts'
import { qualityVerdicts, verdictLine } from './report/verdict.ts'
import { runQuality } from './run-quality.ts'
import { DATA, METRIC_MODEL, picturesIn, picturesOf } from './sets.ts'
import type { BenchEngine, Picture } from './types.ts'

const FILL_SEED = 1

const picturesFor = (options: Options): Picture[] => [
  ...options.sets.flatMap((set) => {
    const pictures = picturesOf(set).slice(0, options.pictures)
    if (pictures.length === 0) console.error(`SKIPPED set ${set}: nothing in ${DATA}`)
    return pictures
  }),
  ...options.folders.flatMap((folder) => picturesIn(folder).slice(0, options.pictures)),
]

/** Peers and ours, or for an ablation only ours and its variants. */
const enginesFor = async (options: Options): Promise<BenchEngine[]> => {
  const warn = (text: string): void => console.error(text)
  if (options.ablate === undefined) return findEngines(options, warn)
  const ours = await findEngines({ ...options, engines: [OURS] }, warn)
  return [...ours, ...(await readVariants(options.ablate, options.threads))]
}

/** When, where, with what. */
const madeLine = (engines: readonly BenchEngine[]): string =>
  [
    new Date().toISOString().slice(0, 16).replace('T', ' '),
    `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
    `Node ${process.version}`,
    ...engines.filter((e) => e.id !== 'original').map((e) => e.label),
  ].join(' · ')

const bench = async (options: Options): Promise<void> => {
  // With --json, stdout belongs to the machine.
  const print = options.json ? console.error : console.log
  const metric = existsSync(METRIC_MODEL)
    ? await openPerceptualMetric(METRIC_MODEL, options.threads)
    : undefined
  if (metric === undefined) console.error(`SKIPPED perceptual distance: no ${METRIC_MODEL}`)
  const engines = await enginesFor(options)
  const cache = openCache(join(options.out, 'cache'))
  const plans = planCases(picturesFor(options), (family) => options.families.includes(family))
  print(`${plans.length} holes, engines: ${engines.map((e) => e.label).join(' · ')}`)
  const sheetFolder = join(options.out, 'sheet')
  const collector = options.sheet ? await collectRows(sheetFolder) : undefined
  const outcomes = await runQuality({
    plans,
    engines,
    cache,
    metric,
    maskSeed: options.seed,
    fillSeed: FILL_SEED,
    ...(collector === undefined ? {} : { onFill: collector.onFill }),
    say: (text) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
    },
  })
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  const summary = summarise(
    outcomes,
    engines.map((e) => e.id),
    options.families,
  )
  const tables =
    options.ablate === undefined
      ? [perceptualTable(summary), measuresTable(summary)]
      : [ablationTable(summary)]
  const verdicts = qualityVerdicts(summary)
  print(`\n${tables.join('\n\n')}\n\n${verdicts.map(verdictLine).join('\n')}`)
  if (collector !== undefined) {
    const content = { rows: collector.rows(), verdicts, tables, made: madeLine(engines) }
    print(`\nContact sheet: ${await writeSheet(sheetFolder, content)}`)
  }
  for (const engine of engines) await engine.dispose?.()
  await metric?.dispose()
  if (options.json) console.log(JSON.stringify({ summary, outcomes }))
}

const options = parseOptions(process.argv.slice(2), join(process.cwd(), 'bench-output'))
if (options === undefined) console.log(HELP)
else await bench(options)
