/**
 * Being signed in: the code behind the `#` of the address is changed once for a cookie, which no
 * script sees, and a word, which this tab keeps. Both go with each request.
 */
import { PAGE_HEADER, PageSession } from '@inlay/shared'

const KEPT = 'inlay.page'

/** Where the address leads: a fill to be shown. */
export interface Arrival {
  readonly fill: string | undefined
  /** The code was good for nothing any more. */
  readonly isLate: boolean
}

/** Takes the code out of the address first, so that it stands in no history. */
export const arrive = async (): Promise<Arrival> => {
  const words = new URLSearchParams(location.hash.slice(1))
  const code = words.get('code')
  const fill = words.get('fill') ?? undefined
  if (location.hash !== '') history.replaceState(null, '', location.pathname)
  if (code === null) return { fill, isLate: false }
  const answer = await fetch('/v1/page/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  if (!answer.ok) return { fill, isLate: word() === null }
  sessionStorage.setItem(KEPT, PageSession.parse(await answer.json()).word)
  return { fill, isLate: false }
}

export const word = (): string | null => sessionStorage.getItem(KEPT)

export const forget = (): void => sessionStorage.removeItem(KEPT)

/** What every request of the page carries beside its cookie. */
export const withWord = (headers: Readonly<Record<string, string>> = {}): HeadersInit => ({
  ...headers,
  ...(word() === null ? {} : { [PAGE_HEADER]: word() ?? '' }),
})
