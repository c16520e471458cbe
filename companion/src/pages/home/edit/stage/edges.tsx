/** The edges of an expansion, to be dragged or moved by arrow keys. */
import {
  type Bounds,
  boundsBottom,
  boundsRight,
  type Extent,
  type Margins,
  RANGES,
} from '@inlay/shared'
import {
  CORNERS,
  dragSides,
  keySide,
  onStage,
  SIDES,
  type Side,
  type Viewport,
} from '@inlay/shared/studio'
import { useRef } from 'preact/hooks'
import { say } from '../../words/say.ts'

export const Edges = ({
  view,
  picture,
  paper,
  margins,
  onMargins,
  onHold,
}: {
  readonly view: Viewport
  readonly picture: Extent
  readonly paper: Bounds
  readonly margins: Margins
  readonly onMargins: (margins: Margins) => void
  /** Being dragged, the picture stays where it is. */
  readonly onHold: (isHeld: boolean) => void
}) => {
  const start = useRef<
    { readonly x: number; readonly y: number; readonly margins: Margins } | undefined
  >(undefined)
  const box = onStage(paper, view)
  const places = {
    left: box.left,
    top: box.top,
    right: boundsRight(box),
    bottom: boundsBottom(box),
  }
  const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 }

  const drop = (): void => {
    start.current = undefined
    onHold(false)
  }
  const drag = (sides: readonly Side[]) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return
      if (event.currentTarget instanceof Element) {
        event.currentTarget.setPointerCapture(event.pointerId)
      }
      event.stopPropagation()
      start.current = { x: event.clientX, y: event.clientY, margins }
      onHold(true)
    },
    onPointerMove: (event: PointerEvent) => {
      if (start.current === undefined) return
      event.stopPropagation()
      const { x, y, margins: from } = start.current
      const [dx, dy] = [(event.clientX - x) / view.scale, (event.clientY - y) / view.scale]
      const { altKey: isBoth, shiftKey } = event
      onMargins(dragSides(from, sides, dx, dy, { isBoth, shaped: shiftKey ? picture : undefined }))
    },
    onPointerUp: drop,
    onPointerCancel: drop,
  })
  const press = (side: Side) => (event: KeyboardEvent) => {
    const moved = keySide(margins, side, event)
    if (moved === null) return
    event.preventDefault()
    event.stopPropagation()
    onMargins(moved)
  }
  const isAcross = (side: Side): boolean => side === 'left' || side === 'right'

  return (
    <div class="stage-edges">
      <div
        class="stage-paper"
        style={{
          left: `${box.left}px`,
          top: `${box.top}px`,
          width: `${box.width}px`,
          height: `${box.height}px`,
        }}
      />
      {CORNERS.map(([across, down]) => (
        <div
          key={`${across} ${down}`}
          class={`stage-corner ${(across === 'left') === (down === 'top') ? 'falling' : 'rising'}`}
          style={{ left: `${places[across]}px`, top: `${places[down]}px` }}
          {...drag([across, down])}
        />
      ))}
      {SIDES.map((side) => (
        <div
          key={side}
          class={`stage-edge ${isAcross(side) ? 'across' : 'down'}`}
          role="slider"
          tabIndex={0}
          aria-label={say(`expand.${side}`)}
          aria-orientation={isAcross(side) ? 'horizontal' : 'vertical'}
          aria-valuemin={RANGES.expand[0]}
          aria-valuemax={RANGES.expand[1]}
          aria-valuenow={margins[side]}
          aria-valuetext={say('tool.pixels', { count: margins[side] })}
          style={{
            left: `${isAcross(side) ? places[side] : middle.x}px`,
            top: `${isAcross(side) ? middle.y : places[side]}px`,
          }}
          onKeyDown={press(side)}
          {...drag([side])}
        />
      ))}
    </div>
  )
}
