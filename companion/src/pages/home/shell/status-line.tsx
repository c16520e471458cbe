/** How the companion is, in one line, and what can be asked of it from everywhere. */
import { useState } from 'preact/hooks'
import { freeMemory } from '../api.ts'
import type { Store } from '../state.ts'
import { formatBytes } from '../words/format.ts'
import { say, sayCount } from '../words/say.ts'
import { MemoryIcon, SignOutIcon } from './icons.tsx'

export const StatusLine = ({ store }: { readonly store: Store }) => {
  const { status, isGone } = store.state
  return (
    <div class="status">
      {status !== undefined && (
        <>
          <p class="status-line" role="status">
            <span class={isGone ? 'dot gone' : status.running > 0 ? 'dot busy' : 'dot'} />
            <span class="label">
              {isGone
                ? say('status.gone')
                : status.running === 0
                  ? say('status.ready')
                  : sayCount('status.running', status.running)}
              {status.queued > 0 && `, ${sayCount('status.queued', status.queued)}`}
            </span>
          </p>
          <p class="status-detail label">
            {say('status.detail', {
              version: status.version,
              port: String(status.port),
              memory: formatBytes(status.memory),
            })}
          </p>
        </>
      )}
      <FreeMemory store={store} />
      <button
        type="button"
        class="quiet"
        title={say('button.signout')}
        onClick={() => void store.signOut()}
      >
        <SignOutIcon />
        <span class="label">{say('button.signout')}</span>
      </button>
    </div>
  )
}

const FreeMemory = ({ store }: { readonly store: Store }) => {
  const [outcome, setOutcome] = useState<'free' | 'freed' | 'busy'>('free')
  return (
    <button
      type="button"
      class="quiet"
      title={say(`button.${outcome}`)}
      onClick={() =>
        void store.act(async () => {
          setOutcome((await freeMemory()) ? 'freed' : 'busy')
          setTimeout(() => setOutcome('free'), 3000)
        })
      }
    >
      <MemoryIcon />
      <span class="label" aria-live="polite">
        {say(`button.${outcome}`)}
      </span>
    </button>
  )
}
