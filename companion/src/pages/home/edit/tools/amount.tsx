/** A number that is slid or typed. */

import { useId } from 'preact/hooks'
import { TypedNumber } from '../typed-number.tsx'

export const Amount = ({
  label,
  unit,
  value,
  min = 0,
  max,
  slid = max,
  keys,
  onChange,
}: {
  readonly label: string
  /** Said and shown behind the number. */
  readonly unit: string
  readonly value: number
  readonly min?: number
  readonly max: number
  /** As far as the slider goes; more can be typed. */
  readonly slid?: number
  /** Which keys change it, for the tooltip. */
  readonly keys?: string
  readonly onChange: (value: number) => void
}) => {
  const id = useId()
  const set = (text: string): void => {
    const typed = Number.parseFloat(text)
    if (Number.isFinite(typed)) onChange(Math.min(max, Math.max(min, Math.round(typed))))
  }
  return (
    <div class="amount" title={keys}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={slid}
        value={Math.min(slid, value)}
        aria-valuetext={`${value} ${unit}`}
        onInput={({ currentTarget }) => set(currentTarget.value)}
      />
      <span class="typed">
        <TypedNumber {...{ label, value }} range={[min, max]} onCommit={set} />
        <span class="soft" aria-hidden="true">
          {unit}
        </span>
      </span>
    </div>
  )
}
