/**
 * Stand-ins for Spectrum UXP widgets in Chromium: the attributes, properties and events that the panel
 * uses, drawn much like Photoshop draws them. What they look like there, only Photoshop can show.
 */

const STYLE = `
  :host { display: inline-block; font: 12px/1.35 "Source Sans 3", "Segoe UI", system-ui, sans-serif; }
  :host([disabled]) { opacity: .45; pointer-events: none; }
  input, textarea, select { all: unset; box-sizing: border-box; width: 100%; height: 100%;
    padding: 4px 7px; border: 1px solid var(--line); border-radius: 3px; color: var(--ink);
    background: var(--field); font: inherit; }
  input:focus-visible, textarea:focus-visible, select:focus-visible { border-color: var(--accent);
    box-shadow: 0 0 0 1px var(--accent); }
  ::placeholder { color: var(--soft); opacity: 1; }
`

const define = (name: string, make: new () => HTMLElement): void =>
  customElements.define(name, make)

class Text extends HTMLElement {
  connectedCallback(): void {
    if (this.localName === 'sp-heading') {
      this.setAttribute('role', 'heading')
      this.setAttribute('aria-level', '1')
    }
  }
}

class Button extends HTMLElement {
  connectedCallback(): void {
    this.setAttribute('role', 'button')
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      this.click()
    })
    this.update()
  }
  static readonly observedAttributes = ['disabled']
  attributeChangedCallback(): void {
    this.update()
  }
  update(): void {
    const isOff = this.hasAttribute('disabled')
    this.setAttribute('tabindex', isOff ? '-1' : '0')
    this.setAttribute('aria-disabled', String(isOff))
  }
  override click(): void {
    if (!this.hasAttribute('disabled')) super.click()
  }
}

/** A widget around a form field of the browser's own. */
abstract class Field<
  Inner extends HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
> extends HTMLElement {
  readonly inner: Inner
  constructor(inner: Inner, style = '') {
    super()
    this.inner = inner
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true })
    const sheet = document.createElement('style')
    sheet.textContent = STYLE + style
    root.append(sheet, inner)
    for (const type of ['input', 'change'] as const) {
      inner.addEventListener(type, (event) => {
        event.stopPropagation()
        this.dispatchEvent(new Event(type, { bubbles: true }))
      })
    }
  }
  static readonly observedAttributes = [
    ...['aria-label', 'placeholder', 'disabled', 'maxlength', 'min', 'max', 'step'],
  ]
  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (name === 'disabled') this.inner.toggleAttribute('disabled', value !== null)
    else if (value === null) this.inner.removeAttribute(name)
    else this.inner.setAttribute(name, value)
    // UXP reads the widget's own label; a browser wants a role with it.
    if (name === 'aria-label') this.setAttribute('role', 'group')
  }
  get value(): string {
    return this.inner.value
  }
  set value(value: string) {
    this.inner.value = value
  }
}

class Textfield extends Field<HTMLInputElement> {
  constructor() {
    super(document.createElement('input'))
  }
}
class Textarea extends Field<HTMLTextAreaElement> {
  constructor() {
    super(document.createElement('textarea'), 'textarea { white-space: pre-wrap }')
  }
}
class Slider extends Field<HTMLInputElement> {
  constructor() {
    const inner = document.createElement('input')
    inner.type = 'range'
    super(inner, 'input { all: revert; width: 100%; margin: 2px 0; accent-color: var(--accent) }')
  }
  /** It shows its value unless it is told not to. */
  connectedCallback(): void {
    if (this.getAttribute('show-value') === 'false') return
    const value = document.createElement('span')
    value.textContent = this.inner.value
    this.shadowRoot?.append(value)
  }
}
class Picker extends Field<HTMLSelectElement> {
  constructor() {
    super(document.createElement('select'), 'select { padding-right: 20px }')
  }
  connectedCallback(): void {
    new MutationObserver(() => this.read()).observe(this, {
      childList: true,
      subtree: true,
      attributes: true,
    })
    this.read()
  }
  /** What UXP documents of a chosen item is its index alone. */
  override get value(): string {
    return ''
  }
  override set value(_: string) {}
  get selectedIndex(): number {
    return this.inner.selectedIndex
  }
  set selectedIndex(index: number) {
    this.inner.selectedIndex = index
  }
  read(): void {
    const items = Array.from(this.querySelectorAll('sp-menu-item'))
    const options = items.map((item) => {
      const option = document.createElement('option')
      option.value = item.getAttribute('value') ?? ''
      option.textContent = item.textContent
      option.disabled = item.hasAttribute('disabled')
      option.selected = item.hasAttribute('selected')
      return option
    })
    this.inner.replaceChildren(...options)
  }
}

class Progressbar extends HTMLElement {
  static readonly observedAttributes = ['value']
  readonly #bar = document.createElement('div')
  connectedCallback(): void {
    this.setAttribute('role', 'progressbar')
    this.append(this.#bar)
    this.attributeChangedCallback()
  }
  attributeChangedCallback(): void {
    const value = this.getAttribute('value') ?? '0'
    this.setAttribute('aria-valuenow', value)
    this.#bar.style.width = `${value}%`
  }
}

for (const name of ['sp-body', 'sp-detail', 'sp-heading', 'sp-label', 'sp-divider']) {
  define(name, class extends Text {})
}
define('sp-button', class extends Button {})
define('sp-action-button', class extends Button {})
define('sp-textfield', Textfield)
define('sp-textarea', Textarea)
define('sp-slider', Slider)
define('sp-picker', Picker)
define('sp-progressbar', Progressbar)

/** For what has no shadow: as Photoshop's own style sheet. */
export const WIDGET_STYLE = `
  body { font: 12px/1.4 "Source Sans 3", "Segoe UI", system-ui, sans-serif; }
  * { box-sizing: border-box }
  sp-body, sp-detail, sp-heading { display: block }
  sp-heading { font-size: 15px; font-weight: 700 }
  sp-detail { font-size: 11px }
  sp-menu, sp-menu-item { display: none }
  sp-button { display: inline-block; text-align: center; white-space: nowrap; padding: 4px 13px; border-radius: 16px;
    border: 2px solid var(--soft); color: var(--ink); font-weight: 600; user-select: none }
  sp-button[variant=cta] { border-color: var(--accent); background: var(--accent); color: #fff }
  sp-action-button { display: inline-block; white-space: nowrap; padding: 3px 8px; border-radius: 3px; color: var(--ink);
    user-select: none }
  sp-action-button:not([quiet]) { border: 1px solid var(--line) }
  sp-action-button:hover { background: var(--field) }
  sp-button[disabled], sp-action-button[disabled] { opacity: .45; pointer-events: none }
  sp-button:focus-visible, sp-action-button:focus-visible { outline: 2px solid var(--accent);
    outline-offset: 2px }
  sp-progressbar { display: block; height: 4px; margin-top: 8px; border-radius: 2px;
    background: var(--line); overflow: hidden }
  sp-progressbar > div { height: 100%; background: var(--accent) }
`
