/** A field for a number that keeps what is being typed while the page around it is drawn anew. */
import { useState } from 'preact/hooks'

export const TypedNumber = ({
  id,
  value,
  label,
  range: [min, max],
  step = 1,
  placeholder,
  onCommit,
}: {
  /** For a label elsewhere. */
  readonly id?: string
  /** Null shows nothing but the placeholder. */
  readonly value: number | null
  /** For a field that no label stands around. */
  readonly label?: string
  readonly range: readonly [number, number]
  readonly step?: number
  readonly placeholder?: string
  /** Told what was typed when it is done: by Enter, or on leaving. */
  readonly onCommit: (text: string) => void
}) => {
  const [typed, setTyped] = useState<string>()
  return (
    <input
      id={id}
      type="number"
      inputMode={step === 1 ? 'numeric' : 'decimal'}
      aria-label={label}
      {...{ min, max, step, placeholder }}
      value={typed ?? value ?? ''}
      onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      onChange={({ currentTarget }) => {
        setTyped(undefined)
        onCommit(currentTarget.value)
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}
