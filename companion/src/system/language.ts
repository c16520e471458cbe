/** The language of this desktop, for what is said outside the browser. */
import { execFile } from 'node:child_process'
import { bestLanguage, type Language } from '@inlay/shared'

export interface LanguageSources {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  /** The tags macOS keeps, best first; it tells programs started at login none by their environment. */
  readonly askMac: () => Promise<readonly string[]>
}

/** setlocale(3): the first of these that is set says it all; LANGUAGE is a list that goes before. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const

/** What the person's system speaks, as far as we do; else English. */
export const systemLanguage = async ({
  platform = process.platform,
  env = process.env,
  askMac = appleLanguages,
}: Partial<LanguageSources> = {}): Promise<Language> => {
  if (platform === 'darwin') return bestLanguage(await askMac())
  if (platform === 'win32') return bestLanguage([Intl.DateTimeFormat().resolvedOptions().locale])
  const locale = VARIABLES.map((name) => env[name]).find((value) => value) ?? ''
  // In the C locale the list counts for nothing (gettext).
  if (/^(C|POSIX)?([._]|$)/.test(locale)) return 'en'
  return bestLanguage([...(env.LANGUAGE ?? '').split(':').filter(Boolean), locale])
}

/** `defaults` prints a list: ( "de-DE", "en-DE" ). */
const appleLanguages = (): Promise<readonly string[]> =>
  new Promise((resolve) => {
    const options = { timeout: 3000 }
    execFile('/usr/bin/defaults', ['read', '-g', 'AppleLanguages'], options, (error, out) =>
      resolve(error === null ? [...out.matchAll(/[\w-]{2,}/g)].map(([tag]) => tag) : []),
    )
  })
