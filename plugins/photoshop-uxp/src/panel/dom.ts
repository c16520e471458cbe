/** Elements in one line each; UXP has no templates, and data never goes in as markup. */

type Child = Node | string | null | undefined
type Handler = (event: Event) => void

export interface Props {
  readonly class?: string
  readonly on?: Readonly<Record<string, Handler>>
  /** Attributes; false and undefined leave one out, true makes it empty. */
  readonly [attribute: string]: unknown
}

export const el = (tag: string, props: Props = {}, ...children: Child[]): HTMLElement => {
  const element = document.createElement(tag)
  const { class: className, on = {}, ...attributes } = props
  if (className !== undefined) element.className = className
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value)
  for (const [name, handler] of Object.entries(on)) element.addEventListener(name, handler)
  for (const child of children) if (child != null) element.appendChild(nodeOf(child))
  return element
}

const nodeOf = (child: Node | string): Node =>
  typeof child === 'string' ? document.createTextNode(child) : child

/** UXP has `appendChild` and `removeChild`, but neither `append` nor `replaceChildren` (its typings). */
export const replaceChildren = (element: Element, ...children: Node[]): void => {
  while (element.firstChild !== null) element.removeChild(element.firstChild)
  for (const child of children) element.appendChild(child)
}

export const setAttribute = (element: Element, name: string, value: unknown): void => {
  const text = value === true ? '' : String(value)
  if (value === false || value === undefined || value === null) {
    if (element.hasAttribute(name)) element.removeAttribute(name)
  } else if (element.getAttribute(name) !== text) element.setAttribute(name, text)
}

/** Only where it changes something: a text that is set again is read out again. */
export const setText = (element: Element, text: string): void => {
  if (element.textContent !== text) element.textContent = text
}

export const show = (element: HTMLElement, isShown: boolean): void => {
  element.classList.toggle('gone', !isShown)
}

/** What a text field holds; widgets have it as a property that the DOM's types do not know. */
export const typedIn = (element: Element): string => {
  const value: unknown = Reflect.get(element, 'value')
  return value === undefined || value === null ? '' : String(value)
}

/** Leaves a field alone while somebody types in it. */
export const setValue = (element: Element, value: string): void => {
  if (document.activeElement === element) return
  if (typedIn(element) !== value) Reflect.set(element, 'value', value)
}
