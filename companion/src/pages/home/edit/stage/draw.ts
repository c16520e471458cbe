/** Draws pictures on the stage: their layers, sharp where they are looked at closely. */
import { type Bounds, boundsIntersect, boundsOf, type Extent, type Margins } from '@inlay/shared'
import {
  drawAdded,
  drawChecks,
  levelFor,
  onStage,
  toPicture,
  type Viewport,
} from '@inlay/shared/studio'
import type { Compared, Layer, Picture, Tiles } from '../contract.ts'
import { tileBounds, tilesOver } from '../picture/tile-bounds.ts'

export interface Scene {
  readonly view: Viewport
  /** In CSS pixels. */
  readonly stage: Extent
  /** Device pixels of a CSS pixel. */
  readonly ratio: number
  /** The canvas of the picture: with what an expansion adds. */
  readonly paper: Bounds
  readonly picture: Picture
  readonly looks: readonly Layer[]
  readonly compare?: Compared | undefined
  readonly margins?: Margins | undefined
  readonly isDark: boolean
}

export const drawScene = (canvas: HTMLCanvasElement, scene: Scene): void => {
  const context = canvas.getContext('2d')
  if (context === null) return
  const { view, stage, ratio, paper, picture, looks, compare, margins, isDark } = scene
  const box = onStage(paper, view)
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, stage.width, stage.height)
  context.save()
  clip(context, box)
  drawChecks(context, box, isDark, stage)
  drawLayers(context, [...picture.layers, ...looks], scene, view)
  if (margins !== undefined) drawAdded(context, box, margins, view.scale)
  context.restore()
  if (compare === undefined) return
  const { before, left, top, split } = compare
  const whole = onStage(boundsOf(picture), view)
  context.save()
  clip(context, { ...whole, width: whole.width * split })
  // What was not there before is empty paper.
  drawChecks(context, whole, isDark, stage)
  const moved = { ...view, left: view.left + left * view.scale, top: view.top + top * view.scale }
  drawLayers(context, before.layers, scene, moved)
  context.restore()
}

const clip = (context: CanvasRenderingContext2D, { left, top, width, height }: Bounds): void => {
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
}

const isTiles = (source: Layer['source']): source is Tiles => 'base' in source

const drawLayers = (
  context: CanvasRenderingContext2D,
  layers: readonly Layer[],
  { stage, ratio }: Pick<Scene, 'stage' | 'ratio'>,
  view: Viewport,
): void => {
  // From three screen pixels on each pixel is to be seen as one.
  context.imageSmoothingEnabled = view.scale * ratio < 3
  context.imageSmoothingQuality = 'high'
  for (const { source, bounds } of layers) {
    const at = onStage(bounds, view)
    if (!isTiles(source)) {
      if (boundsIntersect(at, boundsOf(stage)) === null) continue
      context.drawImage(source, at.left, at.top, at.width, at.height)
      continue
    }
    context.drawImage(source.base, at.left, at.top, at.width, at.height)
    drawTiles(context, source, { ...view, left: at.left, top: at.top }, stage, ratio)
  }
}

/** What the base has not: the tiles in sight, at the screen's own density. */
const drawTiles = (
  context: CanvasRenderingContext2D,
  tiles: Tiles,
  view: Viewport,
  stage: Extent,
  ratio: number,
): void => {
  const level = levelFor(view.scale * ratio)
  if (tiles.base.width * 2 ** level >= tiles.width) return
  const corner = toPicture(view, { x: 0, y: 0 })
  const seen = {
    left: corner.x,
    top: corner.y,
    width: stage.width / view.scale,
    height: stage.height / view.scale,
  }
  for (const place of tilesOver(tiles, seen, level)) {
    const tile = tiles.tile(place.level, place.across, place.down)
    if (tile === undefined) continue
    const at = onStage(tileBounds(tiles, place).source, view)
    context.drawImage(tile, at.left, at.top, at.width, at.height)
  }
}
