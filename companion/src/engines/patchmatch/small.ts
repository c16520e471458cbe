/** Crops narrower than a patch are worked on with their edges repeated, masks included. */
import type { EngineInput } from '../engine.ts'

/** Shortest side a patch of the widest radius fits on. */
const SHORTEST = 7

export type Planes = Pick<EngineInput, 'image' | 'hole' | 'source' | 'known'>

/** The same planes with both sides at least a patch long; the crop itself lies at the top left. */
export const repeatEdges = ({ image, hole, source, known }: Planes): Planes => {
  const width = Math.max(image.width, SHORTEST)
  const height = Math.max(image.height, SHORTEST)
  if (width === image.width && height === image.height) {
    return {
      image,
      hole,
      ...(source === undefined ? {} : { source }),
      ...(known === undefined ? {} : { known }),
    }
  }
  const stretch = <Samples extends Uint8Array | Uint16Array>(
    from: Samples,
    to: Samples,
    channels: number,
  ): Samples => {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = Math.min(y, image.height - 1) * image.width + Math.min(x, image.width - 1)
        for (let c = 0; c < channels; c++)
          to[(y * width + x) * channels + c] = from[at * channels + c]!
      }
    }
    return to
  }
  const { channels } = image
  const data =
    image.data instanceof Uint16Array
      ? stretch(image.data, new Uint16Array(width * height * channels), channels)
      : stretch(image.data, new Uint8Array(width * height * channels), channels)
  const plane = (from: Uint8Array): { width: number; height: number; data: Uint8Array } => ({
    width,
    height,
    data: stretch(from, new Uint8Array(width * height), 1),
  })
  return {
    image: { width, height, channels, data },
    hole: plane(hole.data),
    ...(source === undefined ? {} : { source: plane(source.data) }),
    ...(known === undefined ? {} : { known: plane(known.data) }),
  }
}
