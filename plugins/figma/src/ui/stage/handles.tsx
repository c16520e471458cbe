/** The edges of an expansion, to be dragged or moved by arrow keys. */
import { type Bounds, type Margins, RANGES } from '@inlay/shared'
import type { Say } from '@inlay/shared/panel'
import { CORNERS, dragSides, keySide, SIDES, type Side, type Viewport } from '@inlay/shared/studio'
import { useRef } from 'preact/hooks'

const [, MOST] = RANGES.expand

export const EdgeHandles = ({
  say,
  view,
  paper,
  margins,
  onChange,
  onHold,
}: {
  readonly say: Say
  readonly view: Viewport
  readonly paper: Bounds
  readonly margins: Margins
  readonly onChange: (margins: Margins) => void
  readonly onHold: (isHeld: boolean) => void
}) => {
  const start = useRef<{ x: number; y: number; margins: Margins } | null>(null)
  const box = {
    left: view.left + paper.left * view.scale,
    top: view.top + paper.top * view.scale,
    right: view.left + (paper.left + paper.width) * view.scale,
    bottom: view.top + (paper.top + paper.height) * view.scale,
  }
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }

  const pointer = (sides: readonly Side[]) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      if (event.currentTarget instanceof Element) {
        event.currentTarget.setPointerCapture(event.pointerId)
      }
      start.current = { x: event.clientX, y: event.clientY, margins }
      onHold(true)
    },
    onPointerMove: (event: PointerEvent) => {
      if (start.current === null) return
      const { x, y, margins: from } = start.current
      const { scale } = view
      onChange(dragSides(from, sides, (event.clientX - x) / scale, (event.clientY - y) / scale))
    },
    onPointerUp: () => {
      start.current = null
      onHold(false)
    },
    onPointerCancel: () => {
      start.current = null
      onHold(false)
    },
  })

  const keyed = (side: Side) => (event: KeyboardEvent) => {
    const moved = keySide(margins, side, event)
    if (moved === null) return
    event.preventDefault()
    event.stopPropagation()
    onChange(moved)
  }

  return (
    <div class="handles">
      <div
        class="paper"
        style={{
          left: `${box.left}px`,
          top: `${box.top}px`,
          width: `${box.right - box.left}px`,
          height: `${box.bottom - box.top}px`,
        }}
      />
      {CORNERS.map(([across, down]) => (
        <div
          key={`${across}-${down}`}
          class={`corner ${across === 'left' ? 'falling' : 'rising'} ${down}`}
          style={{ left: `${box[across]}px`, top: `${box[down]}px` }}
          {...pointer([across, down])}
        />
      ))}
      {SIDES.map((side) => (
        <div
          key={side}
          class={`edge ${side}`}
          role="slider"
          tabIndex={0}
          aria-label={say(`expand.handle.${side}`, { count: margins[side] })}
          aria-orientation={side === 'left' || side === 'right' ? 'horizontal' : 'vertical'}
          aria-valuemin={0}
          aria-valuemax={MOST}
          aria-valuenow={margins[side]}
          style={{
            left: `${side === 'left' || side === 'right' ? box[side] : middle.x}px`,
            top: `${side === 'top' || side === 'bottom' ? box[side] : middle.y}px`,
          }}
          onKeyDown={keyed(side)}
          {...pointer([side])}
        />
      ))}
    </div>
  )
}
