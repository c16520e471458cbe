/**
 * `npm run bench`: how good and how fast the embedded engine is, beside what people use today.
 *
 *   npm run bench                                   everything (peers' fills are kept in bench-output/cache)
 *   npm run bench -- --quick                        a taste in under a minute
 *   npm run bench -- --only quality --sets migan    one section, one set; --families object,text: some holes
 *   npm run bench -- --only quality --engines inlay,gmic --no-sheet
 *   npm run bench -- --help
 *
 * See ../README.md for what is measured and how.
 */
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { ablationTable, readVariants } from './ablate.ts'
import { openCache } from './cache.ts'
import { planCases } from './cases.ts'
import { collectRows } from './collect-rows.ts'
import { findEngines } from './engines/find.ts'
import { openPerceptualMetric } from './measures/perceptual.ts'
import { HELP, type Options, parseOptions } from './options.ts'
import { type SheetRow, writeSheet } from './report/sheet.ts'
import { OURS, type Summary, summarise } from './report/summary.ts'
import { measuresTable, oursTable, perceptualTable } from './report/table.ts'
import { qualityVerdicts, verdictLine } from './report/verdict.ts'
import { worstOf, worstTable } from './report/worst.ts'
import { runQuality } from './run-quality.ts'
import { runSections, type SectionContext } from './sections.ts'
import { DATA, METRIC_MODEL, picturesIn, picturesOf } from './sets.ts'
import type { BenchEngine, Outcome, Picture } from './types.ts'

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

/** Peers that spin while they wait (G'MIC's OpenMP) suffer most from company: ratios lie too. */
const warnIfBusy = (): void => {
  const load = loadavg()[0] ?? 0
  if (load > cpus().length / 2) {
    console.error(
      `WARNING: this machine is busy (load ${load.toFixed(1)} on ${cpus().length} cores); do not trust the times`,
    )
  }
}

interface QualityResult {
  readonly summary: Summary
  readonly outcomes: readonly Outcome[]
  readonly rows: readonly SheetRow[]
}

const quality = async (
  { options, engines, cache, metric, seed, say }: SectionContext,
  sheetFolder: string,
): Promise<QualityResult> => {
  const collector =
    options.sheet && options.ablate === undefined ? await collectRows(sheetFolder) : undefined
  const outcomes = await runQuality({
    plans: planCases(picturesFor(options), (family) => options.families.includes(family)),
    engines,
    cache,
    metric,
    maskSeed: options.seed,
    fillSeed: seed,
    ...(collector === undefined ? {} : { onFill: collector.onFill }),
    say,
  })
  const names = engines.map((engine) => engine.id)
  return {
    summary: summarise(outcomes, names, options.families),
    outcomes,
    rows: collector?.rows() ?? [],
  }
}

/** Seconds between lines where there is no terminal to overwrite one on. */
const PATIENCE = 20

/** Where the run is: one line overwritten on a terminal, a line now and then elsewhere. */
const createSay = (): ((text: string) => void) => {
  let last = performance.now()
  return (text) => {
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\x1b[K${text}`)
    } else if (text !== '' && performance.now() - last > PATIENCE * 1000) {
      last = performance.now()
      console.error(text)
    }
  }
}

const bench = async (options: Options): Promise<void> => {
  // With --json, stdout belongs to the machine.
  const print = options.json ? console.error : console.log
  const metric = existsSync(METRIC_MODEL)
    ? await openPerceptualMetric(METRIC_MODEL, options.threads)
    : undefined
  if (metric === undefined) console.error(`SKIPPED perceptual distance: no ${METRIC_MODEL}`)
  const engines = await enginesFor(options)
  const made = madeLine(engines)
  print(made)
  warnIfBusy()
  const say = createSay()
  const cache = openCache(options.cache)
  const context: SectionContext = { options, engines, cache, metric, seed: FILL_SEED, say }
  const sheetFolder = join(options.out, 'sheet')

  // Times first: nothing has warmed the machine up or filled the memory yet.
  const sections = options.ablate === undefined ? await runSections(context) : []
  const wantsQuality = options.sections.includes('quality')
  const judged = wantsQuality ? await quality(context, sheetFolder) : undefined
  say('')

  const tables = [
    ...(judged === undefined
      ? []
      : options.ablate === undefined
        ? [
            ...[perceptualTable, measuresTable, oursTable].map((of) => of(judged.summary)),
            worstTable(judged.outcomes),
          ]
        : [ablationTable(judged.summary)]),
    ...sections.map((section) => section.table),
  ]
  const verdicts = [
    ...(judged === undefined || options.ablate !== undefined
      ? []
      : qualityVerdicts(judged.summary)),
    ...sections.flatMap((section) => section.verdicts),
  ]
  for (const text of tables) print(`\n${text}`)
  print(`\n${verdicts.map(verdictLine).join('\n')}`)
  if (judged !== undefined && judged.rows.length > 0) {
    const content = { rows: judged.rows, verdicts, tables, made }
    print(`\nContact sheet: ${await writeSheet(sheetFolder, content)}`)
  }
  const machine = JSON.stringify({
    made,
    options,
    verdicts,
    summary: judged?.summary,
    worst: judged && worstOf(judged.outcomes),
    sections: sections.map(({ name, rows }) => ({ name, rows })),
    outcomes: judged?.outcomes,
  })
  await mkdir(options.out, { recursive: true })
  await writeFile(join(options.out, 'bench.json'), machine)
  if (options.json) console.log(machine)
  for (const engine of engines) await engine.dispose?.()
  await metric?.dispose()
}

/** Everything `parseOptions` throws is the caller's typing: a sentence, not a stack. */
const readOptions = (): Options | undefined => {
  try {
    const options = parseOptions(process.argv.slice(2), join(process.cwd(), 'bench-output'))
    if (options === undefined) console.log(HELP)
    return options
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`)
    process.exitCode = 2
    return undefined
  }
}

const options = readOptions()
if (options !== undefined) await bench(options)
