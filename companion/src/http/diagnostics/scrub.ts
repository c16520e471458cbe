/** Takes out of a text whose machine it comes from: folders, the user's and the machine's name. */

export interface Private {
  /** Folders of this user by what stands in their place: "~" for the home. */
  readonly folders: Readonly<Record<string, string>>
  /** Names of people, machines and things of theirs, by what stands in their place. */
  readonly names: Readonly<Record<string, string>>
}

/** A path from the root on, as far as it goes without a blank; quotes and brackets end it too. */
const POSIX_PATH =
  /(?<![\w.~>/:-])\/(?:[^\s/"'`<>()[\]{},;]+\/)*[^\s/"'`<>()[\]{},;]*[^\s/"'`<>()[\]{},;.:]/g
const WINDOWS_PATH = /(?<![\w])[A-Za-z]:[\\/][^\s"'`<>()[\]{},;]*|\\\\[^\s"'`<>()[\]{},;]+/g

/** Shorter names would be found in ordinary words. */
const LEAST_NAME = 2

export const scrub = (text: string, { folders, names }: Private): string => {
  let clean = text
  // The longest first: the settings lie below the home.
  for (const folder of byLength(Object.keys(folders))) {
    const mark = folders[folder] ?? ''
    clean = clean.replace(endOfName(escaped(folder), 'g'), mark)
  }
  clean = clean.replace(WINDOWS_PATH, '<path>').replace(POSIX_PATH, '<path>')
  for (const name of byLength(Object.keys(names))) {
    if (name.length < LEAST_NAME) continue
    clean = clean.replace(
      new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'giu'),
      names[name] ?? '',
    )
  }
  return clean
}

const byLength = (texts: readonly string[]): string[] =>
  texts.filter((text) => text !== '').sort((a, b) => b.length - a.length)

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Not the beginning of a longer name: `/home/ada` within `/home/adam`. */
const endOfName = (pattern: string, flags: string): RegExp =>
  new RegExp(`${pattern}(?![\\p{L}\\p{N}_-])`, `${flags}u`)
