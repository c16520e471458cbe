/** The line between before and after, laid over the stage: dragged, or moved by the keyboard. */
import { useRef } from 'preact/hooks'
import { formatPercent } from '../../words/format.ts'
import { say } from '../../words/say.ts'
import type { Picture, StageView } from '../contract.ts'
import { splitByKey } from './split.ts'

export const Divider = ({
  view,
  picture,
  split,
  onSplit,
}: {
  readonly view: StageView
  readonly picture: Picture
  readonly split: number
  readonly onSplit: (split: number) => void
}) => {
  const line = useRef<HTMLDivElement>(null)
  const width = picture.width * view.scale
  const at = view.left + split * width
  const shown = Math.min(view.width, Math.max(0, at))
  const drag = (event: PointerEvent): void => {
    const frame = line.current?.parentElement?.getBoundingClientRect()
    if (frame !== undefined) onSplit((event.clientX - frame.left - view.left) / width)
  }
  return (
    <div
      ref={line}
      class="edit-divider"
      role="slider"
      tabIndex={0}
      aria-label={say('edit.compare.slider')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(split * 100)}
      aria-valuetext={say('edit.compare.value', { share: formatPercent(split) })}
      style={{ transform: `translateX(${shown}px)` }}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        event.currentTarget.focus()
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) drag(event)
      }}
      onKeyDown={(event) => {
        const next = splitByKey(split, event.key, event.shiftKey)
        if (next === undefined) return
        event.preventDefault()
        event.stopPropagation()
        onSplit(next)
      }}
    >
      <span class="edit-divider-grip" aria-hidden="true" />
      <span class="edit-divider-word edit-before" aria-hidden="true">
        {say('edit.compare.before')}
      </span>
      <span class="edit-divider-word edit-after" aria-hidden="true">
        {say('edit.compare.after')}
      </span>
    </div>
  )
}
