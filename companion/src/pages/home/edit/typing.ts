/** Keys that are meant for a field are no shortcuts. */

export const isTyping = ({ target }: Event): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input:not([type="range"]), textarea, select') !== null)
