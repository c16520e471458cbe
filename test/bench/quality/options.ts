/** Command line of the quality benchmark. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { OWN_LIST } from './ablate.ts'
import { SET_NAMES } from './sets.ts'
import { FAMILIES, type Family } from './types.ts'

export const SECTIONS = [
  'quality',
  'speed',
  'curve',
  'threads',
  'variations',
  'hybrid',
  'big',
] as const
export type Section = (typeof SECTIONS)[number]

export interface Options {
  readonly sets: readonly string[]
  readonly folders: readonly string[]
  readonly families: readonly Family[]
  /** Empty: every engine found. */
  readonly engines: readonly string[]
  readonly sections: readonly Section[]
  readonly quick: boolean
  /** Most pictures a set. */
  readonly pictures: number
  readonly threads: number
  readonly seed: string
  readonly json: boolean
  readonly cachedTimes: boolean
  readonly ablate: string | undefined
  readonly sheet: boolean
  readonly out: string
  /** Peers' fills and all scores by content; may be shared between checkouts. */
  readonly cache: string
}

export const HELP = `npm run bench -- [options]

  --quick               a taste in under a minute: few pictures, main families, speed at 512 only
  --sets a,b            ${SET_NAMES.join(', ')} (default: all)
  --folder DIR          also the pictures of a folder (NAME_mask.png beside NAME.jpg: white = hole)
  --families a,b        ${FAMILIES.join(', ')}
  --engines a,b         inlay, gmic, telea, ns, migan, smooth (default: all that are found, but smooth)
  --only a,b            sections: ${SECTIONS.join(', ')} (default: all but big)
  --pictures N          at most N pictures a set
  --threads N           for our engine and the metric (default: all cores)
  --seed TEXT           another set of generated masks
  --big                 also the section big: a 100 MP TIFF through the command line
  --ablate [FILE]       the engine with parts of it left out, or with the changes of a JSON list
  --cached-times        take peers' times from earlier runs
  --no-sheet            no contact sheet
  --out DIR             default bench-output/
  --cache DIR           default cache/ in there; checkouts may share one
  --json                one JSON object on stdout, words on stderr
  --diffusion           instead of all this: diffusion models (test/bench/diffusion/main.ts)
`

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)

const among = <T extends string>(
  words: readonly string[],
  allowed: readonly T[],
  flag: string,
): T[] =>
  words.map((word) => {
    const found = allowed.find((name) => name === word)
    if (found === undefined)
      throw new Error(`Expected ${allowed.join(', ')} for ${flag} but received "${word}"`)
    return found
  })

const natural = (text: string | undefined, flag: string, fallback: number): number => {
  if (text === undefined) return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`Expected an integer of 1 or more for ${flag} but received "${text}"`)
  return value
}

/** `--ablate` on its own means the list that lies here. */
const withOwnList = (argv: readonly string[]): string[] =>
  argv.flatMap((word, i) =>
    word === '--ablate' && (argv[i + 1]?.startsWith('-') ?? true) ? [word, OWN_LIST] : [word],
  )

/** Undefined when help was asked for. */
export const parseOptions = (argv: readonly string[], defaultOut: string): Options | undefined => {
  const { values } = parseArgs({
    args: withOwnList(argv),
    options: {
      help: { type: 'boolean', short: 'h' },
      quick: { type: 'boolean' },
      sets: { type: 'string' },
      folder: { type: 'string', multiple: true },
      families: { type: 'string' },
      engines: { type: 'string' },
      only: { type: 'string' },
      pictures: { type: 'string' },
      threads: { type: 'string' },
      seed: { type: 'string' },
      big: { type: 'boolean' },
      ablate: { type: 'string' },
      'cached-times': { type: 'boolean' },
      'no-sheet': { type: 'boolean' },
      out: { type: 'string' },
      cache: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  if (values.help === true) return undefined
  const out = values.out ?? defaultOut
  const quick = values.quick === true
  const folders = values.folder ?? []
  const sets = among(list(values.sets), SET_NAMES, '--sets')
  const families = among(list(values.families), FAMILIES, '--families')
  const sections = among(list(values.only), SECTIONS, '--only')
  const quickSets = ['migan', 'kodak', 'pairs']
  const quickFamilies: Family[] = ['object', 'medium', 'text', 'free-form', 'removal']
  const big: Section[] = ['big']
  const usual: readonly Section[] = quick
    ? ['quality', 'speed']
    : SECTIONS.filter((section) => section !== 'big')
  return {
    sets: sets.length > 0 ? sets : folders.length > 0 ? [] : quick ? quickSets : SET_NAMES,
    folders,
    families: families.length > 0 ? families : quick ? quickFamilies : FAMILIES,
    engines: list(values.engines),
    sections: [...(sections.length > 0 ? sections : usual), ...(values.big === true ? big : [])],
    quick,
    pictures: natural(values.pictures, '--pictures', quick ? 4 : Number.MAX_SAFE_INTEGER),
    threads: natural(values.threads, '--threads', availableParallelism()),
    seed: values.seed ?? '1',
    json: values.json === true,
    cachedTimes: values['cached-times'] === true,
    ablate: values.ablate,
    sheet: values['no-sheet'] !== true,
    out,
    cache: values.cache ?? join(out, 'cache'),
  }
}
