/** A running fill, or a replay of several: what is being done in words, how far it is, and stopping it. */
import type { Job } from '@inlay/shared/panel'
import { formatPercent } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import type { Editor } from '../editor.ts'
import { sayJob } from './job-words.ts'

export const Progress = ({ editor }: { readonly editor: Editor }) => {
  const { job, replay, engines, at } = editor.state
  if (at === 'restoring') return <p role="status">{say('edit.restoring')}</p>
  const fraction =
    replay === undefined
      ? (job?.fraction ?? 0)
      : (replay.done + (job?.fraction ?? 0)) / Math.max(1, replay.count)
  const engine = engines.find(({ id }) => id === job?.engine)?.name
  return (
    <div class="edit-progress" tabIndex={-1}>
      <p class="edit-progress-words" role="status">
        {replay !== undefined
          ? say('edit.replaying', { index: replay.done + 1, count: replay.count })
          : job !== undefined
            ? sayJob(job)
            : ''}
      </p>
      <progress
        max={1}
        value={isWaiting(job) ? undefined : fraction}
        aria-label={say('edit.progress')}
      />
      <div class="edit-progress-foot">
        <span class="soft">
          {engine !== undefined && `${engine} · `}
          {formatPercent(fraction)}
        </span>
        <button type="button" onClick={() => editor.cancel()}>
          {say(replay === undefined ? 'edit.cancel' : 'edit.stop')}
        </button>
      </div>
    </div>
  )
}

const isWaiting = (job: Job | undefined): boolean =>
  job !== undefined && ['preparing', 'sending', 'away'].includes(job.state)
