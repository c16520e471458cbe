/** The whole panel: connection first, then work; keys; the fills that go on meanwhile; what is said. */
import { OPERATIONS } from '@inlay/shared'
import {
  createSay,
  isComposing,
  isUnderWay,
  type Job,
  panelCatalogue,
  type Say,
} from '@inlay/shared/panel'
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks'
import { obstacle } from '../panel/plan.ts'
import type { Panel, PanelState } from '../panel/state.ts'
import { Connect } from './connect.tsx'
import { IconButton, Segments } from './controls.tsx'
import { Edit } from './edit.tsx'
import { CloseIcon, LargerIcon, LeftIcon, SmallerIcon } from './icons.tsx'
import { JobView } from './job.tsx'
import { Others } from './others.tsx'

interface Props {
  readonly say: Say
  readonly panel: Panel
}

export const SMALL = { width: 340, height: 640 } as const
const LARGE = { width: 900, height: 720 } as const

/** Milliseconds that a line at the bottom stays. */
const TOAST = 7000

export const App = ({ panel }: Pick<Props, 'panel'>) => {
  const [, update] = useReducer((count: number) => count + 1, 0)
  useEffect(() => panel.subscribe(() => update(undefined)), [panel])
  const { state } = panel
  const say = useMemo(() => createSay(panelCatalogue(state.language)), [state.language])
  useLayoutEffect(() => {
    document.documentElement.lang = state.language
  }, [state.language])
  useKeys(panel)
  const main = useRef<HTMLElement>(null)
  const place = state.view.at === 'job' ? state.view.id : state.view.at
  const before = useRef(place)
  // What had the focus is gone with its view; no button gets it, or Enter would press that.
  useLayoutEffect(() => {
    if (before.current !== place) main.current?.focus()
    before.current = place
  }, [place])
  const job = shownJob(state)
  return (
    <div class="panel">
      {isWorking(state, job) ? (
        <main class="main" ref={main} tabIndex={-1}>
          <h1 class="unseen">Inlay</h1>
          <Head {...{ say, panel, state }} />
          {job === undefined ? (
            <Edit {...{ say, panel, state }} />
          ) : (
            <JobView key={job.record.id} {...{ say, panel, state, job }} />
          )}
          <Others {...{ say, panel, state }} shown={job?.record.id} />
        </main>
      ) : (
        state.link.at !== 'ready' && <Connect say={say} panel={panel} state={state.link} />
      )}
      <Toasts {...{ say, panel, state }} />
    </div>
  )
}

/** A fill that is looked at stays in view while the companion is out of reach; it says so itself. */
const isWorking = ({ link }: PanelState, job: Job | undefined): boolean => {
  if (link.at === 'ready') return true
  const isAway = link.at === 'missing' || link.at === 'looking'
  return isAway && job !== undefined && job.state !== 'failed'
}

const shownJob = ({ view, jobs }: PanelState): Job | undefined =>
  view.at === 'job' ? jobs.find(({ record }) => record.id === view.id) : undefined

const Head = ({ say, panel, state }: Props & { readonly state: PanelState }) => {
  const [isLarge, setLarge] = useState(false)
  const job = shownJob(state)
  return (
    <header>
      {job === undefined ? (
        <Segments
          label={say('operations.label')}
          choices={OPERATIONS.map((value) => ({ value, label: say(`operation.${value}`) }))}
          value={state.settings.operation}
          onChange={(operation) => panel.set({ operation })}
        />
      ) : (
        <>
          <IconButton label={say('button.back')} onClick={() => panel.view({ at: 'edit' })}>
            <LeftIcon />
          </IconButton>
          <strong>{say(`operation.${job.record.operation}`)}</strong>
          <span class="spring" />
        </>
      )}
      <IconButton
        label={say(isLarge ? 'view.smaller' : 'view.larger')}
        onClick={() => {
          const { width, height } = isLarge ? SMALL : LARGE
          panel.resize(width, height)
          setLarge(!isLarge)
        }}
      >
        {isLarge ? <SmallerIcon /> : <LargerIcon />}
      </IconButton>
    </header>
  )
}

const Toasts = ({ say, panel, state }: Props & { readonly state: PanelState }) => {
  const { toast } = state
  useEffect(() => {
    if (toast === undefined) return
    const timer = setTimeout(() => panel.dropToast(), TOAST)
    return () => clearTimeout(timer)
  }, [toast, panel])
  return (
    <div class="toasts" role="status">
      {toast !== undefined && (
        <div class={`toast ${toast.tone}`}>
          <span>{say({ all: toast.sentences })}</span>
          <IconButton label={say('button.dismiss')} onClick={() => panel.dropToast()}>
            <CloseIcon />
          </IconButton>
        </div>
      )}
    </div>
  )
}

/** Enter runs or applies, Esc cancels or goes back, arrows step through variations. */
const useKeys = (panel: Panel): void => {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isComposing(event)) return
      const { state } = panel
      const job = shownJob(state)
      const { target } = event
      const isText =
        target instanceof HTMLTextAreaElement ||
        (target instanceof HTMLInputElement && target.type === 'text')
      const isControl =
        target instanceof HTMLButtonElement ||
        target instanceof HTMLSelectElement ||
        (target instanceof HTMLElement && target.tagName === 'SUMMARY')
      if (event.key === 'Enter' && !isControl && !event.shiftKey && isWorking(state, job)) {
        event.preventDefault()
        if (job === undefined) {
          if (obstacle(state) === undefined) panel.run()
        } else if (job.state === 'done') void panel.apply(job.record.id)
      }
      if (event.key === 'Escape') leave(panel, job)
      const isRange = target instanceof HTMLInputElement
      if (job?.state === 'done' && !isText && !isRange) {
        if (event.key === 'ArrowLeft') panel.queue.step(job.record.id, -1)
        if (event.key === 'ArrowRight') panel.queue.step(job.record.id, 1)
      }
      if (job === undefined && state.placed !== undefined && !isText && !isRange) {
        if (event.key === 'ArrowLeft') void panel.switchTo(state.placed.chosen - 1)
        if (event.key === 'ArrowRight') void panel.switchTo(state.placed.chosen + 1)
      }
      const isUndo = (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'z'
      if (isUndo && !isText && job === undefined) {
        event.preventDefault()
        panel.undo(event.shiftKey)
      }
      if (!isText && job === undefined && (event.key === '[' || event.key === ']')) {
        const by = event.key === ']' ? 1.15 : 1 / 1.15
        const brushSize = Math.round(Math.min(200, Math.max(2, state.settings.brushSize * by)))
        panel.set({ brushSize })
      }
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [panel])
}

const leave = (panel: Panel, job: Job | undefined): void => {
  const { link } = panel.state
  if (link.at === 'pairing' || link.at === 'opening') panel.link.leave()
  else if (job !== undefined && isUnderWay(job)) panel.queue.cancel(job.record.id)
  else if (job !== undefined) panel.view({ at: 'edit' })
}
