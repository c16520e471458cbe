/** A fill under way or come back: progress in words, previews, results side by side with the original. */
import { extentWithin, InlayError } from '@inlay/shared'
import { isUnderWay, type Job, noticeOfError, type Say, type Sentence } from '@inlay/shared/panel'
import { NO_MARGINS } from '@inlay/shared/studio'
import { useEffect, useState } from 'preact/hooks'
import { Target } from '../../messages.ts'
import type { Panel, PanelState } from '../panel/state.ts'
import { onWhole, type Results } from '../results.ts'
import type { Layer } from '../stage/draw.ts'
import { Stage } from '../stage/stage.tsx'
import type { Work } from '../works.ts'
import { NoticeButtons, StartCommand } from './connect.tsx'
import { Progress, Stepper } from './controls.tsx'
import { CompareIcon } from './icons.tsx'

interface Props {
  readonly say: Say
  readonly panel: Panel
  readonly state: PanelState
  readonly job: Job
}

export const JobView = (props: Props) => {
  const { say, panel, state, job } = props
  const { id } = job.record
  const isDone = job.state === 'done'
  return (
    <>
      <div class="work">
        <div class="stage-box">
          <JobStage {...props} />
          <div class="caption">
            <span class="name" title={job.record.title}>
              {job.record.title}
            </span>
            <span class="soft ellipsis">{job.record.prompt}</span>
          </div>
        </div>
        <div class="controls">
          {isUnderWay(job) && <UnderWay {...props} />}
          {isDone && <Variations {...props} />}
          {!isUnderWay(job) && !isDone && <Ended {...props} />}
          {state.misplaced?.jobId === id && (
            <div class="notice" role="alert">
              <p>{say(state.misplaced.sentence)}</p>
              <div class="buttons">
                <button
                  type="button"
                  class="button primary"
                  onClick={() => void panel.apply(id, true)}
                >
                  {say('host.place_page')}
                </button>
              </div>
            </div>
          )}
        </div>
      </div>
      <footer>
        {isUnderWay(job) && (
          <>
            <button type="button" class="button wide" onClick={() => panel.queue.cancel(id)}>
              {say('button.cancel')}
            </button>
            <p class="soft line">{say('jobs.close.hint')}</p>
          </>
        )}
        {isDone && (
          <>
            <div class="three">
              <button
                type="button"
                class="button primary"
                disabled={state.applying !== undefined || !state.results.has(id)}
                onClick={() => void panel.apply(id)}
              >
                {say(state.applying === id ? 'result.applying' : 'result.apply')}
              </button>
              <button
                type="button"
                class="button"
                title={say('result.more.hint')}
                disabled={!panel.canRepeat(id)}
                onClick={() => panel.more(id)}
              >
                {say('result.more')}
              </button>
              <button type="button" class="button" onClick={() => panel.discard(id)}>
                {say('result.discard')}
              </button>
            </div>
            <p class="soft line">{say(job.isFound ? { key: 'job.done.found' } : notesOf(job))}</p>
          </>
        )}
        {!isUnderWay(job) && !isDone && (
          <button type="button" class="button wide" onClick={() => panel.discard(id)}>
            {say('button.back')}
          </button>
        )}
      </footer>
    </>
  )
}

const notesOf = ({ report }: Job): Sentence => ({
  all: (report?.notes ?? []).map((heard) => ({ heard })),
})

const UnderWay = ({ say, panel, state, job }: Props) => {
  const isAway = job.state === 'away'
  const isKnown = isAway || (job.state === 'running' && job.fraction > 0)
  const missing = isAway && state.link.at === 'missing' ? state.link.notice : undefined
  return (
    <>
      <section class="under-way">
        <p role="status">{say(job.stage)}</p>
        <Progress label={say('job.progress')} fraction={isKnown ? job.fraction : undefined} />
      </section>
      {missing !== undefined && (
        <div class="notice">
          <p class="strong">{say(missing.title)}</p>
          {missing.next !== undefined && <p>{say(missing.next)}</p>}
          <StartCommand say={say} notice={missing} />
          <NoticeButtons say={say} panel={panel} actions={missing.actions} />
        </div>
      )}
    </>
  )
}

const Ended = ({ say, panel, state, job }: Props) => {
  const refusal = state.refusals.get(job.record.id)
  const error = job.error ?? new InlayError('cancelled')
  const notice = noticeOfError(error)
  const isPlain = job.state === 'cancelled' || job.state === 'lost' || refusal !== undefined
  const title: Sentence = refusal ?? (isPlain ? job.stage : notice.title)
  return (
    <div class="notice" role="alert">
      <p class="strong">{say(title)}</p>
      {!isPlain && notice.text !== undefined && <p class="soft">{say(notice.text)}</p>}
      {!isPlain && notice.next !== undefined && <p>{say(notice.next)}</p>}
      <NoticeButtons
        say={say}
        panel={panel}
        actions={panel.canRepeat(job.record.id) ? ['again'] : []}
        onAgain={() => {
          panel.more(job.record.id)
          panel.discard(job.record.id)
        }}
      />
    </div>
  )
}

const Variations = ({ say, panel, job }: Props) => {
  const count = job.variations.length
  const { id } = job.record
  if (count < 2) return null
  return (
    <section class="variations" aria-label={say('result.label')}>
      <Stepper
        previous={say('result.previous')}
        next={say('result.next')}
        onStep={(by) => panel.queue.step(id, by)}
      >
        {say('result.of', { index: job.chosen + 1, count })}
      </Stepper>
    </section>
  )
}

const JobStage = ({ say, panel, state, job }: Props) => {
  const { id } = job.record
  const work = panel.workOf(id)
  const results = state.results.get(id)
  const [isOriginal, setOriginal] = useState(false)
  const preview = useBitmap(job.previews.get(latest(job)))
  const previewBox = job.previewBounds.get(latest(job))
  const target = Target.safeParse(job.record.target).data
  const patch = results?.patches[job.chosen]
  if (work === undefined && patch === undefined) {
    return <div class="stage empty" aria-busy={isUnderWay(job)} />
  }
  const scene = sceneOf(work, results, job.chosen, job.record.operation === 'expand')
  const layers: Layer[] = [...scene.under]
  if (!isOriginal) {
    if (patch !== undefined) layers.push({ image: patch.bitmap, bounds: scene.patch })
    else if (preview !== undefined && previewBox !== undefined && target !== undefined) {
      layers.push({ image: preview, bounds: onWhole(previewBox, target) })
    }
  }
  return (
    <Stage
      say={say}
      name={`${id} ${results === undefined} ${work === undefined}`}
      {...scene.size}
      layers={layers}
    >
      {patch !== undefined && work !== undefined && (
        <button
          type="button"
          class="compare"
          aria-label={say('result.compare')}
          title={say('result.compare')}
          aria-pressed={isOriginal}
          onPointerDown={() => setOriginal(true)}
          onPointerUp={() => setOriginal(false)}
          onPointerLeave={() => setOriginal(false)}
          onBlur={() => setOriginal(false)}
          onKeyDown={(event) => {
            if (event.key === ' ') setOriginal(true)
          }}
          onKeyUp={() => setOriginal(false)}
        >
          <CompareIcon />
        </button>
      )}
      {isOriginal && <div class="badge">{say('result.before')}</div>}
    </Stage>
  )
}

/** The picture where it is on the canvas, and the patch; a patch alone where the picture is gone. */
const sceneOf = (
  work: Work | undefined,
  results: Results | undefined,
  chosen: number,
  isExpand: boolean,
) => {
  const patch = results?.patches[chosen]?.bounds ?? { left: 0, top: 0, width: 1, height: 1 }
  if (work === undefined) {
    const size = { width: patch.width, height: patch.height }
    return { size, under: [], patch: { left: 0, top: 0, ...size } }
  }
  const { width, height } = work.capture
  const margins = isExpand ? work.margins : NO_MARGINS
  const size = results?.canvas ?? extentWithin({ width, height }, margins)
  const at = results?.offset ?? { x: margins.left, y: margins.top }
  const bounds = { left: at.x, top: at.y, width, height }
  return { size, under: [{ image: work.shown.bitmap, bounds }], patch }
}

const latest = ({ previews }: Job): number => Math.min(...previews.keys())

const useBitmap = (base64: string | undefined): ImageBitmap | undefined => {
  const [bitmap, setBitmap] = useState<ImageBitmap>()
  useEffect(() => {
    if (base64 === undefined) {
      setBitmap(undefined)
      return
    }
    let isOver = false
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    createImageBitmap(new Blob([bytes])).then(
      (made) => {
        if (isOver) made.close()
        else setBitmap(made)
      },
      // A look that cannot be shown is no loss: the result comes.
      () => {},
    )
    return () => {
      isOver = true
    }
  }, [base64])
  return bitmap
}
