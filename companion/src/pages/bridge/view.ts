/** What the window shows: one section of the page at a time, with its words filled in. */

const VIEWS = ['waiting', 'alone', 'stranger', 'question', 'connected', 'ended'] as const
export type View = (typeof VIEWS)[number]

const byId = (id: string): HTMLElement => {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`The page has no ${id}`)
  return element
}

const buttonOf = (view: View, name: string): HTMLButtonElement => {
  const found = byId(view).querySelector(`button[name=${name}]`)
  return found instanceof HTMLButtonElement ? found : document.createElement('button')
}

/** Its buttons; one that the view lacks is on no page. */
export interface Buttons {
  readonly allow: HTMLButtonElement
  readonly refuse: HTMLButtonElement
}

/** Shows one view; `words` go, as text, where the page has an element of `data-word` by that name. */
export const show = (view: View, words: Readonly<Record<string, string>>): Buttons => {
  for (const one of VIEWS) byId(one).hidden = one !== view
  for (const element of byId(view).querySelectorAll('[data-word]')) {
    element.textContent = words[element.getAttribute('data-word') ?? ''] ?? ''
  }
  // A screen reader starts at the words, not at a button somebody might press by mistake.
  byId(view).querySelector('h1')?.focus()
  return { allow: buttonOf(view, 'allow'), refuse: buttonOf(view, 'refuse') }
}

/** Puts words into the live line of that id. */
export const tell = (id: 'device' | 'work', words: string): void => {
  const line = byId(id)
  if (line.textContent !== words) line.textContent = words
}
