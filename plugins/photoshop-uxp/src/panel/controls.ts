/** The panel's controls: Spectrum UXP widgets with their labels, and the two UXP has none for. */
import { el, replaceChildren, setAttribute, setText, setValue, typedIn } from './dom.ts'

export interface Control<Value> {
  readonly root: HTMLElement
  update(value: Value, options?: { readonly disabled?: boolean }): void
}

const labelled = (label: string, control: HTMLElement, side?: HTMLElement): HTMLElement => {
  setAttribute(control, 'aria-label', label)
  return el(
    'div',
    { class: 'field' },
    el('div', { class: 'label-row' }, el('sp-label', { class: 'label' }, label), side),
    control,
  )
}

export const button = (
  label: string,
  onClick: () => void,
  variant: 'cta' | 'secondary' | 'primary' = 'secondary',
): HTMLElement => el('sp-button', { variant, class: 'button', on: { click: onClick } }, label)

/** An icon alone: three characters that every font has, named for those who do not see them. */
export const iconButton = (sign: string, label: string, onClick: () => void): HTMLElement =>
  el(
    'sp-action-button',
    { class: 'icon', quiet: true, 'aria-label': label, title: label, on: { click: onClick } },
    sign,
  )

export interface Option {
  readonly value: string
  readonly label: string
  readonly disabled?: boolean
}

/** A list to choose one of; `update` may also bring other options. */
export const picker = (
  label: string,
  onChange: (value: string) => void,
): Control<string> & { setOptions(options: readonly Option[]): void } => {
  const menu = el('sp-menu', { slot: 'options' })
  let offered: readonly Option[] = []
  const take = (): void => {
    const chosen = offered[selectedIn(control)]
    if (chosen !== undefined) onChange(chosen.value)
  }
  const control = el('sp-picker', { class: 'wide', size: 's', on: { change: take } }, menu)
  let shown = ''
  return {
    root: labelled(label, control),
    setOptions: (options) => {
      const key = JSON.stringify(options)
      if (key === shown) return
      shown = key
      offered = options
      replaceChildren(
        menu,
        ...options.map(({ value, label: text, disabled = false }) =>
          el('sp-menu-item', { value, disabled }, text),
        ),
      )
    },
    update: (value, { disabled = false } = {}) => {
      for (const item of Array.from(menu.children)) {
        setAttribute(item, 'selected', item.getAttribute('value') === value)
      }
      const index = offered.findIndex((option) => option.value === value)
      if (selectedIn(control) !== index) Reflect.set(control, 'selectedIndex', index)
      setAttribute(control, 'disabled', disabled)
    },
  }
}

/** The one property of what was chosen that is documented (sp-dropdown.md). */
const selectedIn = (control: HTMLElement): number => {
  const index: unknown = Reflect.get(control, 'selectedIndex')
  return typeof index === 'number' ? index : -1
}

export const slider = (
  label: string,
  range: { readonly min: number; readonly max: number; readonly step: number },
  words: (value: number) => string,
  onChange: (value: number) => void,
): Control<number> => {
  const shown = el('sp-label', { class: 'amount' })
  const control = el('sp-slider', {
    class: 'wide',
    size: 's',
    variant: 'filled',
    'fill-offset': 'left',
    // It stands beside the label.
    'show-value': 'false',
    ...range,
    on: {
      input: () => {
        const value = Number(typedIn(control))
        setText(shown, words(value))
        onChange(value)
      },
    },
  })
  return {
    root: labelled(label, control, shown),
    update: (value) => {
      setValue(control, String(value))
      setText(shown, words(value))
    },
  }
}

/** A whole number that is typed; what is none goes back to what it was. */
export const numberField = (
  label: string,
  limits: { readonly min: number; readonly max: number },
  onChange: (value: number | null) => void,
  placeholder = '',
): Control<number | null> => {
  let last = ''
  const take = (): void => {
    const text = typedIn(control).trim()
    const value = Number(text)
    if (text === '' && placeholder !== '') onChange(null)
    else if (Number.isInteger(value) && value >= limits.min && value <= limits.max) onChange(value)
    else Reflect.set(control, 'value', last)
  }
  const control = el('sp-textfield', {
    class: 'number',
    size: 's',
    placeholder,
    on: {
      change: take,
      // Before Enter runs what is set.
      keydown: (event) => {
        if (Reflect.get(event, 'key') === 'Enter') take()
      },
    },
  })
  return {
    root: labelled(label, control),
    update: (value, { disabled = false } = {}) => {
      last = value === null ? '' : String(value)
      setValue(control, last)
      setAttribute(control, 'disabled', disabled)
    },
  }
}

/** Of all of a row's choices, in a panel as narrow as it may be. */
const MOST_LETTERS = 26

/** A row of choices of which one holds; arrows move within it, Tab leaves it. */
export const choices = <Value extends string>(
  label: string,
  options: readonly { readonly value: Value; readonly label: string; readonly hint: string }[],
  onChange: (value: Value) => void,
): Control<Value> => {
  const items = options.map(({ value, label: text, hint }) =>
    el(
      'div',
      {
        class: 'choice',
        role: 'radio',
        title: hint,
        on: {
          click: () => onChange(value),
          keydown: (event) => move(event, value),
        },
      },
      text,
    ),
  )
  const letters = options.reduce((sum, { label: { length } }) => sum + length, 0)
  const move = (event: Event, value: Value): void => {
    const key: unknown = Reflect.get(event, 'key')
    const at = options.findIndex((one) => one.value === value)
    const by = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1
    if (key === 'Enter' || key === ' ') onChange(value)
    else if (/^Arrow/.test(String(key))) {
      const next = (at + by + options.length) % options.length
      onChange(options[next]!.value)
      items[next]!.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    root: el(
      'div',
      {
        class: letters > MOST_LETTERS ? 'choices long' : 'choices',
        role: 'radiogroup',
        'aria-label': label,
      },
      ...items,
    ),
    update: (value) => {
      for (const [i, item] of items.entries()) {
        const isOn = options[i]!.value === value
        item.classList.toggle('on', isOn)
        setAttribute(item, 'aria-checked', String(isOn))
        setAttribute(item, 'tabindex', isOn ? '0' : '-1')
      }
    },
  }
}
