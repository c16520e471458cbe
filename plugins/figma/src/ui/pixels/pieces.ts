/** The sandbox's mask pieces (paths, PNGs) as soft masks of one byte a pixel, at any scale. */
import { InlayError } from '@inlay/shared'
import { gridOf, type MaskGrid } from '@inlay/shared/studio'
import type { MaskPiece, Matrix } from '../../messages.ts'
import { breathe, inSlices } from './breathe.ts'
import { release, sheet } from './canvas.ts'

/** Rows drawn and read at once. */
const BAND = 256

/**
 * Everything that any piece covers, as soft as its edges are: added to what `grid` holds.
 * @throws InlayError mask_unreadable for a PNG the browser does not read
 */
export const drawPieces = async (grid: MaskGrid, pieces: readonly MaskPiece[]): Promise<void> => {
  const stamps = await Promise.all(pieces.map((piece) => stampOf(piece)))
  const { width, height, scale, data } = grid
  const band = sheet(width, Math.min(BAND, height), true)
  const { context } = band
  for (let top = 0; top < height; top += BAND) {
    const rows = Math.min(BAND, height - top)
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.globalCompositeOperation = 'copy'
    context.fillStyle = '#000'
    context.fillRect(0, 0, width, rows)
    // On black, the lighter of two is the union of two soft masks.
    context.globalCompositeOperation = 'lighten'
    for (const stamp of stamps) stamp.draw(context, place(stamp.toImage, scale, top))
    const pixels = context.getImageData(0, 0, width, rows).data
    const offset = top * width
    for (let i = 0; i < rows * width; i++) {
      const value = pixels[i * 4]!
      if (value > data[offset + i]!) data[offset + i] = value
    }
    await breathe()
  }
  release(band)
  for (const { end } of stamps) end()
}

/** What only counts inside all of the clips: the mask times each of them. */
export const clipBy = async (grid: MaskGrid, clips: readonly MaskPiece[]): Promise<void> => {
  for (const clip of clips) {
    const shape = gridOf(grid.width / grid.scale, grid.height / grid.scale, grid.scale)
    await drawPieces(shape, [clip])
    const { data, width } = grid
    await inSlices(grid.height, (y) => {
      for (let i = y * width; i < (y + 1) * width; i++) {
        data[i] = Math.round((data[i]! * shape.data[i]!) / 255)
      }
    })
  }
}

interface Stamp {
  readonly toImage: Matrix
  draw(context: CanvasRenderingContext2D, matrix: DOMMatrix2DInit): void
  end(): void
}

const stampOf = async (piece: MaskPiece): Promise<Stamp> => {
  if (piece.kind === 'paths') {
    const shapes = piece.paths
      .filter(({ windingRule }) => windingRule !== 'NONE')
      .map(({ data, windingRule }) => ({
        path: new Path2D(data),
        rule: windingRule === 'EVENODD' ? ('evenodd' as const) : ('nonzero' as const),
      }))
    return {
      toImage: piece.toImage,
      draw: (context, matrix) => {
        context.setTransform(matrix)
        const grey = Math.round(255 * piece.opacity)
        context.fillStyle = `rgb(${grey} ${grey} ${grey})`
        for (const { path, rule } of shapes) context.fill(path, rule)
      },
      end: () => {},
    }
  }
  const image = await greyOf(piece.png, piece.channel)
  return {
    toImage: piece.toImage,
    draw: (context, matrix) => {
      context.setTransform(matrix)
      context.imageSmoothingQuality = 'high'
      context.drawImage(image.canvas, 0, 0)
    },
    end: () => release(image),
  }
}

/** The PNG's mask as white of that opacity. */
const greyOf = async (png: Uint8Array, channel: 'alpha' | 'luminance') => {
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(png)])).catch((cause) => {
    throw new InlayError('mask_unreadable', undefined, { cause })
  })
  const { width, height } = bitmap
  const own = sheet(width, height, true)
  own.context.drawImage(bitmap, 0, 0)
  bitmap.close()
  for (let top = 0; top < height; top += BAND) {
    const pixels = own.context.getImageData(0, top, width, Math.min(BAND, height - top))
    const { data } = pixels
    for (let i = 0; i < data.length; i += 4) {
      if (channel === 'luminance') {
        const light = 0.2126 * data[i]! + 0.7152 * data[i + 1]! + 0.0722 * data[i + 2]!
        data[i + 3] = Math.round((light * data[i + 3]!) / 255)
      }
      data[i] = 255
      data[i + 1] = 255
      data[i + 2] = 255
    }
    own.context.putImageData(pixels, 0, top)
    await breathe()
  }
  return own
}

/** From a piece's own coordinates to the band's pixels. */
const place = ([a, b, c, d, e, f]: Matrix, scale: number, top: number): DOMMatrix2DInit => ({
  a: a * scale,
  b: b * scale,
  c: c * scale,
  d: d * scale,
  e: e * scale,
  f: f * scale - top,
})
