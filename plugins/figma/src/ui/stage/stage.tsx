/** The stage: the picture with its mask or its result, to be looked at, painted on, clicked, zoomed. */
import type { Bounds, Extent, Margins } from '@inlay/shared'
import type { Say } from '@inlay/shared/panel'
import {
  type BrushLook,
  beginStroke,
  fit,
  pan,
  type StrokeInHand,
  toPicture,
  type Viewport,
  zoom,
} from '@inlay/shared/studio'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { MaskDoc } from '../mask-doc.ts'
import { IconButton } from '../views/controls.tsx'
import { FitIcon } from '../views/icons.tsx'
import { drawScene, type Layer } from './draw.ts'
import { EdgeHandles } from './handles.tsx'
import type { Overlay } from './overlay.ts'

export interface StageProps {
  readonly say: Say
  /** Changes with the picture: the view is then fitted anew. */
  readonly name: string
  readonly width: number
  readonly height: number
  readonly layers: readonly Layer[]
  /** The mask in hand, drawn over the layers. */
  readonly overlay?: Overlay | undefined
  readonly brush?: {
    readonly doc: MaskDoc
    readonly look: BrushLook
    readonly onPainted: () => void
  }
  readonly onClick?: (x: number, y: number, label: 'in' | 'out') => void
  readonly expand?: { readonly margins: Margins; readonly onChange: (margins: Margins) => void }
  readonly children?: ComponentChildren
}

/** CSS pixels kept free around the picture. */
const ROOM = 12
const ROOM_EXPAND = 36

export const Stage = (props: StageProps) => {
  const { say, name, width, height, layers, overlay, brush, expand } = props
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  const stroke = useRef<StrokeInHand | null>(null)
  const [size, setSize] = useState<Extent>({ width: 0, height: 0 })
  const [own, setOwn] = useState<Viewport | null>(null)
  const [isPanning, setPanning] = useState(false)
  const [held, setHeld] = useState<Viewport | null>(null)

  const margins = expand?.margins
  const paper: Bounds = {
    left: -(margins?.left ?? 0),
    top: -(margins?.top ?? 0),
    width: width + (margins?.left ?? 0) + (margins?.right ?? 0),
    height: height + (margins?.top ?? 0) + (margins?.bottom ?? 0),
  }
  const fitted = fit(paper, size, expand === undefined ? ROOM : ROOM_EXPAND)
  const view = held ?? own ?? fitted

  const draw = (): void => {
    if (canvas.current === null || size.width === 0) return
    const veil: Layer[] =
      overlay === undefined
        ? []
        : [{ image: overlay.canvas, bounds: { left: 0, top: 0, width, height } }]
    const isDark = matchesDark()
    const scene = { view, paper, isDark, layers: [...layers, ...veil] }
    drawScene(
      canvas.current,
      margins === undefined ? scene : { ...scene, margins },
      canvas.current.width / size.width,
    )
  }

  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const look = (): void => setSize({ width: element.clientWidth, height: element.clientHeight })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    look()
    return () => observer.disconnect()
  }, [])
  useLayoutEffect(() => setOwn(null), [name, size.width, size.height])
  useLayoutEffect(draw)
  useSpaceToPan(setPanning)

  // Passive listeners may not keep the page from scrolling.
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const wheel = (event: WheelEvent): void => {
      event.preventDefault()
      const { left, top } = element.getBoundingClientRect()
      const at = { x: event.clientX - left, y: event.clientY - top }
      const isPan = !event.ctrlKey && !event.metaKey && Math.abs(event.deltaX) > 0
      setOwn((before) => {
        const from = before ?? fitted
        if (isPan) return pan(from, -event.deltaX, -event.deltaY)
        return zoom(from, Math.exp(-event.deltaY * 0.0025), at, Math.min(fitted.scale, 1) / 2)
      })
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  })

  const at = (event: PointerEvent): { x: number; y: number } => {
    const box = frame.current?.getBoundingClientRect()
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) }
  }

  const paint = (boxes: readonly Bounds[]): void => {
    for (const box of boxes) overlay?.update(box)
    draw()
  }

  const down = (event: PointerEvent): void => {
    const isPan = isPanning || event.button === 1
    if (!isPan && event.button !== 0) return
    canvas.current?.setPointerCapture(event.pointerId)
    if (isPan) {
      drag.current = { x: event.clientX, y: event.clientY, from: view }
      return
    }
    if (brush !== undefined) {
      const box = frame.current?.getBoundingClientRect()
      const origin = { x: box?.left ?? 0, y: box?.top ?? 0 }
      const look = event.altKey ? { ...brush.look, erase: true } : brush.look
      stroke.current = beginStroke(event, brush.doc, view, look, origin)
      overlay?.update()
      draw()
    } else if (props.onClick !== undefined) {
      const { x, y } = toPicture(view, at(event))
      if (x >= 0 && y >= 0 && x < width && y < height) {
        props.onClick(x, y, event.altKey ? 'out' : 'in')
      }
    } else drag.current = { x: event.clientX, y: event.clientY, from: view }
  }
  const drag = useRef<{ x: number; y: number; from: Viewport } | null>(null)
  const move = (event: PointerEvent): void => {
    const { x, y } = at(event)
    if (ring.current !== null) ring.current.style.translate = `${x}px ${y}px`
    if (stroke.current !== null) paint(stroke.current.move(event))
    else if (drag.current !== null) {
      const { from } = drag.current
      setOwn(pan(from, event.clientX - drag.current.x, event.clientY - drag.current.y))
    }
  }
  const up = (): void => {
    drag.current = null
    if (stroke.current === null) return
    stroke.current.end()
    stroke.current = null
    brush?.onPainted()
  }

  const ratio = Math.max(1, devicePixelRatio)
  const tool = isPanning ? 'panning' : brush !== undefined ? 'painting' : ''
  const cursor = props.onClick !== undefined && !isPanning ? 'clicking' : tool
  return (
    <div class={`stage ${cursor}`} ref={frame}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={say('view.picture')}
        width={Math.round(size.width * ratio)}
        height={Math.round(size.height * ratio)}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
      />
      {brush !== undefined && (
        <div
          ref={ring}
          class="ring"
          style={{ width: `${brush.look.size}px`, height: `${brush.look.size}px` }}
        />
      )}
      {expand !== undefined && size.width > 0 && (
        <EdgeHandles
          say={say}
          view={view}
          paper={paper}
          margins={expand.margins}
          onChange={expand.onChange}
          // While an edge is dragged the picture stays where it is.
          onHold={(isHeld) => setHeld(isHeld ? view : null)}
        />
      )}
      {own !== null && (
        <div class="stage-fit">
          <IconButton label={say('view.zoom.fit')} onClick={() => setOwn(null)}>
            <FitIcon />
          </IconButton>
        </div>
      )}
      {props.children}
    </div>
  )
}

const useSpaceToPan = (set: (isPanning: boolean) => void): void => {
  useEffect(() => {
    const isForUs = (event: KeyboardEvent): boolean =>
      event.key === ' ' && (event.target === document.body || event.target === null)
    const pressed = (event: KeyboardEvent): void => {
      if (!isForUs(event)) return
      event.preventDefault()
      set(true)
    }
    const released = (event: KeyboardEvent): void => {
      if (event.key === ' ') set(false)
    }
    addEventListener('keydown', pressed)
    addEventListener('keyup', released)
    return () => {
      removeEventListener('keydown', pressed)
      removeEventListener('keyup', released)
    }
  }, [])
}

/** Figma says its theme by a class; without one the system's counts. */
export const matchesDark = (): boolean => {
  const { classList } = document.documentElement
  if (classList.contains('figma-dark')) return true
  return !classList.contains('figma-light') && matchMedia('(prefers-color-scheme: dark)').matches
}
