/** What a pressed pointer, or the keyboard in its place, does with each tool. */
import type { Extent, Point } from '@inlay/shared'
import { beginStroke, type PointerLike, toPicture, type Viewport } from '@inlay/shared/studio'
import type { Brush, Clicks, EditMask, Tool } from '../contract.ts'

/** A pointer's state as the tools read it. */
export interface Poke extends PointerLike {
  readonly altKey: boolean
  readonly shiftKey: boolean
  /** 2 is the right one, 5 a pen's eraser. */
  readonly button: number
}

export interface Hand {
  move(poke: Poke): void
  end(): void
  /** As if it had never begun. */
  cancel(): void
}

export interface Grip {
  readonly view: Viewport
  /** Where the stage begins on the page. */
  readonly origin: Point
  readonly extent: Extent
  readonly brush: Brush
  readonly mask: EditMask | undefined
  readonly clicks: Clicks | undefined
  /** Shows an outline in the making, in pixels of the picture. */
  readonly trace: (points: readonly Point[]) => void
  /** The view follows a pointer that has gone so far since it was pressed, in CSS pixels. */
  readonly panBy: (dx: number, dy: number) => void
}

/** CSS pixels that a pointer may move and still have clicked. */
const STILL = 5
/** CSS pixels between two corners of a lasso's outline. */
const CORNERS = 1.5

/** Null: the tool has nothing to do here. */
export const takeInHand = (tool: Tool, poke: Poke, grip: Grip): Hand | null => {
  const { mask, clicks } = grip
  if (tool === 'pan') return panning(poke, grip)
  if (tool === 'select') return clicks === undefined ? null : clicking(clicks, poke, grip)
  if (mask === undefined) return null
  if (tool === 'lasso') return drawing(mask, poke, grip)
  if (tool === 'rectangle') return framing(mask, poke, grip)
  return painting(mask, tool === 'erase', poke, grip)
}

const takesAway = ({ altKey, button }: Poke): boolean => altKey || button === 2 || button === 5

const placeOf = ({ clientX, clientY }: Poke, { view, origin }: Grip): Point =>
  toPicture(view, { x: clientX - origin.x, y: clientY - origin.y })

const panning = (from: Poke, { panBy }: Grip): Hand => ({
  move: ({ clientX, clientY }) => panBy(clientX - from.clientX, clientY - from.clientY),
  end: () => {},
  cancel: () => panBy(0, 0),
})

const painting = (mask: EditMask, erase: boolean, poke: Poke, grip: Grip): Hand => {
  const look = { ...grip.brush, erase: erase || takesAway(poke) }
  const stroke = beginStroke(poke, mask, grip.view, look, grip.origin)
  return {
    move: (moved) => void stroke.move(moved),
    end: () => stroke.end(),
    cancel: () => mask.dropStroke(),
  }
}

const drawing = (mask: EditMask, poke: Poke, grip: Grip): Hand => {
  let points: readonly Point[] = [placeOf(poke, grip)]
  const least = CORNERS / grip.view.scale
  const over = (): void => grip.trace([])
  return {
    move: (moved) => {
      const seen = moved.getCoalescedEvents?.() ?? []
      for (const one of seen.length > 0 ? seen : [moved]) {
        const [place, last] = [placeOf({ ...pokeOf(moved), ...at(one) }, grip), points.at(-1)]
        const isFar = last === undefined || Math.hypot(place.x - last.x, place.y - last.y) >= least
        if (isFar) points = [...points, place]
      }
      grip.trace(points)
    },
    end: () => {
      over()
      if (points.length > 2) mask.outline({ erase: takesAway(poke), points })
    },
    cancel: over,
  }
}

const at = ({ clientX, clientY }: PointerLike) => ({ clientX, clientY })

/** An event's fields are no own ones: they are not copied by spreading. */
const pokeOf = ({ clientX, clientY, pressure, pointerType, altKey, shiftKey, button }: Poke) => ({
  ...{ clientX, clientY, pressure, pointerType, altKey, shiftKey, button },
})

/** Whole pixels of the picture; a square with shift. */
const framing = (mask: EditMask, poke: Poke, grip: Grip): Hand => {
  const from = placeOf(poke, grip)
  let corners: readonly Point[] = []
  const over = (): void => grip.trace([])
  return {
    move: (moved) => {
      const to = placeOf(moved, grip)
      let [width, height] = [to.x - from.x, to.y - from.y]
      if (moved.shiftKey) {
        const side = Math.max(Math.abs(width), Math.abs(height))
        ;[width, height] = [Math.sign(width) * side, Math.sign(height) * side]
      }
      const [left, right] = [Math.round(from.x), Math.round(from.x + width)]
      const [top, bottom] = [Math.round(from.y), Math.round(from.y + height)]
      corners = [
        { x: left, y: top },
        { x: right, y: top },
        { x: right, y: bottom },
        { x: left, y: bottom },
      ]
      grip.trace(corners)
    },
    end: () => {
      over()
      if (corners.length > 0) mask.outline({ erase: takesAway(poke), points: corners })
    },
    cancel: over,
  }
}

const clicking = (clicks: Clicks, poke: Poke, grip: Grip): Hand => {
  let isStill = true
  return {
    move: ({ clientX, clientY }) => {
      if (Math.hypot(clientX - poke.clientX, clientY - poke.clientY) > STILL) isStill = false
    },
    end: () => {
      const { x, y } = placeOf(poke, grip)
      const isInside = x >= 0 && y >= 0 && x < grip.extent.width && y < grip.extent.height
      if (isStill && isInside) clicks.click(x, y, takesAway(poke) ? 'out' : 'in')
    },
    cancel: () => {},
  }
}
