/**
 * The text that helps somebody else to help: versions, what the doctor found, what went wrong lately.
 * In English, for those who read reports; pure, so that what is in it can be seen here at a glance.
 */
import { COMPANION_VERSION, type LogLine } from '@inlay/shared'
import * as z from '@inlay/shared/zod'

/** Of `inlay doctor --json`, what is told of. */
export const Doctor = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['ok', 'warning', 'problem']),
      code: z.string(),
      finding: z.string(),
      next: z.string().optional(),
    }),
  ),
})
export type Doctor = z.infer<typeof Doctor>

export interface ReportParts {
  readonly created: string
  /** Undefined where the doctor could not be asked. */
  readonly doctor: Doctor | undefined
  readonly node: string
  readonly platform: string
  readonly architecture: string
  readonly release: string
  /** Milliseconds since the companion started, and bytes it holds. */
  readonly upFor: number
  readonly memory: number
  /** Programs paired, by what they live in: "figma", "photoshop". */
  readonly apps: readonly string[]
  readonly engines: readonly { readonly id: string; readonly available: boolean }[]
  /** Settings that are not the defaults; none that names a folder or an address. */
  readonly settings: readonly (readonly [string, string])[]
  /** Newest last: warnings and errors. */
  readonly lines: readonly LogLine[]
}

const MARKS = { ok: 'ok', warning: 'WARNING', problem: 'PROBLEM' } as const

export const reportText = (parts: ReportParts): string => {
  const { doctor, engines, apps, settings, lines } = parts
  const ready = engines.filter(({ available }) => available).map(({ id }) => id)
  return `${[
    'Inlay diagnostics',
    `made ${parts.created}`,
    '',
    `companion ${COMPANION_VERSION}, up for ${Math.round(parts.upFor / 60_000)} min, ${Math.round(parts.memory / 2 ** 20)} MB`,
    `node ${parts.node}, ${parts.platform}-${parts.architecture}, ${parts.release}`,
    `engines ready: ${listed(ready)}`,
    `paired: ${listed(apps)}`,
    `settings changed: ${listed(settings.map(([key, value]) => `${key}=${value}`))}`,
    '',
    'Doctor',
    ...(doctor === undefined
      ? ['could not be asked']
      : doctor.checks.map(
          ({ name, state, code, finding }) => `${MARKS[state]}  ${name} (${code}): ${finding}`,
        )),
    '',
    'Warnings and errors of the log, newest last',
    ...(lines.length === 0
      ? ['none']
      : lines.map(({ time, level, words }) => `${time} ${level.toUpperCase()} ${words}`)),
  ].join('\n')}\n`
}

const listed = (texts: readonly string[]): string =>
  texts.length === 0 ? 'none' : texts.join(', ')
