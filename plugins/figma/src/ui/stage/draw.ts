/** Draws the stage: the picture on its checkerboard, what covers it, what is added around it. */
import type { Bounds, Margins } from '@inlay/shared'
import { drawAdded, drawChecks, onStage, type Viewport } from '@inlay/shared/studio'

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
  if (margins !== undefined) drawAdded(context, box, margins, view.scale)
  context.restore()
}
