/** An expansion by number: how far each side goes out, or the shape the picture shall have. */
import { extentWithin, marginsToRatio, RANGES, ratioOf } from '@inlay/shared'
import { SHAPES, shapeOf } from '@inlay/shared/panel'
import { clampMargin, NO_MARGINS, SIDES } from '@inlay/shared/studio'
import { useId } from 'preact/hooks'
import { say } from '../../words/say.ts'
import type { ExpandToolsProps } from '../contract.ts'
import { TypedNumber } from '../typed-number.tsx'
import './tools.css'

export const ExpandTools = ({ extent, margins, onMargins }: ExpandToolsProps) => {
  const id = useId()
  const shape = shapeOf(margins, extent)
  const isNone = SIDES.every((side) => margins[side] === 0)
  const [min, max] = RANGES.expand
  return (
    <div class="tools">
      <p class="soft tool-hint">{say('expand.hint')}</p>
      <label class="expand-shape">
        {say('expand.shape')}
        <select
          value={shape ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onMargins(value === '' ? NO_MARGINS : marginsToRatio(extent, ratioOf(value), 'centre'))
          }
        >
          <option value="">{say(isNone ? 'expand.shape.own' : 'expand.shape.free')}</option>
          {SHAPES.map((one) => (
            <option key={one} value={one}>
              {one.replace(':', ' : ')}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="expand-sides">
        <legend>{say('expand.sides')}</legend>
        {SIDES.map((side) => (
          <label key={side} for={`${id}-${side}`}>
            {say(`expand.side.${side}`)}
            <TypedNumber
              id={`${id}-${side}`}
              value={margins[side]}
              range={[min, max]}
              onCommit={(text) => onMargins({ ...margins, [side]: clampMargin(Number(text) || 0) })}
            />
          </label>
        ))}
      </fieldset>
      <div class="tool-row">
        <span class="soft" role="status">
          {say('expand.size', sizeOf(extentWithin(extent, margins)))}
        </span>
        <button type="button" class="quiet" disabled={isNone} onClick={() => onMargins(NO_MARGINS)}>
          {say('expand.none')}
        </button>
      </div>
    </div>
  )
}

const sizeOf = ({ width, height }: { readonly width: number; readonly height: number }) => ({
  width: String(width),
  height: String(height),
})
