/** Which fills a search means: by prompt, operation, engine and time. */
import type { FillRecord } from '@inlay/shared'

export const TIMES = ['all', 'today', 'week', 'month'] as const
export type Time = (typeof TIMES)[number]

export interface Search {
  readonly text: string
  /** Empty for all of them. */
  readonly operation: FillRecord['operation'] | ''
  /** An engine's id, empty for all of them. */
  readonly engine: string
  readonly time: Time
}

export const EVERYTHING: Search = { text: '', operation: '', engine: '', time: 'all' }

export const isEverything = ({ text, operation, engine, time }: Search): boolean =>
  text.trim() === '' && operation === '' && engine === '' && time === 'all'

const DAY = 86_400_000

/** Milliseconds since 1970 from which on fills are meant. */
const since = (time: Time, now: Date): number => {
  switch (time) {
    case 'all':
      return 0
    case 'today':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()
    case 'week':
      return now.getTime() - 7 * DAY
    case 'month':
      return now.getTime() - 30 * DAY
  }
}

/** Letters alike whatever their case or accents: "Café" is found by "cafe". */
const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Those that fit, in the order they came; each word of the text must stand in the prompt. */
export const search = (
  fills: readonly FillRecord[],
  { text, operation, engine, time }: Search,
  now = new Date(),
): FillRecord[] => {
  const words = fold(text).split(/\s+/).filter(Boolean)
  const from = since(time, now)
  return fills.filter((fill) => {
    const prompt = fold(fill.prompt)
    return (
      words.every((word) => prompt.includes(word)) &&
      (operation === '' || fill.operation === operation) &&
      (engine === '' || engineOf(fill) === engine) &&
      new Date(fill.created).getTime() >= from
    )
  })
}

/** Undefined while none has done it. */
export const engineOf = ({ status }: FillRecord): string | undefined => status.report?.engine

/** Every engine that has done something here, by name. */
export const enginesOf = (fills: readonly FillRecord[]): string[] =>
  [...new Set(fills.flatMap((fill) => engineOf(fill) ?? []))].sort()

export const isRunning = ({ status }: FillRecord): boolean =>
  status.state === 'queued' || status.state === 'running'

export interface Day {
  /** ISO 8601 date of the person's own calendar. */
  readonly day: string
  readonly fills: readonly FillRecord[]
}

/** By the day they were asked for, in the order they came. */
export const byDay = (fills: readonly FillRecord[]): Day[] => {
  const days: { day: string; fills: FillRecord[] }[] = []
  for (const fill of fills) {
    const date = new Date(fill.created)
    const [month, day] = [date.getMonth() + 1, date.getDate()].map((n) => `${n}`.padStart(2, '0'))
    const own = `${date.getFullYear()}-${month}-${day}`
    const last = days.at(-1)
    if (last?.day === own) last.fills.push(fill)
    else days.push({ day: own, fills: [fill] })
  }
  return days
}
