/** Bytes on their way: a bar, and in words how much, how fast, how long. */
import { createPaceMeter, type Pace } from '@inlay/shared'
import { useRef } from 'preact/hooks'
import { formatBytes, formatPercent } from '../../words/format.ts'
import { say, sayCount } from '../../words/say.ts'

export const Transfer = ({
  received,
  total,
  label,
}: {
  readonly received: number
  /** Undefined where nobody knows. */
  readonly total: number | undefined
  readonly label: string
}) => {
  const meter = useRef(createPaceMeter())
  const pace = meter.current.add(received, total ?? 0)
  const fraction = total === undefined || total === 0 ? undefined : Math.min(1, received / total)
  return (
    <div class="transfer">
      <progress
        max={1}
        aria-label={label}
        {...(fraction === undefined ? {} : { value: fraction })}
      />
      <p class="soft">
        {[
          total === undefined
            ? formatBytes(received)
            : say('parts.amount', { have: formatBytes(received), all: formatBytes(total) }),
          ...(fraction === undefined ? [] : [formatPercent(fraction)]),
          ...(pace === undefined ? [] : paceWords(pace, total !== undefined)),
        ].join(' · ')}
      </p>
    </div>
  )
}

const paceWords = ({ speed, left }: Pace, hasEnd: boolean): string[] => [
  say('parts.speed', { amount: formatBytes(speed) }),
  ...(hasEnd ? [timeLeft(left)] : []),
]

const timeLeft = (seconds: number): string => {
  if (seconds < 90) return sayCount('parts.seconds', Math.max(1, Math.round(seconds)))
  const minutes = Math.round(seconds / 60)
  return minutes < 90
    ? sayCount('parts.minutes', minutes)
    : sayCount('parts.hours', Math.round(minutes / 60))
}
