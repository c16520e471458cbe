/** The picture in hand on its stage, with its mask or margins; its name, and the way to the others. */
import type { Say, Sentence } from '@inlay/shared/panel'
import { useMemo, useState } from 'preact/hooks'
import { maskKindOf } from '../panel/plan.ts'
import type { Panel, PanelState } from '../panel/state.ts'
import { createOverlay } from '../stage/overlay.ts'
import { Stage } from '../stage/stage.tsx'
import type { Work } from '../works.ts'
import { Stepper } from './controls.tsx'
import { PaintTools } from './paint-tools.tsx'

interface Props {
  readonly say: Say
  readonly panel: Panel
  readonly state: PanelState
}

export const Picture = ({
  say,
  panel,
  state,
  work,
}: Props & { readonly work: Work | undefined }) => {
  const { selection, settings, current } = state
  const kind = settings.operation === 'expand' ? 'expand' : maskKindOf(settings)
  const isPainted = kind === 'brush' || kind === 'click'
  const grid = isPainted ? work?.doc.grid : (work?.given ?? undefined)
  const isGiven = kind === 'shapes' || kind === 'group'
  const overlay = useMemo(
    () => (grid !== undefined && (isPainted || isGiven) ? createOverlay(grid) : undefined),
    [grid, isPainted, isGiven, state.painted],
  )
  const [isErasing, setErasing] = useState(false)
  const source = selection.sources[current]
  if (work === undefined) {
    const failed = state.work
    const isReading = source !== undefined && failed === null
    return (
      <div class="stage-box">
        <div class="stage empty" aria-busy={isReading}>
          <div>
            <strong>{say(isReading ? 'source.reading' : titleOf(state, failed))}</strong>
            {source === undefined && selection.problem === 'nothing_selected' && (
              <p>{say('source.none.hint')}</p>
            )}
          </div>
        </div>
        <Caption {...{ say, panel, state }} />
      </div>
    )
  }
  const { width, height, target } = work.capture
  const layers = [{ image: work.shown.bitmap, bounds: { left: 0, top: 0, width, height } }]
  return (
    <div class="stage-box">
      <Stage
        say={say}
        name={`${target.nodeId} ${kind}`}
        {...{ width, height, layers, overlay }}
        {...(kind === 'brush'
          ? {
              brush: {
                doc: work.doc,
                look: {
                  size: settings.brushSize,
                  hardness: settings.brushHardness,
                  erase: isErasing,
                },
                onPainted: () => panel.touched(),
              },
            }
          : {})}
        {...(kind === 'click' ? { onClick: (x, y, label) => void panel.click(x, y, label) } : {})}
        {...(kind === 'expand'
          ? { expand: { margins: work.margins, onChange: (margins) => panel.setMargins(margins) } }
          : {})}
      >
        {state.isSelecting && <div class="badge">{say('mask.selecting')}</div>}
      </Stage>
      <Caption {...{ say, panel, state }}>
        {isPainted && (
          <PaintTools
            {...{ say, panel, work, kind, isErasing }}
            onErase={() => setErasing(!isErasing)}
          />
        )}
      </Caption>
    </div>
  )
}

const titleOf = ({ selection, placed }: PanelState, failed: PanelState['work']): Sentence => {
  if (placed !== undefined) return { key: 'result.selected' }
  if (failed !== null && !('capture' in failed)) return failed
  return selection.problem === undefined || selection.problem === 'nothing_selected'
    ? { key: 'source.none' }
    : { key: `host.${selection.problem}` }
}

/** Which picture this is, and the way to the others. */
const Caption = ({
  say,
  panel,
  state,
  children,
}: Props & { readonly children?: preact.ComponentChildren }) => {
  const { selection, current } = state
  const source = selection.sources[current]
  const count = selection.sources.length
  if (source === undefined) return null
  const { name, width, height } = source
  return (
    <>
      <div class="caption">
        <span class="name" title={name}>
          {name}
        </span>
        <span class="soft">{say('source.size', { width, height })}</span>
        <span class="spring" />
        {count > 1 && (
          <Stepper
            previous={say('button.previous.picture')}
            next={say('button.next.picture')}
            onStep={(by) => panel.show(current + by)}
          >
            {say('job.position', { position: current + 1, count })}
          </Stepper>
        )}
        {children}
      </div>
      {source.notes.map((note) => (
        <p key={note} class="note">
          {say(`note.${note}`, { width, height })}
        </p>
      ))}
    </>
  )
}
