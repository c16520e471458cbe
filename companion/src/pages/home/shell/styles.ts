/**
 * Styles of sections that did not come because the companion was away. Vite's loader asks for each
 * once and takes it for there from then on; here it is asked for again, in its place of the order.
 */

const missed = new Set<HTMLLinkElement>()

/** To be called once, before a section is opened. */
export const watchStyles = (): void => {
  const onError = ({ target }: Event): void => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') missed.add(target)
  }
  // It does not bubble.
  document.head.addEventListener('error', onError, { capture: true })
}

const askAgain = (link: HTMLLinkElement): Promise<void> =>
  new Promise((resolve, reject) => {
    const again = document.createElement('link')
    again.rel = 'stylesheet'
    again.href = link.href
    again.addEventListener('load', () => resolve())
    again.addEventListener('error', () => reject(new Error(`${link.href} did not come`)))
    missed.delete(link)
    link.replaceWith(again)
  })

let turn: Promise<unknown> = Promise.resolve()

/** @throws Error when one does not come this time either */
export const stylesAgain = async (): Promise<void> => {
  const mine = turn.then(() => Promise.all([...missed].map(askAgain)))
  turn = mine.catch(() => {})
  await mine
}
