/** Where the picture lies in the stage: fitted until the person zooms or pans, by wheel, keys or touch. */
import type { Bounds, Extent, Point } from '@inlay/shared'
import { centred, fit, keepInSight, pan, pinch, type Viewport, zoom } from '@inlay/shared/studio'
import { useMemo, useState } from 'preact/hooks'

export interface View {
  readonly now: Viewport
  readonly isFitted: boolean
  /** Device pixels of a CSS pixel. */
  readonly ratio: number
  fit(): void
  /** One pixel of the picture is one of the screen. */
  actual(): void
  zoom(by: number, at?: Point): void
  /** @param from where it was before */
  panFrom(from: Viewport, dx: number, dy: number): void
  pinchFrom(from: Viewport, before: readonly [Point, Point], now: readonly [Point, Point]): void
  /** While held it stays, whatever becomes of the picture's size. */
  hold(isHeld: boolean): void
}

/** CSS pixels of the picture that stay in sight. */
const IN_SIGHT = 48

/** @param room CSS pixels kept free around the fitted picture */
export const useView = (paper: Bounds, picture: Extent, stage: Extent, room: number): View => {
  const { left, top, width, height } = paper
  const fitted = useMemo(
    () => fit({ left, top, width, height }, stage, room),
    [left, top, width, height, stage, room],
  )
  // Its own view belongs to a picture of this size.
  const name = `${picture.width} ${picture.height}`
  const [own, setOwn] = useState<{ readonly name: string; readonly view: Viewport } | null>(null)
  const [held, setHeld] = useState<Viewport | null>(null)
  const mine = own?.name === name ? own.view : null
  const now = held ?? mine ?? fitted
  const ratio = Math.max(1, devicePixelRatio)
  const least = Math.min(fitted.scale, 1) / 4
  const middle = { x: stage.width / 2, y: stage.height / 2 }
  const set = (change: (before: Viewport) => Viewport): void =>
    setOwn((before) => {
      const from = before?.name === name ? before.view : fitted
      return { name, view: keepInSight(change(from), paper, stage, IN_SIGHT) }
    })
  return {
    now,
    isFitted: mine === null,
    ratio,
    fit: () => setOwn(null),
    actual: () => {
      const whole = centred(paper, stage, 1 / ratio)
      // Whole screen pixels, or every one would be a mixture of its neighbours.
      const snap = (value: number): number => Math.round(value * ratio) / ratio
      setOwn({ name, view: { ...whole, left: snap(whole.left), top: snap(whole.top) } })
    },
    zoom: (by, at = middle) => set((before) => zoom(before, by, at, least)),
    panFrom: (from, dx, dy) => set(() => pan(from, dx, dy)),
    pinchFrom: (from, before, after) => set(() => pinch(from, before, after, least)),
    hold: (isHeld) => setHeld(isHeld ? now : null),
  }
}
