/** What a fuzz run saw: how many cases of each target ended how, and every one that should not have. */

/** Milliseconds after which a case counts as hung. */
export const HUNG_AFTER = 5000

export interface Finding {
  /** "http/812": with the seed, all that is needed to see it again. */
  readonly id: string
  readonly what: string
}

export interface Report {
  /** @param target e.g. "POST /v1/fills"; @param outcome e.g. "400 invalid_request" */
  count(target: string, outcome: string): void
  fault(id: string, what: string): void
  readonly findings: readonly Finding[]
  readonly total: number
  readonly targets: ReadonlyMap<string, ReadonlyMap<string, number>>
}

export const createReport = (): Report => {
  const targets = new Map<string, Map<string, number>>()
  const findings: Finding[] = []
  let total = 0
  return {
    count: (target, outcome) => {
      total += 1
      const outcomes = targets.get(target) ?? new Map<string, number>()
      targets.set(target, outcomes)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    },
    fault: (id, what) => findings.push({ id, what }),
    findings,
    get total() {
      return total
    },
    targets,
  }
}

/** A table: target, cases, and its outcomes, most frequent first. */
export const describeReport = ({ targets, total, findings }: Report): string =>
  [
    ...[...targets].sort(byName).map(([target, outcomes]) => {
      const sum = [...outcomes.values()].reduce((a, b) => a + b, 0)
      const kinds = [...outcomes]
        .sort(([, a], [, b]) => b - a)
        .map(([outcome, count]) => `${outcome} ${count}`)
      return `${target.padEnd(38)} ${String(sum).padStart(7)}  ${kinds.join(', ')}`
    }),
    `${'all'.padEnd(38)} ${String(total).padStart(7)}  ${findings.length} findings`,
  ].join('\n')

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1
