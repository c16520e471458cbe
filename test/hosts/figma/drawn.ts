/** Pieces of a mask as an independent rasteriser draws them. */
import sharp from 'sharp'
import type { Capture, MaskPiece } from '../../../plugins/figma/src/messages.ts'
import { at, pixelsOf } from './pictures.ts'

/** The mask as the panel draws it: 0..255 for each pixel of the picture. */
export const drawn = async (
  { width, height }: Pick<Capture, 'width' | 'height'>,
  pieces: readonly MaskPiece[],
) => {
  const parts = pieces.map((piece) => {
    const move = `transform="matrix(${piece.toImage.join(' ')})"`
    if (piece.kind === 'png') {
      const href = `data:image/png;base64,${Buffer.from(piece.png).toString('base64')}`
      const header = Buffer.from(piece.png)
      return `<g ${move}><image width="${header.readUInt32BE(16)}" height="${header.readUInt32BE(20)}" href="${href}"/></g>`
    }
    const paths = piece.paths.map(
      ({ data, windingRule }) =>
        `<path d="${data}" fill-rule="${windingRule === 'EVENODD' ? 'evenodd' : 'nonzero'}"/>`,
    )
    return `<g ${move} opacity="${piece.opacity}">${paths.join('')}</g>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${parts.join('')}</svg>`
  const pixels = await pixelsOf(await sharp(Buffer.from(svg)).png().toBuffer())
  return (x: number, y: number): number => at(pixels, x, y)[3] ?? 0
}
