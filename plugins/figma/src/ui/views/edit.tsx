/** Where a fill is set up: what to do, the picture, its mask, the prompt, and more. */
import { extentWithin, type Margins, marginsToRatio, ratioOf } from '@inlay/shared'
import {
  type MaskKind,
  type Say,
  type Sentence,
  SHAPES,
  shapeOf,
  takesPrompt,
} from '@inlay/shared/panel'
import { NO_MARGINS, SIDES } from '@inlay/shared/studio'
import { useMemo, useState } from 'preact/hooks'
import { maskKindOf, obstacle, type Panel, type PanelState } from '../panel.ts'
import { createOverlay } from '../stage/overlay.ts'
import { Stage } from '../stage/stage.tsx'
import type { Work } from '../works.ts'
import { IconButton, NumberField, Segments, Slider } from './controls.tsx'
import {
  BrushIcon,
  ClearIcon,
  ClickIcon,
  EmptyIcon,
  EraseIcon,
  GroupIcon,
  InvertIcon,
  LeftIcon,
  RedoIcon,
  RightIcon,
  ShapesIcon,
  SubjectIcon,
  UndoIcon,
} from './icons.tsx'
import { More } from './more.tsx'

interface Props {
  readonly say: Say
  readonly panel: Panel
  readonly state: PanelState
}

export const Edit = ({ say, panel, state }: Props) => {
  const { settings, selection } = state
  const { operation } = settings
  const work = state.work !== null && 'capture' in state.work ? state.work : undefined
  const blocked = obstacle(state)
  const count = selection.sources.length
  return (
    <>
      <div class="work">
        <Picture {...{ say, panel, state, work }} />
        <div class="controls">
          {operation === 'expand' ? (
            <ExpandControls {...{ say, panel, work }} />
          ) : (
            <MaskControls {...{ say, panel, state, work }} />
          )}
          {operation !== 'remove' && <Prompt {...{ say, panel, state }} />}
          <More {...{ say, panel, state }} />
        </div>
      </div>
      <footer>
        <button
          type="button"
          class="button primary wide"
          disabled={blocked !== undefined}
          aria-describedby="blocked"
          onClick={() => panel.run()}
        >
          {count > 1 ? say(`run.${operation}.many`, { count }) : say(`run.${operation}`)}
        </button>
        <p id="blocked" class="soft line">
          {blocked === undefined ? <Engine {...{ say, state }} /> : say(blocked)}
        </p>
      </footer>
    </>
  )
}

/** What will do it, or would: the person should know where their picture goes. */
const Engine = ({ say, state }: Pick<Props, 'say' | 'state'>) => {
  const { link, settings } = state
  if (link.at !== 'ready') return null
  const able = link.engines.filter(
    ({ operations, available }) => available && operations.includes(settings.operation),
  )
  const engine = able.find(({ id }) => id === settings.engine) ?? able[0]
  if (engine === undefined) return null
  return <>{say('link.ready.engine', { engine: engine.name, device: engine.device })}</>
}

const Picture = ({ say, panel, state, work }: Props & { readonly work: Work | undefined }) => {
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
            {source === undefined && selection.problem === undefined && (
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
          <span class="stepper">
            <IconButton
              label={say('button.previous.picture')}
              onClick={() => panel.show(current - 1)}
            >
              <LeftIcon />
            </IconButton>
            <span>{say('job.position', { position: current + 1, count })}</span>
            <IconButton label={say('button.next.picture')} onClick={() => panel.show(current + 1)}>
              <RightIcon />
            </IconButton>
          </span>
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

const PaintTools = ({
  say,
  panel,
  work,
  kind,
  isErasing,
  onErase,
}: {
  readonly say: Say
  readonly panel: Panel
  readonly work: Work
  readonly kind: string
  readonly isErasing: boolean
  readonly onErase: () => void
}) => {
  const { doc } = work
  const act = (change: () => void) => () => {
    change()
    panel.touched()
  }
  return (
    <span class="tools">
      {kind === 'brush' && (
        <IconButton label={say('brush.erase')} pressed={isErasing} onClick={onErase}>
          <EraseIcon />
        </IconButton>
      )}
      {kind === 'click' && (
        <IconButton label={say('mask.subject')} onClick={() => void panel.selectSubject()}>
          <SubjectIcon />
        </IconButton>
      )}
      <IconButton
        label={say('mask.undo')}
        disabled={doc.steps.length === 0}
        onClick={() => panel.undo(false)}
      >
        <UndoIcon />
      </IconButton>
      <IconButton
        label={say('mask.redo')}
        disabled={doc.undone.length === 0}
        onClick={() => panel.undo(true)}
      >
        <RedoIcon />
      </IconButton>
      <IconButton label={say('mask.invert')} onClick={act(() => doc.add({ kind: 'invert' }))}>
        <InvertIcon />
      </IconButton>
      <IconButton
        label={say('mask.clear')}
        disabled={doc.steps.length === 0}
        onClick={() => panel.clearMask()}
      >
        <ClearIcon />
      </IconButton>
    </span>
  )
}

const MaskControls = ({ say, panel, state, work }: Props & { readonly work: Work | undefined }) => {
  const { settings, selection, current } = state
  const kind = maskKindOf(settings)
  const source = selection.sources[current]
  const choices = [
    { value: 'shapes', label: say('mask.shapes'), icon: <ShapesIcon /> },
    { value: 'brush', label: say('mask.brush'), icon: <BrushIcon /> },
    { value: 'click', label: say('mask.click'), icon: <ClickIcon /> },
    {
      value: 'group',
      label: say('mask.group'),
      icon: <GroupIcon />,
      disabled: source?.maskGroup === false,
    },
    {
      value: 'empty',
      label: say('mask.empty'),
      icon: <EmptyIcon />,
      disabled: work?.isHoley === false,
    },
  ] as const
  const shapes = source?.shapes ?? 0
  return (
    <section class="group" aria-label={say('mask.label')}>
      <div class="row">
        <span class="label">{say('mask.label')}</span>
        <Segments<MaskKind>
          label={say('mask.label')}
          look="icons"
          choices={choices}
          value={kind}
          onChange={(mask) => panel.set({ mask })}
        />
      </div>
      <p class="soft hint">
        {kind === 'shapes' && shapes > 0
          ? say({ plural: 'mask.shapes.count', count: shapes })
          : say(HINTS[kind])}
      </p>
      {kind === 'brush' && (
        <>
          <Slider
            label={say('brush.size')}
            value={settings.brushSize}
            min={2}
            max={200}
            shown={say('unit.pixels', { count: settings.brushSize })}
            onChange={(brushSize) => panel.set({ brushSize })}
          />
          <Slider
            label={say('brush.hardness')}
            value={Math.round(settings.brushHardness * 100)}
            min={0}
            max={100}
            shown={say('unit.percent', { count: Math.round(settings.brushHardness * 100) })}
            onChange={(percent) => panel.set({ brushHardness: percent / 100 })}
          />
        </>
      )}
    </section>
  )
}

const HINTS = {
  shapes: 'mask.shapes.none',
  group: 'mask.group.hint',
  brush: 'mask.brush.hint',
  click: 'mask.click.more',
  empty: 'mask.empty.hint',
  selection: 'mask.selection.hint',
} as const

const SIGNS = { left: 'L', top: 'T', right: 'R', bottom: 'B' } as const

const ExpandControls = ({
  say,
  panel,
  work,
}: {
  readonly say: Say
  readonly panel: Panel
  readonly work: Work | undefined
}) => {
  const margins = work?.margins ?? NO_MARGINS
  const extent = work?.capture ?? { width: 0, height: 0 }
  const grown = extentWithin(extent, margins)
  const set = (next: Margins): void => panel.setMargins(next)
  const shape = shapeOf(margins, extent)
  return (
    <section class="group" aria-label={say('operation.expand')}>
      <div class="row">
        <label for="shape">{say('expand.aspect')}</label>
        <select
          id="shape"
          class="field"
          value={shape ?? ''}
          disabled={work === undefined}
          onChange={(event) => {
            const { value } = event.currentTarget
            set(value === '' ? NO_MARGINS : marginsToRatio(extent, ratioOf(value), 'centre'))
          }}
        >
          <option value="">{say('expand.aspect.free')}</option>
          {SHAPES.map((one) => (
            <option key={one} value={one}>
              {one.replace(':', ' : ')}
            </option>
          ))}
        </select>
      </div>
      <fieldset class="sides" disabled={work === undefined}>
        <legend>{say('expand.sides')}</legend>
        {SIDES.map((side) => (
          <NumberField
            key={side}
            label={say(`expand.${side}`)}
            prefix={SIGNS[side]}
            value={margins[side]}
            min={0}
            max={8192}
            onChange={(value) => set({ ...margins, [side]: value ?? 0 })}
          />
        ))}
      </fieldset>
      <p class="soft hint">{work === undefined ? '' : say('expand.size', { ...grown })}</p>
    </section>
  )
}

const Prompt = ({ say, panel, state }: Props) => {
  const { settings, link } = state
  const engines = link.at === 'ready' ? link.engines : []
  const isHeeded = takesPrompt(settings, engines)
  const { operation } = settings
  return (
    <section class="group">
      <label class="label" for="prompt">
        {say('prompt.label')}
      </label>
      <textarea
        id="prompt"
        class="field"
        rows={2}
        maxLength={4000}
        placeholder={say(operation === 'expand' ? 'prompt.expand' : 'prompt.fill')}
        value={settings.prompt}
        aria-describedby="prompt-said"
        onInput={(event) => panel.set({ prompt: event.currentTarget.value })}
      />
      <p id="prompt-said" class="soft hint" hidden={isHeeded}>
        {say('prompt.none.installed')}
      </p>
    </section>
  )
}
