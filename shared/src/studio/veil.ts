/** The colour of a mask's veil: the one that the picture has least of. */

export type Colour = readonly [red: number, green: number, blue: number]

/** Bright ones that photographs seldom have; the first that the picture has little of. */
export const VEILS: readonly Colour[] = [
  [255, 45, 120],
  [0, 190, 255],
  [130, 230, 0],
]

/** Distance in RGB below which a veil is lost on a pixel. */
const NEAR = 110

/** Share of the picture's pixels that may be like the veil. */
const FEW = 0.02

/** @param rgba straight pixels of a small copy of the picture */
export const veilFor = (rgba: ArrayLike<number>): Colour => {
  const counts = VEILS.map((veil) => {
    let near = 0
    for (let i = 0; i < rgba.length; i += 4) {
      const [r, g, b] = [rgba[i]! - veil[0], rgba[i + 1]! - veil[1], rgba[i + 2]! - veil[2]]
      if (r * r + g * g + b * b < NEAR * NEAR) near++
    }
    return near
  })
  const few = counts.findIndex((count) => count <= (FEW * rgba.length) / 4)
  return VEILS[few < 0 ? counts.indexOf(Math.min(...counts)) : few] ?? [255, 45, 120]
}

/**
 * A mask as RGBA of the veil's colour: alpha is the mask, and a line in white runs where it crosses
 * half, so that its edge is seen on every picture.
 * @param mask one pixel more on each side than what is wanted
 */
export const veilPixels = (
  mask: { readonly width: number; readonly height: number; readonly data: Uint8Array },
  [red, green, blue]: Colour,
): Uint8ClampedArray<ArrayBuffer> => {
  const { width, height, data } = mask
  const [w, h] = [width - 2, height - 2]
  const out = new Uint8ClampedArray(w * h * 4)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = (y + 1) * width + x + 1
      const value = data[at]!
      if (value === 0) continue
      const isEdge =
        value >= 128 &&
        (data[at - 1]! < 128 ||
          data[at + 1]! < 128 ||
          data[at - width]! < 128 ||
          data[at + width]! < 128)
      const i = (y * w + x) * 4
      out[i] = isEdge ? 255 : red
      out[i + 1] = isEdge ? 255 : green
      out[i + 2] = isEdge ? 255 : blue
      out[i + 3] = value
    }
  }
  return out
}
