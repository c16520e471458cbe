/** One fill of the history: its results, what was asked, and what can be done with it. */
import type { FillRecord } from '@inlay/shared'
import { useEffect, useRef, useState } from 'preact/hooks'
import { client } from '../../companion.ts'
import { download } from '../../download.ts'
import { ErrorText } from '../../shell/problem.tsx'
import { addressOf } from '../../shell/route.ts'
import { isSection } from '../../shell/sections.tsx'
import type { Store } from '../../state.ts'
import { formatTime } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import { ConfirmButton } from '../parts/confirm.tsx'
import { engineOf } from './search.ts'
import { Thumbnail } from './thumbnail.tsx'

/** Where a result is taken up again. */
const EDIT: string = 'edit'

export const nameOf = ({ prompt, operation }: FillRecord): string =>
  prompt.trim() === '' ? say(`fill.${operation}`) : prompt

export const Card = ({
  store,
  fill,
  nameOfEngine,
  isShown,
}: {
  readonly store: Store
  readonly fill: FillRecord
  readonly nameOfEngine: (id: string) => string
  /** The page was opened for this one. */
  readonly isShown: boolean
}) => {
  const { id, status, created, device } = fill
  const item = useRef<HTMLLIElement>(null)
  const [place, setPlace] = useState(0)
  useEffect(() => {
    if (isShown) item.current?.scrollIntoView({ block: 'center' })
  }, [isShown])
  const from = store.state.devices.find((one) => one.id === device)?.name
  const engine = engineOf(fill)
  const facts = [
    formatTime(created),
    engine === undefined ? undefined : nameOfEngine(engine),
    from === undefined ? undefined : say('fill.from', { device: from }),
  ]
  return (
    <li ref={item} class={isShown ? 'card fill shown' : 'card fill'}>
      {status.state === 'done' && <Results fill={fill} place={place} onPlace={setPlace} />}
      <div class="fill-words">
        <p class="name fill-name" title={nameOf(fill)}>
          {nameOf(fill)}
        </p>
        <p class="soft">{facts.filter(Boolean).join(' · ')}</p>
        {status.state === 'cancelled' && <p class="soft">{say('fill.cancelled')}</p>}
        {status.error !== undefined && <ErrorText error={status.error} />}
      </div>
      <div class="fill-buttons">
        {status.state === 'done' && isSection(EDIT) && (
          <a
            class="button"
            href={addressOf(EDIT, id)}
            aria-label={`${say('fill.edit')}: ${nameOf(fill)}`}
          >
            {say('fill.edit')}
          </a>
        )}
        {status.state === 'done' && <SaveButton store={store} fill={fill} place={place} />}
        <ConfirmButton
          label={say('fill.forget')}
          sure={say('fill.forget.sure')}
          name={nameOf(fill)}
          onConfirm={() => void store.act(() => client.cancel(id))}
        />
      </div>
    </li>
  )
}

const Results = ({
  fill,
  place,
  onPlace,
}: {
  readonly fill: FillRecord
  readonly place: number
  readonly onPlace: (place: number) => void
}) => {
  const { variations } = fill.status
  const count = variations.length
  const shown = variations[place] ?? variations[0]
  if (shown === undefined) return null
  const label = say('fill.picture', { name: nameOf(fill), index: place + 1, count })
  return (
    <div class="fill-results">
      <figure>
        <Thumbnail id={fill.id} index={shown.index} label={label} lost={say('fill.lost')} />
      </figure>
      {count > 1 && (
        <ul class="fill-variations" aria-label={say('fill.variations')}>
          {variations.map(({ index }, i) => (
            <li key={index}>
              <button
                type="button"
                aria-label={say('fill.variation', { index: i + 1, count })}
                aria-pressed={i === place}
                onClick={() => onPlace(i)}
              >
                <Thumbnail id={fill.id} index={index} label="" lost="" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** The whole picture, at its own depth and with its metadata. */
const SaveButton = ({
  store,
  fill,
  place,
}: {
  readonly store: Store
  readonly fill: FillRecord
  readonly place: number
}) => {
  const [isBusy, setBusy] = useState(false)
  const variation = fill.status.variations[place]
  if (variation === undefined) return null
  const save = async (): Promise<void> => {
    setBusy(true)
    await store.act(async () => {
      const png = await client.resultFile(fill.id, variation.index, { format: 'png' })
      const name = `inlay-${fill.id.slice(0, 8)}-${place + 1}.png`
      download(name, new Blob([png], { type: 'image/png' }))
    })
    setBusy(false)
  }
  const what = say('fill.variation', { index: place + 1, count: fill.status.variations.length })
  return (
    <button
      type="button"
      disabled={isBusy}
      aria-label={`${say('fill.save')}: ${nameOf(fill)}, ${what}`}
      onClick={() => void save()}
    >
      {say('fill.save')}
    </button>
  )
}
