/** The keyboard stays in the playground when what it was on is gone: a button that began a fill, say. */
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Where it goes: to what is being done, to what is asked, else to the picture. */
const PLACES = ['.edit-progress', '.edit-again', '.stage'] as const

/** @param frame all of the playground; call it in the view that is drawn with each change */
export const useKeptFocus = (frame: { readonly current: HTMLElement | null }): void => {
  const wasHere = useRef(false)
  // What is drawn now has not replaced it yet.
  wasHere.current = frame.current?.contains(document.activeElement) ?? false
  useLayoutEffect(() => {
    const { activeElement } = document
    const isLost = activeElement === document.body || activeElement?.matches(':disabled') === true
    if (!wasHere.current || !isLost) return
    const place = PLACES.map((one) => frame.current?.querySelector<HTMLElement>(one))
    place.find((one) => one)?.focus({ preventScroll: true })
  })
}
