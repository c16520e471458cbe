/** How much is added to a picture: by a shape, or by pixels on each side. */
import { extentWithin, type Margins, marginsToRatio, ratioOf } from '@inlay/shared'
import { type Say, SHAPES, shapeOf } from '@inlay/shared/panel'
import { NO_MARGINS, SIDES } from '@inlay/shared/studio'
import type { Panel } from '../panel/state.ts'
import { FIGMA_SIDE } from '../results.ts'
import type { Work } from '../works.ts'
import { NumberField } from './controls.tsx'

const SIGNS = { left: '←', top: '↑', right: '→', bottom: '↓' } as const

export const ExpandControls = ({
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
      {work?.isHoley === true && <p class="soft hint">{say('expand.holes')}</p>}
      {Math.max(grown.width, grown.height) > FIGMA_SIDE && (
        <p class="hint">{say('expand.tiled', { most: FIGMA_SIDE })}</p>
      )}
    </section>
  )
}
