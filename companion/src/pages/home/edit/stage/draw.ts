/** Draws pictures on the stage: their layers, sharp where they are looked at closely. */
import {
  type Bounds,
  boundsBottom,
  boundsIntersect,
  boundsOf,
  boundsRight,
  type Extent,
  type Margins,
} from '@inlay/shared'
import {
  CHECK,
  checkColours,
  drawAdded,
  levelFor,
  onStage,
  toPicture,
  type Viewport,
} from '@inlay/shared/studio'
import type { Compared, Layer, Picture, Tiles } from '../contract.ts'
import { isClosed, isTiles, screenColours } from '../layers.ts'
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
  const context = canvas.getContext('2d', { colorSpace: screenColours() })
  if (context === null) return
  const { view, stage, ratio, paper, picture, looks, compare, margins, isDark } = scene
  const box = onStage(paper, view)
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, stage.width, stage.height)
  context.save()
  clip(context, box)
  fillChecks(context, box, isDark)
  drawLayers(context, [...picture.layers, ...looks], scene, view)
  if (margins !== undefined) drawAdded(context, box, margins, view.scale)
  context.restore()
  if (compare === undefined) return
  const { before, left, top, split } = compare
  const whole = onStage(boundsOf(picture), view)
  context.save()
  clip(context, { ...whole, width: whole.width * split })
  // What was not there before is empty paper.
  fillChecks(context, whole, isDark)
  const moved = { ...view, left: view.left + left * view.scale, top: view.top + top * view.scale }
  drawLayers(context, before.layers, scene, moved)
  context.restore()
}

const clip = (context: CanvasRenderingContext2D, { left, top, width, height }: Bounds): void => {
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
}

const drawLayers = (
  context: CanvasRenderingContext2D,
  layers: readonly Layer[],
  { stage, ratio }: Pick<Scene, 'stage' | 'ratio'>,
  view: Viewport,
): void => {
  // From three screen pixels on each pixel is to be seen as one.
  context.imageSmoothingEnabled = view.scale * ratio < 3
  context.imageSmoothingQuality = 'medium'
  for (const { source, bounds } of layers.filter((layer) => !isClosed(layer))) {
    const at = onStage(bounds, view)
    if (!isTiles(source)) {
      if (boundsIntersect(at, boundsOf(stage)) === null) continue
      context.drawImage(source, at.left, at.top, at.width, at.height)
      continue
    }
    const tiles = tilesFor(source, { ...view, left: at.left, top: at.top }, stage, ratio)
    if (tiles === undefined || tiles.some(({ tile }) => tile === undefined)) {
      const base = baseFor(source, at.width * ratio)
      context.drawImage(base, at.left, at.top, at.width, at.height)
    }
    for (const { tile, box } of tiles ?? []) {
      if (tile !== undefined) context.drawImage(tile, box.left, box.top, box.width, box.height)
    }
  }
}

/** One pattern instead of thousands of checks, which a large screen would be slow with. */
const fillChecks = (context: CanvasRenderingContext2D, box: Bounds, isDark: boolean): void => {
  const four = new OffscreenCanvas(2 * CHECK, 2 * CHECK)
  const ink = four.getContext('2d')
  if (ink === null) return
  const [ground, check] = checkColours(isDark)
  ink.fillStyle = ground
  ink.fillRect(0, 0, 2 * CHECK, 2 * CHECK)
  ink.fillStyle = check
  ink.fillRect(0, 0, CHECK, CHECK)
  ink.fillRect(CHECK, CHECK, CHECK, CHECK)
  context.fillStyle = context.createPattern(four, 'repeat') ?? ground
  context.fillRect(box.left, box.top, box.width, box.height)
}

/** The smallest that is still as wide as it is seen: made smaller by less than half, it needs no care. */
const baseFor = ({ base, smaller }: Tiles, width: number): ImageBitmap =>
  [...smaller].reverse().find((one) => one.width >= width) ?? base

/** To whole screen pixels: between two tiles nothing may shine through. */
const snapped = (box: Bounds, ratio: number): Bounds => {
  const snap = (value: number): number => Math.round(value * ratio) / ratio
  const [left, top] = [snap(box.left), snap(box.top)]
  return {
    ...{ left, top },
    width: snap(boundsRight(box)) - left,
    height: snap(boundsBottom(box)) - top,
  }
}

/**
 * What the base has not: the tiles in sight, at the screen's own density; undefined where the base is
 * sharp enough.
 */
const tilesFor = (
  tiles: Tiles,
  view: Viewport,
  stage: Extent,
  ratio: number,
): readonly { readonly tile: ImageBitmap | undefined; readonly box: Bounds }[] | undefined => {
  const level = levelFor(view.scale * ratio)
  if (tiles.base.width * 2 ** level >= tiles.width) return undefined
  const corner = toPicture(view, { x: 0, y: 0 })
  const seen = {
    left: corner.x,
    top: corner.y,
    width: stage.width / view.scale,
    height: stage.height / view.scale,
  }
  return tilesOver(tiles, seen, level).map((place) => ({
    tile: tiles.tile(place.level, place.across, place.down),
    box: snapped(onStage(tileBounds(tiles, place).source, view), ratio),
  }))
}
