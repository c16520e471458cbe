/** Texts that a person cannot read whole, because their box is too small for them. */

/**
 * Runs in the page, so it uses nothing but the document. What may end in an ellipsis (names that
 * people gave) is left out; so is what only has to be scrolled to.
 * @returns the texts
 */
export const cutOff = (): string[] => {
  const found: string[] = []
  const isInline = (element: Element): boolean =>
    getComputedStyle(element).display.startsWith('inline') && element.tagName !== 'BUTTON'
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode
    let box = text.parentElement
    if (box === null || box.closest('option, script, style, .unseen') || !box.checkVisibility())
      continue
    while (box.parentElement !== null && isInline(box)) box = box.parentElement
    if (getComputedStyle(box).textOverflow === 'ellipsis') continue
    const range = document.createRange()
    range.selectNodeContents(text)
    const { left, right, top, bottom } = box.getBoundingClientRect()
    const isOut = [...range.getClientRects()].some(
      (line) =>
        line.right > Math.min(right, innerWidth) + 1 ||
        line.left < left - 1 ||
        line.top < top - 2 ||
        line.bottom > bottom + 2,
    )
    if (isOut) found.push(text.textContent ?? '')
  }
  const pen = document.createElement('canvas').getContext('2d')
  const roots = [
    document,
    ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []),
  ]
  const fields = roots.flatMap((root) => [...root.querySelectorAll('select, input[placeholder]')])
  for (const field of fields) {
    if (pen === null || !(field instanceof HTMLElement) || !field.checkVisibility()) continue
    const { font, paddingLeft, paddingRight } = getComputedStyle(field)
    const text =
      field instanceof HTMLSelectElement
        ? (field.selectedOptions[0]?.text ?? '')
        : (field.getAttribute('placeholder') ?? '')
    pen.font = font
    const room =
      field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
    if (pen.measureText(text).width > room + 1) found.push(text)
  }
  return found
}
