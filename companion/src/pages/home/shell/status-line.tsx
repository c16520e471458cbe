/** How the companion is, in one line, and what can be asked of it from everywhere. */
import type { CompanionStatus } from '@inlay/shared'
import { useState } from 'preact/hooks'
import { freeMemory, setPaused } from '../api.ts'
import type { State, Store } from '../state.ts'
import { formatBytes } from '../words/format.ts'
import { say, sayCount } from '../words/say.ts'
import { MemoryIcon, ResumeIcon, SignOutIcon } from './icons.tsx'

export const StatusLine = ({ store }: { readonly store: Store }) => {
  const { status, isGone } = store.state
  return (
    <div class="status">
      {status !== undefined && (
        <>
          <p class="status-line" role="status">
            <span class={`dot ${dotOf(store.state)}`} />
            <span class="label">{wordsOf(status, isGone)}</span>
          </p>
          <p class="status-detail label">
            {say('status.detail', {
              version: status.version,
              port: String(status.port),
              // A number stays beside its unit.
              memory: formatBytes(status.memory).replaceAll(' ', '\u00a0'),
            })}
          </p>
        </>
      )}
      {status?.paused === true && (
        <button
          type="button"
          title={say('button.resume')}
          onClick={() => void store.act(() => setPaused(false))}
        >
          <ResumeIcon />
          <span class="label">{say('button.resume')}</span>
        </button>
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

const dotOf = ({ isGone, status }: State): string => {
  if (isGone) return 'gone'
  if (status?.paused === true) return 'paused'
  return (status?.running ?? 0) > 0 ? 'busy' : ''
}

const wordsOf = ({ running, queued, paused }: CompanionStatus, isGone: boolean): string => {
  if (isGone) return say('status.gone')
  const ready = say(paused === true ? 'status.paused' : 'status.ready')
  const now = running === 0 ? ready : sayCount('status.running', running)
  return queued === 0 ? now : `${now}, ${sayCount('status.queued', queued)}`
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
