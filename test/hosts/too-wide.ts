/** What of a page is wider than its window, for tests in any browser. */

/** Runs in the page, so it uses nothing but the document. @returns the beginnings of those elements */
export const tooWide = (): string[] => {
  const { clientWidth, scrollWidth } = document.documentElement
  return scrollWidth <= clientWidth
    ? []
    : [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120))
}
