/** The Euclidean disc on the pixel grid, row by row. */

/**
 * Half the width of the disc's row at height dy = 0, 1, ... floor(radius): the largest w with
 * w^2 + dy^2 <= radius^2.
 */
export const discChords = (radius: number): Int32Array => {
  const chords = new Int32Array(Math.floor(radius) + 1)
  for (let dy = 0; dy < chords.length; dy++) {
    chords[dy] = Math.floor(Math.sqrt(radius * radius - dy * dy))
  }
  return chords
}
