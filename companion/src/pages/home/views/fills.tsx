/** What runs and what was made, newest first: progress, pictures, saving, deleting. */
import type { FillRecord } from '@inlay/shared'
import { useEffect, useRef, useState } from 'preact/hooks'
import { drop, result } from '../api.ts'
import type { Store } from '../state.ts'
import { say } from '../words.ts'

/** Fills whose pictures are fetched; the others show theirs when they are scrolled to. */
const MARGIN = '400px'

export const Fills = ({
  store,
  fills,
  shown,
}: {
  readonly store: Store
  readonly fills: readonly FillRecord[]
  readonly shown: string | undefined
}) => (
  <section aria-labelledby="fills">
    <h2 id="fills">{say('fills')}</h2>
    {fills.length === 0 ? (
      <p class="soft">
        {say('fills.none')} <code>{say('fills.none.command')}</code>
      </p>
    ) : (
      <ul class="fills">
        {fills.map((fill) => (
          <Fill key={fill.id} store={store} fill={fill} isShown={fill.id === shown} />
        ))}
      </ul>
    )}
  </section>
)

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
    <li ref={item} class={isShown ? 'fill shown' : 'fill'}>
      <div class="words">
        <p class="name">{prompt === '' ? say(`fill.${operation}`) : prompt}</p>
        <p class="soft">
          {new Date(created).toLocaleString()} · {describe(fill)}
        </p>
        {status.state === 'running' && (
          <progress max={1} value={status.fraction} aria-label={say('fill.progress')} />
        )}
      </div>
      {status.state === 'done' && <Pictures fill={fill} />}
      <div class="buttons">
        {!isOver && (
          <button type="button" onClick={() => void store.act(() => drop(id))}>
            {say('fill.cancel')}
          </button>
        )}
        {isOver && (
          <button
            type="button"
            class={isSure ? 'danger' : 'quiet'}
            onBlur={() => setSure(false)}
            onClick={() => (isSure ? void store.act(() => drop(id)) : setSure(true))}
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
      return `${status.stage}, ${Math.floor(status.fraction * 100)} %`
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
        result(id, index).then(
          (blob) => {
            if (isOver) return
            made = URL.createObjectURL(blob)
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
