/** What runs and what was made, newest first: progress, pictures, saving, deleting. */
import type { FillRecord } from '@inlay/shared'
import { useEffect, useRef, useState } from 'preact/hooks'
import { client } from '../../companion.ts'
import type { ViewProps } from '../../shell/sections.tsx'
import type { Store } from '../../state.ts'
import { formatPercent, formatTime } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import './fills.css'

/** Fills whose pictures are fetched; the others show theirs when they are scrolled to. */
const MARGIN = '400px'

export const View = ({ store, rest }: ViewProps) => {
  const { fills } = store.state
  return fills.length === 0 ? (
    <p class="soft">
      {say('fills.none')} <code>{say('fills.none.command')}</code>
    </p>
  ) : (
    <ul class="fills">
      {fills.map((fill) => (
        <Fill key={fill.id} store={store} fill={fill} isShown={fill.id === rest} />
      ))}
    </ul>
  )
}

const Fill = ({
  store,
  fill,
  isShown,
}: {
  readonly store: Store
  readonly fill: FillRecord
  readonly isShown: boolean
}) => {
  const { id, status, prompt, operation, created } = fill
  const isOver = status.state !== 'queued' && status.state !== 'running'
  const item = useRef<HTMLLIElement>(null)
  const [isSure, setSure] = useState(false)
  useEffect(() => {
    if (isShown) item.current?.scrollIntoView({ block: 'center' })
  }, [isShown])
  return (
    <li ref={item} class={isShown ? 'card fill shown' : 'card fill'}>
      <div class="words">
        <p class="name">{prompt === '' ? say(`fill.${operation}`) : prompt}</p>
        <p class="soft">
          {formatTime(created)} · {describe(fill)}
        </p>
        {status.state === 'running' && (
          <progress max={1} value={status.fraction} aria-label={say('fill.progress')} />
        )}
      </div>
      {status.state === 'done' && <Pictures fill={fill} />}
      <div class="buttons">
        {!isOver && (
          <button type="button" onClick={() => void store.act(() => client.cancel(id))}>
            {say('fill.cancel')}
          </button>
        )}
        {isOver && (
          <button
            type="button"
            class={isSure ? 'danger' : 'quiet'}
            onBlur={() => setSure(false)}
            onClick={() => (isSure ? void store.act(() => client.cancel(id)) : setSure(true))}
          >
            {say(isSure ? 'fill.forget.sure' : 'fill.forget')}
          </button>
        )}
      </div>
    </li>
  )
}

const describe = ({ status }: FillRecord): string => {
  switch (status.state) {
    case 'queued':
      return say('fill.queued')
    case 'running':
      return `${status.stage}, ${formatPercent(status.fraction)}`
    case 'cancelled':
      return say('fill.cancelled')
    case 'failed':
      return status.error?.message ?? ''
    case 'done':
      return status.report?.engine ?? ''
  }
}

const Pictures = ({ fill }: { readonly fill: FillRecord }) => {
  const { variations } = fill.status
  return (
    <div class="pictures">
      {variations.map(({ index }, i) => (
        <Picture key={index} id={fill.id} index={index} place={i + 1} count={variations.length} />
      ))}
    </div>
  )
}

const Picture = (props: {
  readonly id: string
  readonly index: number
  readonly place: number
  readonly count: number
}) => {
  const { id, index, place, count } = props
  const frame = useRef<HTMLElement>(null)
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    let made: string | undefined
    let isOver = false
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        watch.disconnect()
        client.resultPng(id, index, { form: 'composite' }).then(
          (png) => {
            if (isOver) return
            made = URL.createObjectURL(new Blob([png], { type: 'image/png' }))
            setUrl(made)
          },
          // It was deleted meanwhile: the list says so at its next look.
          () => undefined,
        )
      },
      { rootMargin: MARGIN },
    )
    watch.observe(element)
    return () => {
      isOver = true
      watch.disconnect()
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [id, index])
  const label = say('fill.variation', { index: place, count })
  return (
    <figure ref={frame}>
      {url !== undefined && (
        <>
          <img src={url} alt={label} />
          <a
            class="button"
            href={url}
            download={`inlay-${id.slice(0, 8)}-${place}.png`}
            aria-label={`${say('fill.save')}: ${label}`}
          >
            {say('fill.save')}
          </a>
        </>
      )}
    </figure>
  )
}
