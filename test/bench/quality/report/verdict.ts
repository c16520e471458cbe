/** The targets of issue 3, section 2, each against what this run measured. */
import type { GroupSummary, Summary } from './summary.ts'
import { OURS } from './summary.ts'

export interface Verdict {
  readonly target: string
  /** What was measured, in words; undefined when this run did not look. */
  readonly measured: string | undefined
  readonly met: boolean | undefined
  /** How far off, in words, when not met. */
  readonly short: string | undefined
}

/** At most `limit` (or below it). */
export const atMost = (
  target: string,
  value: number | undefined,
  limit: number,
  words: (value: number) => string,
): Verdict => ({
  target,
  measured: value === undefined ? undefined : words(value),
  met: value === undefined ? undefined : value <= limit,
  short:
    value === undefined || value <= limit
      ? undefined
      : limit === 0
        ? `${value} too many`
        : `${percent(value / limit - 1)} too high`,
})

export const atLeast = (
  target: string,
  value: number | undefined,
  limit: number,
  words: (value: number) => string,
): Verdict => ({
  target,
  measured: value === undefined ? undefined : words(value),
  met: value === undefined ? undefined : value >= limit,
  short:
    value === undefined || value >= limit ? undefined : `${percent(1 - value / limit)} too low`,
})

export const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`

const times = (value: number): string => `${value.toFixed(2)}×`

const engineIn = (group: GroupSummary | undefined, engine: string) =>
  group?.engines.find((e) => e.engine === engine)

/** Peers that work without learned weights: those the targets speak of. */
const WEIGHTLESS = ['gmic', 'telea', 'ns']

/** Lower than every weight-free peer on every family: one line a family, worst peer named. */
const familyVerdicts = (summary: Summary): Verdict[] =>
  summary.families.flatMap((group) => {
    const rivals = group.engines.filter(
      (e) => WEIGHTLESS.includes(e.engine) && e.ratio !== undefined,
    )
    if (rivals.length === 0) return []
    const worst = rivals.reduce((a, b) => (b.ratio! > a.ratio! ? b : a))
    return [
      atMost(
        `${group.group}: perceptual distance below every peer`,
        worst.ratio,
        0.9999,
        (ratio) => `${times(ratio)} ${worst.engine}, the best of them`,
      ),
    ]
  })

export const qualityVerdicts = (summary: Summary): Verdict[] => {
  const ours = engineIn(summary.all, OURS)
  if (ours === undefined || ours.fills === 0) return []
  const gmic = summary.familyRatios.gmic
  const migan = engineIn(
    summary.sets.find((group) => group.group === 'migan'),
    OURS,
  )?.perceptual
  const sharp = ours.sharpness
  return [
    ...familyVerdicts(summary),
    atMost('perceptual distance 15% below G’MIC, mean of families', gmic, 0.85, times),
    atMost('migan-256 at most 4.4', migan, 4.4, (v) => v.toFixed(2)),
    atMost('no broken fills', ours.broken, 0, String),
    {
      target: 'sharpness ratio 0.85 to 1.15 (geometric mean)',
      measured: sharp?.toFixed(2),
      met: sharp === undefined ? undefined : sharp >= 0.85 && sharp <= 1.15,
      short:
        sharp === undefined || (sharp >= 0.85 && sharp <= 1.15)
          ? undefined
          : sharp < 0.85
            ? `${percent(1 - sharp / 0.85)} too soft`
            : `${percent(sharp / 1.15 - 1)} too sharp`,
    },
    atMost('seam jump at most 1.1 of the image’s own', ours.seam, 1.1, (v) => v.toFixed(2)),
    atMost('colour shift below 1.0 dE2000, median', ours.colour, 0.9999, (v) => v.toFixed(2)),
  ]
}

export const verdictLine = ({ target, measured, met, short }: Verdict): string => {
  const word = met === undefined ? 'not measured' : met ? 'met' : 'SHORT'
  const found = measured === undefined ? '' : `: ${measured}`
  return `${word.padEnd(12)}  ${target}${found}${short === undefined ? '' : ` (${short})`}`
}
