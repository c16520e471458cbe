/** Numbers, sizes and dates as the page's language writes them. */
import { localeOf } from '../../language.ts'
import { currentLanguage } from './say.ts'

export const formatNumber = (value: number, options?: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(localeOf(currentLanguage()), options).format(value)

/** "a, b and c". */
export const formatList = (parts: readonly string[]): string =>
  new Intl.ListFormat(localeOf(currentLanguage()), { type: 'conjunction' }).format(parts)

/** Whole sentences, one after the other. */
export const joinSentences = (sentences: readonly string[]): string =>
  sentences.join(currentLanguage() === 'ja' ? '' : ' ')

/** @param fraction 0..1; told no higher than what is done */
export const formatPercent = (fraction: number): string =>
  formatNumber(Math.floor(fraction * 100) / 100, { style: 'percent' })

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** "1.4 GB", in powers of 1000. */
export const formatBytes = (bytes: number): string => {
  const power = Math.min(SIZES.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return formatNumber(value, {
    style: 'unit',
    unit: SIZES[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  })
}

/** Day and time of an ISO 8601 date. */
export const formatTime = (iso: string): string =>
  new Intl.DateTimeFormat(localeOf(currentLanguage()), {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(iso))

/** The day alone of an ISO 8601 date, short. */
export const formatDate = (iso: string): string =>
  new Intl.DateTimeFormat(localeOf(currentLanguage()), { dateStyle: 'medium' }).format(
    new Date(iso),
  )

/** The same with its weekday, in full. */
export const formatDay = (iso: string): string =>
  new Intl.DateTimeFormat(localeOf(currentLanguage()), { dateStyle: 'full' }).format(new Date(iso))

const AGES = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** "5 minutes ago", "yesterday". */
export const formatAgo = (iso: string, now = Date.now()): string => {
  const seconds = Math.min(0, (new Date(iso).getTime() - now) / 1000)
  const format = new Intl.RelativeTimeFormat(localeOf(currentLanguage()), { numeric: 'auto' })
  for (const [unit, length] of AGES) {
    if (-seconds >= length) return format.format(Math.trunc(seconds / length), unit)
  }
  return format.format(0, 'second')
}
