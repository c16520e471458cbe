/** The stage by keyboard: a cursor moved by arrows that presses as a pointer does, and the view's keys. */
import type { Extent, Point } from '@inlay/shared'
import type { Hand, Poke } from './hands.ts'

export interface KeyWork {
  readonly stage: Extent
  /** Where the stage begins on the page. */
  readonly origin: () => Point
  readonly take: (poke: Poke) => Hand | null
  /** The tool does at once what it does: nothing is drawn. */
  readonly isInstant: boolean
  readonly moved: (at: Point, isPressed: boolean) => void
  readonly left: () => void
}

export interface Keys {
  /** True when the key was for the cursor. */
  down(event: KeyboardEvent): boolean
  up(event: KeyboardEvent): void
  /** The keyboard is elsewhere; what was pressed ends. */
  leave(): void
  /** The pointer works now, from here on. */
  put(at: Point): void
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** CSS pixels of a step: with alt, by itself, with shift. */
const STEPS = [1, 10, 50] as const

/** @param work as it is now: read at each key */
export const createKeys = (work: () => KeyWork): Keys => {
  let at: Point | undefined
  let isShown = false
  let hand: Hand | undefined
  /** The key that is held down for it; undefined when Enter began it. */
  let holding: string | undefined

  const poke = (place: Point, event?: KeyboardEvent): Poke => {
    const { x, y } = work().origin()
    return {
      clientX: x + place.x,
      clientY: y + place.y,
      pressure: 1,
      pointerType: 'keyboard',
      altKey: event?.altKey ?? false,
      shiftKey: false,
      button: 0,
    }
  }
  const finish = (): void => {
    hand?.end()
    hand = undefined
    holding = undefined
    if (at !== undefined && isShown) work().moved(at, false)
  }
  const press = (place: Point, event: KeyboardEvent): void => {
    hand = work().take(poke(place, event)) ?? undefined
    if (work().isInstant) finish()
    else work().moved(place, hand !== undefined)
  }
  const arrow = (event: KeyboardEvent, [dx, dy]: readonly [number, number]): void => {
    const { width, height } = work().stage
    const from = at ?? { x: width / 2, y: height / 2 }
    const step = STEPS[event.shiftKey ? 2 : event.altKey && hand === undefined ? 0 : 1]
    const held = (value: number, most: number): number => Math.min(most - 1, Math.max(0, value))
    // The first one only shows where it is.
    at = isShown
      ? { x: held(from.x + dx * step, width), y: held(from.y + dy * step, height) }
      : from
    isShown = true
    hand?.move(poke(at, event))
    work().moved(at, hand !== undefined)
  }

  return {
    down: (event) => {
      const { key } = event
      if (event.ctrlKey || event.metaKey) return false
      const way = ARROWS[key]
      if (way !== undefined) {
        arrow(event, way)
        return true
      }
      if (!isShown || at === undefined) return false
      if (key === ' ') {
        if (hand === undefined && !event.repeat) {
          holding = ' '
          press(at, event)
        }
        return true
      }
      if (key === 'Enter') {
        if (hand === undefined) press(at, event)
        else finish()
        return true
      }
      if (key === 'Escape') {
        hand?.cancel()
        hand = undefined
        isShown = false
        work().left()
        return true
      }
      return false
    },
    up: ({ key }) => {
      if (hand !== undefined && key === holding) finish()
    },
    leave: () => {
      finish()
      isShown = false
      work().left()
    },
    put: (place) => {
      at = place
      isShown = false
    },
  }
}
