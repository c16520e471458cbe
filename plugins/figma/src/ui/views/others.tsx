/** Below the rest: a result that lies in the document already, and the fills that are not looked at. */
import { isUnderWay, type Job, type Say } from '@inlay/shared/panel'
import type { Placed } from '../../messages.ts'
import type { Panel, PanelState } from '../panel/state.ts'
import { IconButton, Progress, Stepper } from './controls.tsx'
import { CloseIcon } from './icons.tsx'

interface Props {
  readonly say: Say
  readonly panel: Panel
}

export const Others = ({
  say,
  panel,
  state,
  shown,
}: Props & {
  readonly state: PanelState
  /** The job that is looked at. */
  readonly shown: string | undefined
}) => {
  const others = state.jobs.filter(({ record }) => record.id !== shown)
  const placed = shown === undefined ? state.placed : undefined
  if (others.length === 0 && placed === undefined) return null
  return (
    <aside class="others" aria-label={say('jobs.label')}>
      {placed !== undefined && <Selected {...{ say, panel, placed }} />}
      <Waiting {...{ say, panel, state }} />
      {others.map((job) => (
        <Other key={job.record.id} {...{ say, panel, job }} />
      ))}
    </aside>
  )
}

/** The result that is selected in the document: its variations, and doing it again. */
const Selected = ({ say, panel, placed }: Props & { readonly placed: Placed }) => {
  const { chosen, count } = placed
  return (
    <section class="selected" aria-label={say('result.placed')}>
      <div class="other">
        <span class="name">{say('result.placed')}</span>
        <span class="spring" />
        <Stepper
          previous={say('result.previous')}
          next={say('result.next')}
          disabled={count < 2}
          onStep={(by) => void panel.switchTo(chosen + by)}
        >
          {say('result.of', { index: chosen + 1, count })}
        </Stepper>
      </div>
      <div class="two">
        <button type="button" class="button" onClick={() => panel.redo()}>
          {say('result.redo')}
        </button>
        <button
          type="button"
          class="button"
          title={say('result.more.hint')}
          onClick={() => panel.morePlaced()}
        >
          {say('result.more')}
        </button>
      </div>
    </section>
  )
}

/** Several results can be placed at once. */
const Waiting = ({ say, panel, state }: Props & { readonly state: PanelState }) => {
  const count = state.jobs.filter((job) => job.state === 'done').length
  if (count < 2) return null
  return (
    <div class="other">
      <span class="name" role="status">
        {say({ plural: 'result.waiting', count })}
      </span>
      <span class="spring" />
      <button
        type="button"
        class="button quiet"
        disabled={state.applying !== undefined}
        onClick={() => void panel.applyAll()}
      >
        {say('result.apply.all')}
      </button>
    </div>
  )
}

const Other = ({ say, panel, job }: Props & { readonly job: Job }) => {
  const { id, title } = job.record
  const isOpen = isUnderWay(job)
  return (
    <div class="other">
      <button type="button" class="open" onClick={() => panel.view({ at: 'job', id })}>
        <span class="name" title={title}>
          {title}
        </span>
        <span class="soft ellipsis">{say(job.stage)}</span>
        {job.state === 'running' && (
          <Progress label={say('job.progress')} fraction={job.fraction} />
        )}
      </button>
      <IconButton
        label={say(isOpen ? 'jobs.cancel' : 'jobs.discard', { title })}
        onClick={() => (isOpen ? panel.queue.cancel(id) : panel.discard(id))}
      >
        <CloseIcon />
      </IconButton>
    </div>
  )
}
