/**
 * The picture as it is seen, for Select subject: what is painted of it, whole up to MOST_PIXELS,
 * because the companion leads the selection's edges by the picture's own; in larger ones each
 * square of pixels becomes one as they are read, so that no picture is ever too large.
 */
import {
  type Bounds,
  boundsBottom,
  boundsFromEdges,
  boundsIntersect,
  boundsOf,
  boundsRight,
  boundsUnion,
  InlayError,
  type PixelImage,
} from '@inlay/shared'
import type { RunOptions, SeenPicture } from './host.ts'
import { runModal, type Scope, type Surroundings } from './modal.ts'
import { type Band, eachBand, type PixelSource, readPixels } from './pixels.ts'
import { needReadable, SRGB } from './readable.ts'
import { eachRow } from './slices.ts'

/** Nets for selecting look at 1024 pixels a side: four times that keeps their edges fine. */
export const MOST_PIXELS = 4096 * 4096

/** Throws as PhotoshopHost.picture does. */
export const picture = async (
  around: Surroundings,
  { signal, onProgress = () => {} }: RunOptions = {},
  mostPixels = MOST_PIXELS,
): Promise<SeenPicture> => {
  const { document, isRgb } = needReadable(around.photoshop)
  const canvas = boundsOf(document)
  const source: PixelSource = {
    documentID: document.id,
    layerID: undefined,
    bitDepth: 8,
    profile: isRgb ? '' : SRGB,
  }
  const step = Math.ceil(Math.sqrt((canvas.width * canvas.height) / mostPixels))
  return runModal(around, { name: around.say('ps.modal.reading'), signal }, async (scope) => {
    const read =
      step === 1
        ? { image: await readPixels(around, scope, source, canvas, onProgress), bounds: canvas }
        : await readCoarse(around, scope, source, canvas, step, onProgress)
    return { ...read, step, documentId: document.id }
  })
}

/** Squares of `step` pixels as one, RGBA, and what of the canvas they show. */
const readCoarse = async (
  around: Surroundings,
  scope: Scope,
  source: PixelSource,
  canvas: Bounds,
  step: number,
  report: (fraction: number) => void,
): Promise<{ image: PixelImage; bounds: Bounds }> => {
  const width = Math.ceil(canvas.width / step)
  const height = Math.ceil(canvas.height / step)
  const data = new Uint8Array(width * height * 4)
  /** Of the row of squares that is being read: colours times alpha, and alpha. */
  const sums = new Float64Array(width * 4)
  let painted: Bounds | null = null

  const flush = (row: number): void => {
    const rows = Math.min(step, canvas.height - row * step)
    for (let x = 0; x < width; x++) {
      const alpha = sums[x * 4 + 3]!
      const to = (row * width + x) * 4
      const pixels = rows * Math.min(step, canvas.width - x * step)
      data[to + 3] = Math.round(alpha / pixels)
      if (alpha === 0) continue
      for (let c = 0; c < 3; c++) data[to + c] = Math.round(sums[x * 4 + c]! / alpha)
    }
    sums.fill(0)
  }
  const add = ({ given, channels, data: from }: Band, line: number): void => {
    let i = (line - given.top) * given.width * channels
    for (let x = given.left; x < boundsRight(given); x++, i += channels) {
      const alpha = channels === 4 ? from[i + 3]! : 255
      const to = Math.floor((x - canvas.left) / step) * 4
      for (let c = 0; c < 3; c++) sums[to + c]! += from[i + c]! * alpha
      sums[to + 3]! += alpha
    }
  }
  const visit = async (place: Bounds, band: Band | null): Promise<void> => {
    if (band !== null) painted = painted === null ? band.given : boundsUnion(painted, band.given)
    const row = (y: number): void => {
      const line = place.top + y
      const isGiven = band !== null && line >= band.given.top && line < boundsBottom(band.given)
      if (isGiven) add(band, line)
      const after = line + 1
      if (after % step === 0 || after === canvas.height) flush(Math.floor(line / step))
    }
    await eachRow(around.timers, place.height, row, scope.check)
    report(boundsBottom(place) / canvas.height)
  }
  const restart = (): void => {
    sums.fill(0)
    data.fill(0)
    painted = null
  }
  await eachBand(around, scope, source, canvas, { restart, visit })
  const bounds = wholeSquares(painted, canvas, step)
  return { image: await cutOut(around, { width, height, channels: 4, data }, bounds, step), bounds }
}

/** The squares that hold something. @throws InlayError nothing_found */
const wholeSquares = (painted: Bounds | null, canvas: Bounds, step: number): Bounds => {
  const down = (value: number): number => Math.floor(value / step) * step
  const up = (value: number): number => Math.ceil(value / step) * step
  const squares =
    painted === null
      ? null
      : boundsFromEdges(
          down(painted.left),
          down(painted.top),
          up(boundsRight(painted)),
          up(boundsBottom(painted)),
        )
  const bounds = squares === null ? null : boundsIntersect(squares, canvas)
  if (bounds === null) throw new InlayError('nothing_found', 'The picture is empty.')
  return bounds
}

const cutOut = async (
  { timers }: Surroundings,
  image: PixelImage,
  bounds: Bounds,
  step: number,
): Promise<PixelImage> => {
  const width = Math.ceil(bounds.width / step)
  const height = Math.ceil(bounds.height / step)
  if (width === image.width && height === image.height) return image
  const data = new Uint8Array(width * height * 4)
  await eachRow(timers, height, (y) => {
    const from = ((bounds.top / step + y) * image.width + bounds.left / step) * 4
    data.set(image.data.subarray(from, from + width * 4), y * width * 4)
  })
  return { width, height, channels: 4, data }
}
