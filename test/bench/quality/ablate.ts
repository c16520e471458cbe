/** `--ablate FILE`: the engine with something turned off or changed, against itself as it is. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { TUNING } from '@inlay/companion/engines/patchmatch/tuning.ts'
import * as z from '@inlay/shared/zod'
import { inlayEngine, type Tuning } from './engines/inlay.ts'
import { OURS, type Summary } from './report/summary.ts'
import { number, table } from './report/table.ts'
import type { BenchEngine } from './types.ts'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const ENGINE_OPTIONS = ['threads', 'kernel', 'tuning']

/** A name the engine does not know would make a row that changes nothing and proves nothing. */
const isEngineOptions = (value: unknown): boolean => {
  if (!isObject(value)) return false
  const { tuning } = { tuning: {}, ...value }
  return (
    Object.keys(value).every((name) => ENGINE_OPTIONS.includes(name)) &&
    isObject(tuning) &&
    Object.entries(tuning).every(([name, knob]) => name in TUNING && typeof knob === 'number')
  )
}

/**
 * One row: fields of FillRequest (`colourMatch`, `grain`, `padding`, ...; checked when the fill is
 * asked for) and options of the embedded engine, by the names the engine's own types give them.
 */
const Variant = z.strictObject({
  name: z.string().regex(/^[\w.+-]{1,40}$/),
  request: z.custom<Tuning['request']>(isObject).default({}),
  engine: z
    .custom<Tuning['engine']>(
      isEngineOptions,
      `Expected ${ENGINE_OPTIONS.join(', ')}; and in tuning numbers named ${Object.keys(TUNING).join(', ')}`,
    )
    .default({}),
})

export const Variants = z.array(Variant).min(1)

/** What the engine is made of, each left out once. */
export const OWN_LIST = fileURLToPath(new URL('ablations.json', import.meta.url))

/** Reads the list; each entry becomes an engine whose id is its name. */
export const readVariants = async (path: string, threads: number): Promise<BenchEngine[]> => {
  const list = Variants.parse(JSON.parse(await readFile(path, 'utf8')))
  return list.map(({ name, engine, request }) => inlayEngine(threads, { engine, request }, name))
}

const inverse = (ratio: number | undefined): number | undefined =>
  ratio === undefined || ratio === 0 ? undefined : 1 / ratio

/** Perceptual distance of each variant / the default's, by family: above 1 the variant is worse. */
export const ablationTable = (summary: Summary): string => {
  const variants = summary.all.engines.filter((e) => e.engine !== 'original')
  const base = variants.find((e) => e.engine === OURS)
  return table(
    [
      'ablation',
      'mean',
      ...summary.families.map((group) => group.group),
      'seam',
      'dE00',
      'sharp',
      'time',
    ],
    variants.map((e) => [
      e.engine,
      e.engine === OURS ? '1' : number(inverse(summary.familyRatios[e.engine]), 3),
      ...summary.families.map((group) => {
        const own = group.engines.find((one) => one.engine === e.engine)
        return e.engine === OURS ? number(own?.perceptual, 3) : number(inverse(own?.ratio), 3)
      }),
      number(e.seam, 2),
      number(e.colour, 2),
      number(e.sharpness, 2),
      e.ms === undefined || base?.ms === undefined ? '·' : `${number(e.ms / base.ms, 2)}×`,
    ]),
  )
}
