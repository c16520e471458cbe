/**
 * What the stage hears of the window: its size, dark or light, the wheel, the space bar, zoom keys. It
 * hears from the moment in which it is seen: an effect after the next frame would miss a quick hand.
 */
import type { Extent } from '@inlay/shared'
import * as z from '@inlay/shared/zod'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { isTyping } from '../typing.ts'
import { useLatest } from '../use-latest.ts'
import type { View } from './use-view.ts'
import { ZOOM_STEP } from './zoom.tsx'

interface Frame {
  readonly current: HTMLDivElement | null
}

/** In CSS pixels; 0 until it is laid out. */
export const useSize = (frame: Frame): Extent => {
  const [size, setSize] = useState<Extent>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const look = (): void =>
      setSize((before) => {
        const { clientWidth: width, clientHeight: height } = element
        return before.width === width && before.height === height ? before : { width, height }
      })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    look()
    return () => observer.disconnect()
  }, [frame])
  return size
}

const DARK = '(prefers-color-scheme: dark)'

export const useScheme = (): boolean => {
  const [isDark, setDark] = useState(() => matchMedia(DARK).matches)
  useEffect(() => {
    const media = matchMedia(DARK)
    const look = (): void => setDark(media.matches)
    media.addEventListener('change', look)
    return () => media.removeEventListener('change', look)
  }, [])
  return isDark
}

/** True while the space bar is held and the pointer is over the stage: it pans. */
export const useSpace = (frame: Frame): boolean => {
  const [isHeld, setHeld] = useState(false)
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const element = frame.current
      if (event.key !== ' ' || element === null || event.defaultPrevented) return
      // The keyboard's own cursor paints with it; a button is pressed with it.
      if (element.classList.contains('keyed') || !element.matches(':hover')) return
      if (event.target !== element && event.target !== document.body) return
      event.preventDefault()
      setHeld(true)
    }
    const released = (event: KeyboardEvent): void => {
      if (event.key === ' ') setHeld(false)
    }
    const gone = (): void => setHeld(false)
    addEventListener('keydown', pressed)
    addEventListener('keyup', released)
    addEventListener('blur', gone)
    return () => {
      removeEventListener('keydown', pressed)
      removeEventListener('keyup', released)
      removeEventListener('blur', gone)
    }
  }, [frame])
  return isHeld
}

/** The wheel zooms about the pointer; sideways, or with shift, it pans. */
export const useWheel = (frame: Frame, view: View): void => {
  const latest = useLatest(view)
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const wheel = (event: WheelEvent): void => {
      event.preventDefault()
      const { left, top } = element.getBoundingClientRect()
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1
      const [dx, dy] = [event.deltaX * lines, event.deltaY * lines]
      const { current: seen } = latest
      const isPan = !event.ctrlKey && !event.metaKey && (event.shiftKey || Math.abs(dx) > 0)
      if (isPan) seen.panFrom(seen.now, event.shiftKey ? -dx - dy : -dx, event.shiftKey ? 0 : -dy)
      else {
        // Two fingers on a trackpad come as small steps with ctrl.
        const speed = event.ctrlKey && Math.abs(dy) < 50 ? 0.01 : 0.0025
        seen.zoom(Math.exp(-dy * speed), { x: event.clientX - left, y: event.clientY - top })
      }
    }
    // Passive listeners may not keep the page from scrolling.
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [frame, latest])
}

/**
 * Two fingers on a trackpad in Safari, which tells of them by events of its own where others turn
 * the wheel with ctrl (WebKit's GestureEvent; no other browser has it).
 * @param isTouched fingers on the screen itself are heard as pointers already
 */
export const useTrackpad = (frame: Frame, view: View, isTouched: () => boolean): void => {
  /** How far apart they are now, of how far they were at first. */
  const spread = useRef(1)
  const latest = useLatest({ view, isTouched })
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const began = (event: Event): void => {
      // Or the whole page is enlarged.
      event.preventDefault()
      spread.current = 1
    }
    const changed = (event: Event): void => {
      event.preventDefault()
      const { scale, clientX, clientY } = Gesture.safeParse(event).data ?? NO_GESTURE
      const by = scale / spread.current
      spread.current = scale
      const { left, top } = element.getBoundingClientRect()
      const { current: now } = latest
      if (by !== 1 && !now.isTouched()) now.view.zoom(by, { x: clientX - left, y: clientY - top })
    }
    element.addEventListener('gesturestart', began)
    element.addEventListener('gesturechange', changed)
    return () => {
      element.removeEventListener('gesturestart', began)
      element.removeEventListener('gesturechange', changed)
    }
  }, [frame, latest])
}

/** What of it is used; no browser's types know it. */
const Gesture = z.object({ scale: z.number().positive(), clientX: z.number(), clientY: z.number() })
const NO_GESTURE = { scale: 1, clientX: 0, clientY: 0 }

/** + and -, 0 for all of it, 1 for pixel for pixel; with ctrl or without. */
export const useZoomKeys = (view: View): void => {
  const latest = useLatest(view)
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.altKey || event.defaultPrevented || isTyping(event)) return
      const { key } = event
      const { current: seen } = latest
      if (key === '+' || key === '=') seen.zoom(ZOOM_STEP)
      else if (key === '-' || key === '_') seen.zoom(1 / ZOOM_STEP)
      else if (key === '0') seen.fit()
      else if (key === '1') seen.actual()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [latest])
}
