/** The batch's fields: a choice of a few, a number within its range, files from a dialog. */
import { RANGES } from '@inlay/shared'
import { useRef } from 'preact/hooks'

export const Choices = <T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  readonly label: string
  readonly options: readonly (readonly [T, string])[]
  readonly value: T
  readonly onChange: (value: T) => void
}) => (
  <fieldset class="choices">
    <legend class="unseen">{label}</legend>
    {options.map(([id, words]) => (
      <label key={id} class={id === value ? 'choice chosen' : 'choice'}>
        <input
          type="radio"
          class="unseen"
          name={label}
          checked={id === value}
          onChange={() => onChange(id)}
        />
        {words}
      </label>
    ))}
  </fieldset>
)

export const NumberField = ({
  label,
  value,
  range,
  unit,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly range: 'grow' | 'feather' | 'expand'
  readonly unit?: string
  readonly onChange: (value: number) => void
}) => {
  const [min, max] = RANGES[range]
  return (
    <label class="batch-field">
      {label}
      <span class="batch-number">
        <input
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          step={1}
          value={value}
          onChange={(event) => {
            const wished = Math.round(event.currentTarget.valueAsNumber)
            const next = Number.isNaN(wished) ? value : Math.min(max, Math.max(min, wished))
            event.currentTarget.value = String(next)
            onChange(next)
          }}
        />
        {unit}
      </span>
    </label>
  )
}

/** A button that opens the browser's own dialog. */
export const FileButton = ({
  label,
  isFolder = false,
  isMany = false,
  onFiles,
}: {
  readonly label: string
  readonly isFolder?: boolean
  readonly isMany?: boolean
  readonly onFiles: (files: FileList | null) => void
}) => {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        multiple={isMany}
        accept={isFolder ? undefined : 'image/png,image/jpeg,image/webp,image/tiff,image/avif'}
        {...(isFolder ? { webkitdirectory: true } : {})}
        onChange={(event) => {
          const { currentTarget } = event
          onFiles(currentTarget.files)
          // The same choice again is heard as well.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
