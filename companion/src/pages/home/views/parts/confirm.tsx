/** A button that is meant only when it is pressed twice: what it does cannot be taken back. */
import { useState } from 'preact/hooks'

export const ConfirmButton = ({
  label,
  sure,
  name,
  disabled = false,
  onConfirm,
}: {
  readonly label: string
  /** What it says once it was pressed. */
  readonly sure: string
  /** For whoever does not see what it stands beside. */
  readonly name?: string
  readonly disabled?: boolean
  readonly onConfirm: () => void
}) => {
  const [isSure, setSure] = useState(false)
  const text = isSure ? sure : label
  return (
    <button
      type="button"
      class={isSure ? 'danger' : 'quiet'}
      aria-label={name === undefined ? undefined : `${text}: ${name}`}
      disabled={disabled}
      onBlur={() => setSure(false)}
      onClick={({ currentTarget }) => {
        // Safari focuses no button by a click, and what is not focused is never left.
        currentTarget.focus()
        setSure(!isSure)
        if (isSure) onConfirm()
      }}
    >
      {text}
    </button>
  )
}
