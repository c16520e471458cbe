/** Fills that wait or run: how far they are, and calling them off. */
import type { FillRecord } from '@inlay/shared'
import { client } from '../../companion.ts'
import type { Store } from '../../state.ts'
import { formatPercent } from '../../words/format.ts'
import { say, sayCount } from '../../words/say.ts'
import { sayStage } from '../../words/stages.ts'
import { nameOf } from './card.tsx'

export const Running = ({ store, fill }: { readonly store: Store; readonly fill: FillRecord }) => {
  const { id, status } = fill
  return (
    <li class="card fill-running">
      <div class="words">
        <p class="name fill-name" title={nameOf(fill)}>
          {nameOf(fill)}
        </p>
        <p class="soft">{wordsOf(fill)}</p>
        <progress
          max={1}
          value={status.fraction}
          aria-label={say('fill.progress', { name: nameOf(fill) })}
        />
      </div>
      <button
        type="button"
        aria-label={`${say('fill.cancel')}: ${nameOf(fill)}`}
        onClick={() => void store.act(() => client.cancel(id))}
      >
        {say('fill.cancel')}
      </button>
    </li>
  )
}

const wordsOf = ({ status }: FillRecord): string => {
  const { state, position = 0, stage, fraction } = status
  if (state === 'running') return `${sayStage(stage)} · ${formatPercent(fraction)}`
  return position === 0 ? say('fill.next') : sayCount('fill.behind', position)
}
