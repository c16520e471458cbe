/** Where the mask comes from, and the brush. */
import type { MaskKind, Say } from '@inlay/shared/panel'
import { isTiled, maskKindOf } from '../panel/plan.ts'
import type { Panel, PanelState } from '../panel/state.ts'
import { FIGMA_SIDE } from '../results.ts'
import type { Work } from '../works.ts'
import { Segments, Slider } from './controls.tsx'
import { BrushIcon, ClickIcon, EmptyIcon, GroupIcon, ShapesIcon } from './icons.tsx'

interface Props {
  readonly say: Say
  readonly panel: Panel
  readonly state: PanelState
}

export const MaskControls = ({
  say,
  panel,
  state,
  work,
}: Props & { readonly work: Work | undefined }) => {
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
      disabled: source?.maskGroup !== true,
    },
    {
      value: 'empty',
      label: say('mask.empty'),
      icon: <EmptyIcon />,
      // Of pictures that nobody has looked at it is not known.
      disabled: source === undefined || work?.isHoley === false,
    },
  ] as const
  const shapes = source?.shapes ?? 0
  // A result is see-through around what was filled, which nobody wants filled.
  const isOffered = kind !== 'empty' && work?.isHoley === true && state.placed === undefined
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
          : say(isOffered ? 'mask.empty.offer' : HINTS[kind])}
      </p>
      {work !== undefined && isTiled(state, work) && (
        <p class="hint">{say('expand.tiled', { most: FIGMA_SIDE })}</p>
      )}
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
  shapes: 'mask.shapes.hint',
  group: 'mask.group.hint',
  brush: 'mask.brush.hint',
  click: 'mask.click.more',
  empty: 'mask.empty.hint',
  selection: 'mask.selection.hint',
} as const
