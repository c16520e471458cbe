/** The stage: the picture with its mask, to be looked at, zoomed, painted on, clicked and enlarged. */
import { type Bounds, type Extent, extentWithin, type Point } from '@inlay/shared'
import { NO_MARGINS, VEILS } from '@inlay/shared/studio'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useChanges } from '../../use-changes.ts'
import { say } from '../../words/say.ts'
import type { Layer, Picture, StageProps } from '../contract.ts'
import { useLatest } from '../use-latest.ts'
import { drawScene } from './draw.ts'
import { Edges } from './edges.tsx'
import { type Hand, type Poke, takeInHand } from './hands.ts'
import { createKeys, type KeyWork } from './keys.ts'
import { createPointers, type PointerWork } from './pointers.ts'
import './stage.css'
import { useScheme, useSize, useSpace, useTrackpad, useWheel, useZoomKeys } from './use-stage.ts'
import { useView, type View } from './use-view.ts'
import { createVeil, type Veil } from './veil.ts'
import { ZoomBar } from './zoom.tsx'

/** CSS pixels kept free around the picture. */
const ROOM = 16
const ROOM_EDGES = 44

const NO_LOOKS: readonly Layer[] = []

export const Stage = (props: StageProps) => {
  const { picture, mask, brush, clicks, margins, compare, looks = NO_LOOKS, veil: colour } = props
  const frame = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLCanvasElement>(null)
  const veilSheet = useRef<HTMLCanvasElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  const veil = useRef<Veil | undefined>(undefined)
  const [trace, setTrace] = useState<readonly Point[]>([])
  const [spot, setSpot] = useState('')
  useChanges(clicks)
  const size = useSize(frame)
  const isDark = useScheme()
  const isSpace = useSpace(frame)
  const paper = usePaper(picture, margins ?? NO_MARGINS)
  const view = useView(paper, picture, size, margins === undefined ? ROOM : ROOM_EDGES)
  const tool = isSpace || (mask === undefined && clicks === undefined) ? 'pan' : props.tool
  const isPainting = mask !== undefined && (tool === 'brush' || tool === 'erase')

  const drawPicture = (): void => {
    if (sheet.current === null || size.width === 0) return
    const { now, ratio } = view
    drawScene(sheet.current, {
      ...{ view: now, ratio, stage: size, paper, picture, looks, compare, margins, isDark },
    })
  }
  const drawVeil = (): void => {
    if (veilSheet.current === null || size.width === 0) return
    veil.current?.draw(veilSheet.current, { view: view.now, ratio: view.ratio, stage: size })
  }
  const drawn = useLatest({ drawPicture, drawVeil })

  useEffect(() => {
    if (mask === undefined) return
    const mine = createVeil(mask, colour ?? VEILS[0] ?? [255, 45, 120], () =>
      drawn.current.drawVeil(),
    )
    veil.current = mine
    drawn.current.drawVeil()
    return () => {
      mine.close()
      veil.current = undefined
    }
  }, [mask, colour, drawn])
  useTiles(picture, compare?.before, () => drawn.current.drawPicture())
  const { left, top, scale } = view.now
  const places = [left, top, scale, size.width, size.height, view.ratio]
  const pictured = [...places, paper, picture, looks, compare, margins, isDark]
  // A canvas of another size is empty: it is drawn at once.
  useLayoutEffect(drawPicture, [size, view.ratio])
  useLayoutEffect(drawVeil, [size, view.ratio])
  useFrame(() => drawn.current.drawPicture(), pictured)
  useFrame(() => drawn.current.drawVeil(), [...places, mask])

  const originOf = (): Point => {
    const box = frame.current?.getBoundingClientRect()
    return { x: box?.left ?? 0, y: box?.top ?? 0 }
  }
  const take = (poke: Poke): Hand | null => {
    const from = view.now
    return takeInHand(poke.button === 1 ? 'pan' : tool, poke, {
      ...{ view: from, origin: originOf(), extent: picture, brush, mask, clicks },
      trace: setTrace,
      panBy: (dx, dy) => view.panFrom(from, dx, dy),
    })
  }
  const showRing = ({ x, y }: Point): void => {
    if (ring.current !== null) ring.current.style.translate = `${x}px ${y}px`
  }
  const mark = (names: Readonly<Record<string, boolean>>): void => {
    for (const [name, isOn] of Object.entries(names)) frame.current?.classList.toggle(name, isOn)
  }

  const pointerWork = useLatest<PointerWork>({
    take,
    view: () => view.now,
    pinch: (from, before, now) => view.pinchFrom(from, before, now),
    placeOf: ({ clientX, clientY }) => {
      const { x, y } = originOf()
      return { x: clientX - x, y: clientY - y }
    },
    moved: (at) => {
      keys.put(at)
      mark({ keyed: false, pressed: false })
      showRing(at)
    },
  })
  const keyWork = useLatest<KeyWork>({
    stage: size,
    origin: originOf,
    take,
    isInstant: tool === 'select',
    moved: (at, isPressed) => {
      mark({ keyed: true, pressed: isPressed })
      showRing(at)
      const x = Math.floor((at.x - left) / scale)
      const y = Math.floor((at.y - top) / scale)
      setSpot(say('stage.spot', { x: String(x), y: String(y) }))
    },
    left: () => mark({ keyed: false, pressed: false }),
  })
  const pointers = useMemo(() => createPointers(() => pointerWork.current), [pointerWork])
  const keys = useMemo(() => createKeys(() => keyWork.current), [keyWork])
  useWheel(frame, view)
  useTrackpad(frame, view, () => pointers.isBusy)
  useZoomKeys(view)

  const onDown = (event: PointerEvent): void => {
    if (event.button > 2 && event.button !== 5) return
    pointers.down(event)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== frame.current || !keys.down(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const { width, height } = deviceSize(size, view)
  return (
    <div class="stage-frame">
      <div
        ref={frame}
        class={`stage ${tool} ${isPainting ? 'painting' : ''}`}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is worked with by keys (keys.ts)
        tabIndex={0}
        aria-label={props.label}
        aria-description={say(tool === 'pan' ? 'stage.keys.look' : 'stage.keys')}
        onPointerDown={onDown}
        onMouseDown={(event) => {
          // The middle button moves the picture, and does not scroll what lies around it.
          if (event.button === 1) event.preventDefault()
        }}
        onPointerMove={(event) => pointers.move(event)}
        onPointerUp={(event) => pointers.up(event)}
        onPointerCancel={(event) => pointers.cancel(event)}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => keys.up(event)}
        onBlur={() => keys.leave()}
      >
        <canvas ref={sheet} class="stage-picture" width={width} height={height} />
        {mask !== undefined && (
          <canvas ref={veilSheet} class="stage-veil" width={width} height={height} />
        )}
        <Outlines
          {...{ view, trace }}
          points={tool === 'select' && mask !== undefined ? (clicks?.points ?? []) : []}
        />
        <div
          ref={ring}
          class="stage-ring"
          style={isPainting ? { width: `${brush.size}px`, height: `${brush.size}px` } : {}}
        />
      </div>
      <ZoomBar view={view} />
      {margins !== undefined && size.width > 0 && (
        <Edges
          view={view.now}
          {...{ picture, paper, margins }}
          onMargins={(next) => props.onMargins?.(next)}
          onHold={(isHeld) => view.hold(isHeld)}
        />
      )}
      {size.width > 0 && props.children?.({ ...view.now, ...size })}
      {clicks?.isBusy && (
        <p class="stage-badge" role="status">
          {say('stage.selecting')}
        </p>
      )}
      <p class="unseen" role="status">
        {spot}
      </p>
    </div>
  )
}

/** What is drawn with lines: an outline in the making, and the points that were clicked. */
const Outlines = ({
  view: { now },
  trace,
  points,
}: {
  readonly view: View
  readonly trace: readonly Point[]
  readonly points: readonly (Point & { readonly label: 'in' | 'out' })[]
}) => {
  const at = ({ x, y }: Point): Point => ({
    x: now.left + x * now.scale,
    y: now.top + y * now.scale,
  })
  const line = trace
    .map(at)
    .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ')
  return (
    <svg class="stage-lines" aria-hidden="true">
      {line !== '' && (
        <>
          <polygon class="trace under" points={line} />
          <polygon class="trace" points={line} />
        </>
      )}
      {points.map((point) => {
        const { x, y } = at(point)
        return (
          <g key={`${point.x} ${point.y}`} class={`point ${point.label}`}>
            <circle cx={x} cy={y} r={6} />
            <path d={`M${x - 3} ${y}h6${point.label === 'in' ? `M${x} ${y - 3}v6` : ''}`} />
          </g>
        )
      })}
    </svg>
  )
}

const deviceSize = ({ width, height }: Extent, { ratio }: View): Extent => ({
  width: Math.round(width * ratio),
  height: Math.round(height * ratio),
})

/** The canvas with what is added around the picture. */
const usePaper = (
  { width, height }: Picture,
  margins: { readonly left: number; readonly top: number; right: number; bottom: number },
): Bounds => {
  const { left, top, right, bottom } = margins
  return useMemo(
    () => ({
      ...{ left: -left, top: -top },
      ...extentWithin({ width, height }, { left, top, right, bottom }),
    }),
    [width, height, left, top, right, bottom],
  )
}

/** Once in the browser's next frame, however often something has changed until then. */
const useFrame = (draw: () => void, changes: readonly unknown[]): void => {
  useLayoutEffect(() => {
    const frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, changes)
}

/** Draws again when a tile of a picture has come. */
const useTiles = (picture: Picture, before: Picture | undefined, draw: () => void): void => {
  useLayoutEffect(() => {
    let frame = 0
    const soon = (): void => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(draw)
    }
    const leaves = [...picture.layers, ...(before?.layers ?? [])].flatMap(({ source }) =>
      'subscribe' in source ? [source.subscribe(soon)] : [],
    )
    return () => {
      cancelAnimationFrame(frame)
      for (const leave of leaves) leave()
    }
  }, [picture, before])
}
