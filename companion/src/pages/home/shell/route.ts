/** Where the page is: its section, and what the section is asked to show, kept behind the `#`. */
import { isSection, SECTIONS, type SectionId } from './sections.tsx'

export interface Route {
  readonly section: SectionId
  /** What follows the section in the address, e.g. the id of a fill; empty when nothing does. */
  readonly rest: string
}

/** @param hash "#/fills/ID"; what names no section leads to the first */
const parseRoute = (hash: string): Route => {
  const [, id = '', ...rest] = hash.replace(/^#/, '').split('/')
  if (isSection(id)) return { section: id, rest: decode(rest.join('/')) }
  return { section: SECTIONS[0].id, rest: '' }
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    // Somebody typed it; what is no address leads to the section itself.
    return ''
  }
}

export const addressOf = (section: SectionId, rest = ''): string =>
  rest === '' ? `#/${section}` : `#/${section}/${encodeURIComponent(rest)}`

export const currentRoute = (): Route => parseRoute(location.hash)

export const onRoute = (heard: () => void): (() => void) => {
  addEventListener('hashchange', heard)
  return () => removeEventListener('hashchange', heard)
}

/** Opens a section, as a click on its name does. */
export const go = (section: SectionId, rest = ''): void => {
  location.hash = addressOf(section, rest)
}
