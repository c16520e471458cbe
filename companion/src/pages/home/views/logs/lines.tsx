/** The lines themselves: kept at their end while they are followed, in the companion's own English. */
import type { LogLine } from '@inlay/shared'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { localeOf } from '../../../language.ts'
import { currentLanguage, say } from '../../words/say.ts'

/** Pixels from the end that still count as being there. */
const NEAR = 40

export const Lines = ({
  lines,
  isFollowing,
}: {
  readonly lines: readonly LogLine[] | undefined
  readonly isFollowing: boolean
}) => {
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  useLayoutEffect(() => {
    // Whoever has scrolled up to read is left there.
    if (isFollowing && isAtEnd.current && box.current !== null) {
      box.current.scrollTop = box.current.scrollHeight
    }
  }, [lines, isFollowing])
  return (
    <div
      ref={box}
      class="card logs-lines"
      role="log"
      aria-label={say('logs.title')}
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR
      }}
    >
      {lines?.length === 0 && <p class="soft">{say('logs.none')}</p>}
      {lines?.map(({ time, level, words }, i) => (
        <p key={`${time}-${i}`} class={`logs-line ${level}`}>
          <time dateTime={time}>{clock(time)}</time>
          <span class="level">
            {level === 'warn' || level === 'error' ? say(`logs.mark.${level}`) : ''}
          </span>
          <span class="what" lang="en">
            {words}
          </span>
        </p>
      ))}
    </div>
  )
}

const clock = (iso: string): string =>
  new Intl.DateTimeFormat(localeOf(currentLanguage()), {
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(iso))
