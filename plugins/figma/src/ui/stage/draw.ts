/** Draws the stage: the picture on its checkerboard, what covers it, what is added around it. */
import type { Bounds, Margins } from '@inlay/shared'
import { onStage, type Viewport } from '@inlay/shared/studio'

export interface Layer {
  readonly image: CanvasImageSource
  /** In pixels of the picture. */
  readonly bounds: Bounds
}

export interface Scene {
  readonly view: Viewport
  /** The canvas of the picture: with what an expansion adds. */
  readonly paper: Bounds
  readonly layers: readonly Layer[]
  readonly margins?: Margins
  readonly isDark: boolean
}

const CHECK = 8

/** @param ratio device pixels of a CSS pixel */
export const drawScene = (canvas: HTMLCanvasElement, scene: Scene, ratio: number): void => {
  const context = canvas.getContext('2d')
  if (context === null) return
  const { view, paper, layers, margins, isDark } = scene
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, canvas.width, canvas.height)
  const box = onStage(paper, view)
  context.save()
  context.beginPath()
  context.rect(box.left, box.top, box.width, box.height)
  context.clip()
  drawChecks(context, box, isDark, { width: canvas.width / ratio, height: canvas.height / ratio })
  context.imageSmoothingQuality = 'high'
  context.imageSmoothingEnabled = view.scale < 3
  for (const { image, bounds } of layers) {
    const { left, top, width, height } = onStage(bounds, view)
    context.drawImage(image, left, top, width, height)
  }
  if (margins !== undefined) drawAdded(context, box, margins, view)
  context.restore()
}

const drawChecks = (
  context: CanvasRenderingContext2D,
  box: Bounds,
  isDark: boolean,
  stage: { readonly width: number; readonly height: number },
): void => {
  context.fillStyle = isDark ? '#3a3a3a' : '#ffffff'
  context.fillRect(box.left, box.top, box.width, box.height)
  context.fillStyle = isDark ? '#444444' : '#ececec'
  const first = { x: Math.max(0, box.left), y: Math.max(0, box.top) }
  const last = {
    x: Math.min(stage.width, box.left + box.width),
    y: Math.min(stage.height, box.top + box.height),
  }
  for (let y = Math.floor(first.y / CHECK); y * CHECK < last.y; y++) {
    for (let x = Math.floor(first.x / CHECK); x * CHECK < last.x; x++) {
      if ((x + y) % 2 === 0) context.fillRect(x * CHECK, y * CHECK, CHECK, CHECK)
    }
  }
}

/** A tint over what will be made. */
const drawAdded = (
  context: CanvasRenderingContext2D,
  box: Bounds,
  { left, top, right, bottom }: Margins,
  { scale }: Viewport,
): void => {
  const inner = {
    left: box.left + left * scale,
    top: box.top + top * scale,
    right: box.left + box.width - right * scale,
    bottom: box.top + box.height - bottom * scale,
  }
  context.beginPath()
  context.rect(box.left, box.top, box.width, box.height)
  context.rect(inner.left, inner.top, inner.right - inner.left, inner.bottom - inner.top)
  context.fillStyle = 'rgb(13 153 255 / 0.16)'
  context.fill('evenodd')
}
