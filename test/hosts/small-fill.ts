/** A fill of a few pixels that clients in any host ask for, and how what comes back is judged. */
import type { FillRequestInput } from '@inlay/shared'

const SIDE = 48

const inHole = (i: number): boolean =>
  i % SIDE >= 20 && i % SIDE < 28 && i >= 20 * SIDE && i < 28 * SIDE

const image = Uint8Array.from({ length: SIDE * SIDE * 4 }, (_, i) =>
  i % 4 === 3 || inHole(i >> 2) ? 255 : i % 251,
)
const mask = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (inHole(i) ? 255 : 0))

/** A white square in a pattern, to be removed. */
export const parts = { image, mask }

export const request: FillRequestInput = {
  image: { kind: 'raw', part: 'image', width: SIDE, height: SIDE, channels: 4 },
  mask: { kind: 'raw', part: 'mask', width: SIDE, height: SIDE, channels: 1 },
  seed: 3,
}

/** Whether all is the same outside the mask, and anything another inside. */
export const judge = (
  data: ArrayLike<number>,
): { readonly outside: boolean; readonly filled: boolean } => {
  const same = (i: number): boolean => data[i] === image[i]
  const all = [...image.keys()]
  return {
    outside: all.every((i) => inHole(i >> 2) || same(i)),
    filled: all.some((i) => inHole(i >> 2) && !same(i)),
  }
}
