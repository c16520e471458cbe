/** One setting: what it is called, its field, what it means, and where its value comes from. */
import type { InlayError, SettingSource } from '@inlay/shared'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { ErrorText } from '../../shell/problem.tsx'
import { say } from '../../words/say.ts'

export interface RowProps {
  readonly name: string
  readonly source?: SettingSource | undefined
  readonly isBusy?: boolean
  readonly isSaved?: boolean
  readonly error?: InlayError | undefined
  readonly onReset?: () => void
}

interface Labelled extends RowProps {
  readonly label: string
  readonly help?: string | undefined
}

const isFixed = (source: SettingSource | undefined): boolean =>
  source === 'environment' || source === 'command line'

export const SettingRow = ({
  name,
  label,
  help,
  source,
  isBusy = false,
  isSaved = false,
  error,
  onReset,
  children,
}: Labelled & { readonly children: ComponentChildren }) => (
  <div class="row setting" aria-busy={isBusy}>
    <div class="words">
      <label for={`set-${name}`}>{label}</label>
      {help !== undefined && (
        <p class="soft" id={`help-${name}`}>
          {help}
        </p>
      )}
      {isFixed(source) && (
        <p class="soft">
          {say(source === 'environment' ? 'settings.by.environment' : 'settings.by.command')}
        </p>
      )}
    </div>
    <div class="setting-control">
      {children}
      <span class="setting-after soft">
        <span role="status">{isSaved && say('settings.saved')}</span>
        {source === 'file' && onReset !== undefined && (
          <button
            type="button"
            class="quiet"
            aria-label={`${say('settings.reset')}: ${label}`}
            onClick={onReset}
          >
            {say('settings.reset')}
          </button>
        )}
      </span>
    </div>
    {error !== undefined && (
      <div class="outcome bad" role="alert">
        <ErrorText error={error} />
      </div>
    )}
  </div>
)

export const Switch = ({
  name,
  isOn,
  isFixed: fixed = false,
  onChange,
}: {
  readonly name: string
  readonly isOn: boolean
  readonly isFixed?: boolean
  readonly onChange: (on: boolean) => void
}) => (
  <input
    id={`set-${name}`}
    type="checkbox"
    checked={isOn}
    disabled={fixed}
    onChange={({ currentTarget }) => onChange(currentTarget.checked)}
  />
)

export const SelectField = <T extends string>({
  value,
  options,
  onChange,
  ...row
}: Labelled & {
  readonly value: T
  readonly options: readonly (readonly [T, string])[]
  readonly onChange: (value: T) => void
}) => (
  <SettingRow {...row}>
    <select
      id={`set-${row.name}`}
      value={value}
      disabled={isFixed(row.source)}
      onChange={({ currentTarget }) => {
        const chosen = options[currentTarget.selectedIndex]
        if (chosen !== undefined) onChange(chosen[0])
      }}
    >
      {options.map(([key, label]) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </select>
  </SettingRow>
)

/** What is typed counts when the field is left or Enter is pressed, not with every key. */
const useTyped = (value: string, take: (text: string) => void) => {
  // Of one value: once it is another, that is shown. No effect sets it, which would come too late and
  // take away what was typed until then.
  const [typed, setTyped] = useState({ text: value, of: value })
  const text = typed.of === value ? typed.text : value
  // What was typed over an earlier value does not come back with that value.
  if (typed.of !== value) setTyped({ text: value, of: value })
  const settle = (): void => {
    if (text !== value) take(text)
  }
  return {
    value: text,
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
      setTyped({ text: currentTarget.value, of: value }),
    onBlur: settle,
    onKeyDown: ({ key }: { readonly key: string }) => {
      if (key === 'Enter') settle()
      if (key === 'Escape') setTyped({ text: value, of: value })
    },
  }
}

export const NumberField = ({
  value,
  min,
  max,
  step,
  unit,
  onChange,
  ...row
}: Labelled & {
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number | 'any'
  readonly unit?: string
  readonly onChange: (value: number) => void
}) => {
  const typed = useTyped(String(value), (text) => {
    const number = Number(text)
    // What is out of bounds the companion refuses by name.
    if (text.trim() !== '' && Number.isFinite(number)) onChange(number)
  })
  return (
    <SettingRow {...row}>
      <span class="setting-unit">
        <input
          id={`set-${row.name}`}
          type="number"
          min={min}
          max={max}
          step={step}
          disabled={isFixed(row.source)}
          {...typed}
        />
        {unit !== undefined && <span class="soft">{unit}</span>}
      </span>
    </SettingRow>
  )
}

export const TextField = ({
  value,
  placeholder,
  onChange,
  ...row
}: Labelled & {
  readonly value: string
  readonly placeholder: string
  readonly onChange: (value: string) => void
}) => {
  const typed = useTyped(value, (text) => onChange(text.trim()))
  return (
    <SettingRow {...row}>
      <input
        id={`set-${row.name}`}
        type="text"
        class="wide-field"
        spellcheck={false}
        autocomplete="off"
        placeholder={placeholder}
        disabled={isFixed(row.source)}
        {...typed}
      />
    </SettingRow>
  )
}
