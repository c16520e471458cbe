/** A part of a picture, small: thumbnails of edits, variations side by side. */
import type { Bounds, Extent } from '@inlay/shared'
import { useEffect, useRef } from 'preact/hooks'
import type { Picture } from '../contract.ts'
import { baseOf, isClosed, screenColours } from '../layers.ts'
import './compare.css'

/** Draws `area` of the picture over the whole canvas. */
const drawArea = (canvas: HTMLCanvasElement, { layers }: Picture, area: Bounds): void => {
  const context = canvas.getContext('2d', { colorSpace: screenColours() })
  if (context === null) return
  const across = canvas.width / area.width
  const down = canvas.height / area.height
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.setTransform(across, 0, 0, down, -area.left * across, -area.top * down)
  context.imageSmoothingQuality = 'high'
  for (const layer of layers) {
    if (isClosed(layer)) continue
    const { left, top, width, height } = layer.bounds
    context.drawImage(baseOf(layer), left, top, width, height)
  }
}

/** The largest size of the area's shape inside a frame, in device pixels. */
const sizeWithin = (area: Extent, frame: Extent, density: number): Extent => {
  const scale = Math.min(frame.width / area.width, frame.height / area.height) * density
  return {
    width: Math.max(1, Math.round(area.width * scale)),
    height: Math.max(1, Math.round(area.height * scale)),
  }
}

/** Fills the frame it stands in; drawn again when that changes. */
export const PictureArea = ({
  picture,
  area,
}: {
  readonly picture: Picture | undefined
  readonly area: Bounds
}) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { left, top, width, height } = area
  useEffect(() => {
    const element = canvas.current
    const frame = element?.parentElement
    if (element === null || frame === null || frame === undefined || picture === undefined) return
    const draw = (): void => {
      const room = { width: frame.clientWidth, height: frame.clientHeight }
      if (room.width === 0 || room.height === 0) return
      const size = sizeWithin({ width, height }, room, devicePixelRatio)
      element.width = size.width
      element.height = size.height
      drawArea(element, picture, { left, top, width, height })
    }
    draw()
    const watch = new ResizeObserver(draw)
    watch.observe(frame)
    return () => watch.disconnect()
  }, [picture, left, top, width, height])
  return <canvas ref={canvas} class="edit-area" />
}
