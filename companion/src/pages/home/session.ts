/**
 * Being signed in: the code behind the `#` of the address is changed once for a cookie, which no
 * script sees, and a word, which this tab keeps. Both go with each request.
 */
import { PAGE_HEADER, PageSession } from '@inlay/shared'

const KEPT = 'inlay.page'

/**
 * Takes the code out of the address before anything else, so that it stands in no history, and goes
 * on to where the address leads: `at`, a section, or `fill`, a fill to be shown.
 * @returns true when the code was good for nothing any more
 */
export const arrive = async (): Promise<boolean> => {
  if (location.hash === '' || location.hash.startsWith('#/')) return false
  const words = new URLSearchParams(location.hash.slice(1))
  const code = words.get('code')
  history.replaceState(null, '', location.pathname + destination(words))
  if (code === null) return false
  const answer = await fetch('/v1/page/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  if (!answer.ok) return word() === null
  keep(PageSession.parse(await answer.json()).word)
  new BroadcastChannel(KEPT).postMessage(word())
  return false
}

const destination = (words: URLSearchParams): string => {
  const fill = words.get('fill')
  if (fill !== null) return `#/fills/${encodeURIComponent(fill)}`
  const at = words.get('at')
  return at === null ? '' : `#/${encodeURIComponent(at)}`
}

/**
 * Calls `heard` when another tab of this very address has been signed in, and goes on with that
 * session: its cookie has taken the place of this tab's, whose own is over by that. Nobody else hears
 * it: such channels belong to one origin.
 */
export const onSignIn = (heard: () => void): void => {
  new BroadcastChannel(KEPT).onmessage = ({ data }) => {
    const session = PageSession.safeParse({ word: data })
    if (!session.success) return
    keep(session.data.word)
    heard()
  }
}

const keep = (text: string): void => sessionStorage.setItem(KEPT, text)

export const word = (): string | null => sessionStorage.getItem(KEPT)

export const forget = (): void => sessionStorage.removeItem(KEPT)

/** What every request of the page carries beside its cookie. */
export const withWord = (
  headers: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  ...headers,
  ...(word() === null ? {} : { [PAGE_HEADER]: word() ?? '' }),
})
