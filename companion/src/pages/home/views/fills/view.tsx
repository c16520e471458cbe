/** What runs and what was made: searched, a page at a time, by day. */
import { useEffect, useState } from 'preact/hooks'
import { addressOf } from '../../shell/route.ts'
import { isSection, type ViewProps } from '../../shell/sections.tsx'
import { formatDay } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import { Card } from './card.tsx'
import { useEngineNames } from './engine-names.ts'
import { Running } from './running.tsx'
import { byDay, EVERYTHING, enginesOf, isRunning, search } from './search.ts'
import { Toolbar } from './toolbar.tsx'
import './fills.css'

/** Fills shown at first, and with each "Show more". */
const PAGE = 24

const EDIT: string = 'edit'

export const View = ({ store, rest }: ViewProps) => {
  const [asked, setAsked] = useState(EVERYTHING)
  const [pages, setPages] = useState(1)
  const nameOfEngine = useEngineNames()
  const { fills } = store.state
  const running = fills.filter(isRunning).reverse()
  const over = fills.filter((fill) => !isRunning(fill))
  const place = over.findIndex(({ id }) => id === rest)
  useEffect(() => {
    // The one that the page was opened for is shown, however long ago it was.
    if (place >= 0) setPages((now) => Math.max(now, Math.ceil((place + 1) / PAGE)))
  }, [place])
  if (fills.length === 0) return <Nothing />
  const fitting = search(over, asked)
  const shown = fitting.slice(0, pages * PAGE)
  return (
    <>
      {running.length > 0 && (
        <section aria-labelledby="running">
          <h2 id="running">{say('fills.running')}</h2>
          <ul>
            {running.map((fill) => (
              <Running key={fill.id} store={store} fill={fill} />
            ))}
          </ul>
        </section>
      )}
      {over.length > 0 && (
        <Toolbar
          asked={asked}
          engines={enginesOf(over)}
          nameOfEngine={nameOfEngine}
          count={fitting.length}
          onAsk={(next) => {
            setAsked(next)
            setPages(1)
          }}
        />
      )}
      {over.length > 0 && fitting.length === 0 && <p class="empty">{say('fills.found.none')}</p>}
      {byDay(shown).map(({ day, fills: own }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} class="fills-day">
            {formatDay(`${day}T12:00:00`)}
          </h2>
          <ul class="fills">
            {own.map((fill) => (
              <Card
                key={fill.id}
                store={store}
                fill={fill}
                nameOfEngine={nameOfEngine}
                isShown={fill.id === rest}
              />
            ))}
          </ul>
        </section>
      ))}
      {shown.length < fitting.length && (
        <button type="button" class="fills-more" onClick={() => setPages(pages + 1)}>
          {say('fills.more')}
        </button>
      )}
    </>
  )
}

const Nothing = () => (
  <div class="empty">
    <p class="soft">{say('fills.none')}</p>
    {isSection(EDIT) && (
      <a class="button" href={addressOf(EDIT)}>
        {say('fills.open.first')}
      </a>
    )}
  </div>
)
