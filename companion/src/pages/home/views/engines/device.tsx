/** Where nets run here, why not elsewhere, and how much memory there is and is held. */
import type { RuntimeInfo, RuntimeProvider } from '@inlay/shared'
import { useState } from 'preact/hooks'
import { freeMemory } from '../../api.ts'
import { Heard } from '../../shell/heard.tsx'
import type { Store } from '../../state.ts'
import { formatBytes } from '../../words/format.ts'
import { say } from '../../words/say.ts'

export const Device = ({
  runtime: { providers, cards, memory },
  store,
  onFreed,
}: {
  readonly runtime: RuntimeInfo
  readonly store: Store
  readonly onFreed: () => Promise<void>
}) => {
  const [freed, setFreed] = useState<boolean>()
  const best = providers.find(({ usable }) => usable)
  const free = (): void => {
    void store.act(async () => setFreed(await freeMemory())).then(onFreed)
  }
  return (
    <>
      <ul class="engine-providers card">
        {providers.map((provider) => (
          <Provider key={provider.id} provider={provider} isBest={provider === best} />
        ))}
        {best === undefined && <li>{say('engines.nowhere')}</li>}
      </ul>
      <div class="card engine-memory">
        {cards.map(({ name, driver, total, free: left }, i) => (
          <Memory
            key={`${name}-${i}`}
            name={name}
            detail={say('engines.driver', { driver })}
            total={total}
            free={left}
          />
        ))}
        <Memory name={say('engines.machine')} total={memory.total} free={memory.free} />
        <div class="row">
          <p class="words soft" role="status">
            {memory.resident === undefined
              ? say('engines.held.none')
              : say('engines.held', { size: formatBytes(memory.resident) })}
            {freed !== undefined && ` ${say(freed ? 'engines.freed' : 'engines.busy')}`}
          </p>
          <button type="button" onClick={free}>
            {say('engines.free')}
          </button>
        </div>
      </div>
    </>
  )
}

const Provider = ({
  provider: { name, usable, reason },
  isBest,
}: {
  readonly provider: RuntimeProvider
  readonly isBest: boolean
}) => (
  <li class="row">
    <span class="engine-provider">
      <span class={usable ? 'dot' : 'dot engine-off'} />
      <span class="name">{name}</span>
    </span>
    <span class="words soft">
      {usable ? (
        say(isBest ? 'engines.chosen' : 'engines.works')
      ) : (
        <Heard text={reason ?? 'it failed for an unknown reason'} />
      )}
    </span>
  </li>
)

const Memory = ({
  name,
  detail,
  total,
  free,
}: {
  readonly name: string
  readonly detail?: string
  readonly total: number
  readonly free: number
}) => {
  const words = say('engines.memory', { free: formatBytes(free), total: formatBytes(total) })
  return (
    <div>
      <p>
        {name}{' '}
        <span class="soft">
          {words}
          {detail !== undefined && ` · ${detail}`}
        </span>
      </p>
      {total > 0 && (
        <meter
          min={0}
          max={total}
          value={Math.max(0, total - free)}
          aria-label={`${name}: ${words}`}
        />
      )}
    </div>
  )
}
