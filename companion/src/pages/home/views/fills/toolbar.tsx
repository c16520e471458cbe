/** What the history is searched by, and how much of it fits. */
import { OPERATIONS } from '@inlay/shared'
import type { ComponentChildren } from 'preact'
import { say, sayCount } from '../../words/say.ts'
import { EVERYTHING, isEverything, type Search, TIMES } from './search.ts'

export const Toolbar = ({
  asked,
  engines,
  nameOfEngine,
  count,
  onAsk,
}: {
  readonly asked: Search
  /** Their ids. */
  readonly engines: readonly string[]
  readonly nameOfEngine: (id: string) => string
  /** Fills that fit. */
  readonly count: number
  readonly onAsk: (asked: Search) => void
}) => {
  const set = (change: Partial<Search>): void => onAsk({ ...asked, ...change })
  return (
    <search class="fills-toolbar">
      <input
        type="search"
        value={asked.text}
        placeholder={say('fills.search')}
        aria-label={say('fills.search')}
        onInput={({ currentTarget }) => set({ text: currentTarget.value })}
      />
      <Choice
        name={say('fills.operation')}
        value={asked.operation}
        onChoose={(value) => set({ operation: OPERATIONS.find((one) => one === value) ?? '' })}
      >
        <option value="">{say('fills.operation.all')}</option>
        {OPERATIONS.map((one) => (
          <option key={one} value={one}>
            {say(`fill.${one}`)}
          </option>
        ))}
      </Choice>
      {engines.length > 1 && (
        <Choice
          name={say('fills.engine')}
          value={asked.engine}
          onChoose={(engine) => set({ engine })}
        >
          <option value="">{say('fills.engine.all')}</option>
          {engines.map((one) => (
            <option key={one} value={one}>
              {nameOfEngine(one)}
            </option>
          ))}
        </Choice>
      )}
      <Choice
        name={say('fills.time')}
        value={asked.time}
        onChoose={(value) => set({ time: TIMES.find((one) => one === value) ?? 'all' })}
      >
        {TIMES.map((one) => (
          <option key={one} value={one}>
            {say(`fills.time.${one}`)}
          </option>
        ))}
      </Choice>
      <p class="soft" role="status">
        {isEverything(asked) ? sayCount('fills.count', count) : sayCount('fills.found', count)}
      </p>
      {!isEverything(asked) && (
        <button type="button" class="quiet" onClick={() => onAsk(EVERYTHING)}>
          {say('fills.found.all')}
        </button>
      )}
    </search>
  )
}

const Choice = ({
  name,
  value,
  onChoose,
  children,
}: {
  readonly name: string
  readonly value: string
  readonly onChoose: (value: string) => void
  readonly children: ComponentChildren
}) => (
  <select
    aria-label={name}
    value={value}
    onChange={({ currentTarget }) => onChoose(currentTarget.value)}
  >
    {children}
  </select>
)
