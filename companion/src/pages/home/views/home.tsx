/** Status, fills and connected programs, under one another. */
import type { CompanionStatus } from '@inlay/shared'
import { useState } from 'preact/hooks'
import { freeMemory } from '../api.ts'
import type { State, Store } from '../state.ts'
import { say } from '../words.ts'
import { Devices } from './devices.tsx'
import { Fills } from './fills.tsx'
import { Mark } from './mark.tsx'

export const Home = ({
  store,
  state,
  fill,
}: {
  readonly store: Store
  readonly state: State
  readonly fill: string | undefined
}) => (
  <>
    <header>
      <Mark size={28} />
      <h1>{say('title')}</h1>
      {state.status !== undefined && <StatusLine status={state.status} />}
      <FreeMemory store={store} />
      <button type="button" class="quiet" onClick={() => void store.signOut()}>
        {say('button.signout')}
      </button>
    </header>
    <main>
      {state.problem !== undefined && (
        <p class="problem" role="alert">
          {state.problem.message} {state.problem.next}
        </p>
      )}
      <Fills store={store} fills={state.fills} shown={fill} />
      <Devices store={store} devices={state.devices} />
    </main>
  </>
)

const StatusLine = ({ status }: { readonly status: CompanionStatus }) => {
  const { running, queued, version, port, memory } = status
  const words =
    running === 0
      ? say('status.ready')
      : say(running === 1 ? 'status.running.one' : 'status.running.other', { count: running })
  const waiting = queued === 0 ? '' : `, ${say('status.queued', { count: queued })}`
  const detail = say('status.detail', { version, port, memory: Math.round(memory / 1e6) })
  return (
    <p class="status" role="status">
      <span class={running > 0 ? 'dot busy' : 'dot'} />
      {words}
      {waiting}
      <span class="soft">{detail}</span>
    </p>
  )
}

const FreeMemory = ({ store }: { readonly store: Store }) => {
  const [outcome, setOutcome] = useState<'free' | 'freed' | 'busy'>('free')
  return (
    <button
      type="button"
      class="quiet"
      onClick={() =>
        void store.act(async () => {
          setOutcome((await freeMemory()) ? 'freed' : 'busy')
          setTimeout(() => setOutcome('free'), 3000)
        })
      }
    >
      {say(`button.${outcome}`)}
    </button>
  )
}
