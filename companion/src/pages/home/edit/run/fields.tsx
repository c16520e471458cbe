/** Fields of the playground's settings: a choice, a number that may be left to others, a slider. */
import { useId } from 'preact/hooks'
import { TypedNumber } from '../typed-number.tsx'

export const Choice = <Value extends string>({
  label,
  value,
  choices,
  hint,
  onChange,
}: {
  readonly label: string
  readonly value: Value
  readonly choices: readonly {
    readonly value: Value
    readonly label: string
    readonly disabled?: boolean
  }[]
  readonly hint?: string | undefined
  readonly onChange: (value: Value) => void
}) => {
  const id = useId()
  return (
    <div class="edit-field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={({ currentTarget }) => {
          const chosen = choices.find((one) => one.value === currentTarget.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {choices.map((one) => (
          <option key={one.value} value={one.value} disabled={one.disabled ?? false}>
            {one.label}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="soft">
          {hint}
        </p>
      )}
    </div>
  )
}

/** Empty is null: left to the engine, or to chance. */
export const NumberField = ({
  label,
  value,
  range: [min, max],
  step = 1,
  placeholder,
  onChange,
}: {
  readonly label: string
  readonly value: number | null
  readonly range: readonly [number, number]
  readonly step?: number
  readonly placeholder: string
  readonly onChange: (value: number | null) => void
}) => {
  const id = useId()
  return (
    <div class="edit-field">
      <label for={id}>{label}</label>
      <TypedNumber
        {...{ id, value, step, placeholder }}
        range={[min, max]}
        onCommit={(text) => {
          const typed = Number(text)
          if (text === '' || !Number.isFinite(typed)) onChange(null)
          else onChange(Math.min(max, Math.max(min, step === 1 ? Math.round(typed) : typed)))
        }}
      />
    </div>
  )
}

export const Slider = ({
  label,
  value,
  min,
  max,
  shown,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly shown: string
  readonly onChange: (value: number) => void
}) => {
  const id = useId()
  return (
    <div class="edit-field">
      <label for={id}>{label}</label>
      <output for={id}>{shown}</output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        value={value}
        aria-valuetext={shown}
        onInput={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
      />
    </div>
  )
}
