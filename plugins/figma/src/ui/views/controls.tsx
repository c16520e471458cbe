/** The small controls that the panel is made of, labelled for everybody. */
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { LeftIcon, RightIcon } from './icons.tsx'

export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly icon?: ComponentChildren
  readonly disabled?: boolean
}

/** One of a few: arrow keys move through it, as radio buttons do. */
export const Segments = <Value extends string>({
  label,
  choices,
  value,
  onChange,
  look = 'words',
}: {
  readonly label: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly look?: 'words' | 'icons'
}) => {
  const name = useId()
  return (
    <div class={`segments ${look}`} role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} title={look === 'icons' ? choice.label : undefined}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            disabled={choice.disabled}
            aria-label={choice.label}
            onChange={() => onChange(choice.value)}
          />
          <span>{look === 'icons' ? choice.icon : choice.label}</span>
        </label>
      ))}
    </div>
  )
}

export const IconButton = ({
  label,
  onClick,
  children,
  disabled = false,
  pressed,
}: {
  readonly label: string
  readonly onClick: () => void
  readonly children: ComponentChildren
  readonly disabled?: boolean
  readonly pressed?: boolean
}) => (
  <button
    type="button"
    class="icon-button"
    aria-label={label}
    title={label}
    disabled={disabled}
    aria-pressed={pressed}
    // Clicked by a pointer it does not take the keys: Enter still runs the fill.
    onMouseDown={(event) => event.preventDefault()}
    onClick={onClick}
  >
    {children}
  </button>
)

/** One of several in a row: the way to those beside it. */
export const Stepper = ({
  previous,
  next,
  onStep,
  disabled = false,
  children,
}: {
  readonly previous: string
  readonly next: string
  readonly onStep: (by: 1 | -1) => void
  readonly disabled?: boolean
  /** Which one it is. */
  readonly children: ComponentChildren
}) => (
  <span class="stepper">
    <IconButton label={previous} disabled={disabled} onClick={() => onStep(-1)}>
      <LeftIcon />
    </IconButton>
    <span class="at" role="status">
      {children}
    </span>
    <IconButton label={next} disabled={disabled} onClick={() => onStep(1)}>
      <RightIcon />
    </IconButton>
  </span>
)

export const Slider = ({
  label,
  value,
  min,
  max,
  step = 1,
  shown,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly shown: string
  readonly onChange: (value: number) => void
}) => {
  const id = useId()
  const filled = `${((value - min) / (max - min)) * 100}%`
  return (
    <div class="row slider">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        {...{ min, max, step, value }}
        aria-valuetext={shown}
        style={{ '--filled': filled }}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <output for={id}>{shown}</output>
    </div>
  )
}

/** A whole number that is typed; what is not one leaves the value as it was. */
export const NumberField = ({
  label,
  value,
  min,
  max,
  placeholder = '',
  onChange,
  prefix,
}: {
  readonly label: string
  readonly value: number | null
  readonly min: number
  readonly max: number
  readonly placeholder?: string
  readonly onChange: (value: number | null) => void
  /** A letter or sign inside the field, instead of a label beside it. */
  readonly prefix?: string
}) => {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const take = (text: string): void => {
    setTyped(null)
    if (text.trim() === '') onChange(null)
    else if (/^\d+$/.test(text.trim())) onChange(Math.min(max, Math.max(min, Number(text))))
  }
  return (
    <div class={prefix === undefined ? 'row' : 'prefixed'}>
      <label for={id}>
        {prefix === undefined ? label : <span aria-hidden="true">{prefix}</span>}
      </label>
      <input
        id={id}
        class="field"
        type="text"
        inputMode="numeric"
        aria-label={prefix === undefined ? undefined : label}
        placeholder={placeholder}
        value={typed ?? (value === null ? '' : String(value))}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={(event) => {
          if (typed !== null) take(event.currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            // The number is taken; a second Enter then runs.
            if (typed !== null) event.preventDefault()
            take(event.currentTarget.value)
          }
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
          event.preventDefault()
          const by = (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1)
          onChange(Math.min(max, Math.max(min, (value ?? min) + by)))
        }}
      />
    </div>
  )
}

export const Select = ({
  label,
  value,
  choices,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice<string>[]
  readonly onChange: (value: string) => void
}) => {
  const id = useId()
  return (
    <div class="row">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="field"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  )
}

export const Check = ({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}) => (
  <label class="check">
    <input
      type="checkbox"
      checked={value}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
    <span>{label}</span>
  </label>
)

export const Progress = ({
  label,
  fraction,
}: {
  readonly label: string
  /** 0..1; undefined when nobody knows. */
  readonly fraction: number | undefined
}) => (
  <div
    class={fraction === undefined ? 'progress unknown' : 'progress'}
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={fraction === undefined ? undefined : Math.round(fraction * 100)}
  >
    <div style={{ width: `${(fraction ?? 0.3) * 100}%` }} />
  </div>
)
