/** Pointers on the stage: one works with the tool, two fingers zoom and pan. */
import type { Point } from '@inlay/shared'
import type { Viewport } from '@inlay/shared/studio'
import type { Hand } from './hands.ts'

export interface PointerWork {
  /** What the pressed pointer does; null for nothing. */
  readonly take: (event: PointerEvent) => Hand | null
  readonly view: () => Viewport
  readonly pinch: (
    from: Viewport,
    before: readonly [Point, Point],
    now: readonly [Point, Point],
  ) => void
  /** In CSS pixels of the stage. */
  readonly placeOf: (event: PointerEvent) => Point
  readonly moved: (at: Point) => void
}

export interface Pointers {
  down(event: PointerEvent): void
  move(event: PointerEvent): void
  up(event: PointerEvent): void
  cancel(event: PointerEvent): void
  /** Something is in hand. */
  readonly isBusy: boolean
}

/** @param work as it is now: read at each event */
export const createPointers = (work: () => PointerWork): Pointers => {
  let hand: { readonly pointer: number; readonly hand: Hand } | undefined
  const fingers = new Map<number, Point>()
  let pinched: { readonly from: Viewport; readonly before: readonly [Point, Point] } | undefined

  const two = (): readonly [Point, Point] | undefined => {
    const [a, b] = [...fingers.values()]
    return a === undefined || b === undefined ? undefined : [a, b]
  }
  const drop = (): void => {
    hand?.hand.cancel()
    hand = undefined
  }
  const leave = (event: PointerEvent): void => {
    fingers.delete(event.pointerId)
    if (two() === undefined) pinched = undefined
  }

  return {
    get isBusy() {
      return hand !== undefined || pinched !== undefined
    },
    down: (event) => {
      if (event.currentTarget instanceof Element) {
        event.currentTarget.setPointerCapture(event.pointerId)
      }
      if (event.pointerType === 'touch') {
        fingers.set(event.pointerId, work().placeOf(event))
        const before = two()
        if (before !== undefined) {
          // The first finger was not meant to paint.
          drop()
          pinched = { from: work().view(), before }
          return
        }
      }
      if (hand !== undefined) return
      const taken = work().take(event)
      if (taken !== null) hand = { pointer: event.pointerId, hand: taken }
    },
    move: (event) => {
      const at = work().placeOf(event)
      work().moved(at)
      if (fingers.has(event.pointerId)) fingers.set(event.pointerId, at)
      const now = two()
      if (pinched !== undefined && now !== undefined)
        work().pinch(pinched.from, pinched.before, now)
      else if (hand?.pointer === event.pointerId) hand.hand.move(event)
    },
    up: (event) => {
      leave(event)
      if (hand?.pointer !== event.pointerId) return
      hand.hand.end()
      hand = undefined
    },
    cancel: (event) => {
      leave(event)
      if (hand?.pointer === event.pointerId) drop()
    },
  }
}
