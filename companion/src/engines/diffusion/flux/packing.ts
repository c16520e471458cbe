/** FLUX's latents in rows: each 2 x 2 square of all channels becomes one token. */

/**
 * [batch, channels, height, width] as [batch, height/2 * width/2, channels * 4]; within a token the
 * channel changes slowest, then the row. `height` and `width` are even (latents, not pixels).
 * Source: diffusers' FluxPipeline._pack_latents.
 */
export const packLatents = (
  latents: Float32Array,
  channels: number,
  height: number,
  width: number,
): Float32Array => {
  const packed = new Float32Array(latents.length)
  eachPacked(latents.length, channels, height, width, (plain, token) => {
    packed[token] = latents[plain]!
  })
  return packed
}

/** The way back; `height` and `width` are those of the latents, twice the tokens' grid. */
export const unpackLatents = (
  tokens: Float32Array,
  channels: number,
  height: number,
  width: number,
): Float32Array => {
  const latents = new Float32Array(tokens.length)
  eachPacked(tokens.length, channels, height, width, (plain, token) => {
    latents[plain] = tokens[token]!
  })
  return latents
}

const eachPacked = (
  length: number,
  channels: number,
  height: number,
  width: number,
  visit: (plain: number, token: number) => void,
): void => {
  const across = width / 2
  const size = channels * height * width
  for (let plain = 0; plain < length; plain++) {
    const batch = Math.floor(plain / size)
    const at = plain - batch * size
    const x = at % width
    const y = Math.floor(at / width) % height
    const channel = Math.floor(at / (width * height))
    const token = (y >> 1) * across + (x >> 1)
    visit(plain, batch * size + token * channels * 4 + channel * 4 + (y & 1) * 2 + (x & 1))
  }
}

/**
 * A mask of pixels as tokens: each 8 x 8 square of pixels becomes 64 channels of one latent (rows
 * first), and those are packed, which makes 256 numbers a token.
 * Source: diffusers' FluxFillPipeline.prepare_mask_latents.
 * @param mask height x width, 1 where to paint; both multiples of 16
 */
export const packMask = (mask: Float32Array, height: number, width: number): Float32Array => {
  const [rows, columns] = [height / 8, width / 8]
  const channels = new Float32Array(mask.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const channel = (y % 8) * 8 + (x % 8)
      channels[(channel * rows + (y >> 3)) * columns + (x >> 3)] = mask[y * width + x]!
    }
  }
  return packLatents(channels, 64, rows, columns)
}

/** Joins tokens side by side: what each row of the network's input is made of. */
export const joinTokens = (parts: readonly Float32Array[], tokens: number): Float32Array => {
  const widths = parts.map((part) => part.length / tokens)
  const width = widths.reduce((a, b) => a + b, 0)
  const joined = new Float32Array(tokens * width)
  let offset = 0
  for (const [i, part] of parts.entries()) {
    const own = widths[i]!
    for (let token = 0; token < tokens; token++) {
      joined.set(part.subarray(token * own, (token + 1) * own), token * width + offset)
    }
    offset += own
  }
  return joined
}

/** Where each token lies: (0, row, column), row after row. @param rows of tokens, half the latents' */
export const imageIds = (rows: number, columns: number): Float32Array => {
  const ids = new Float32Array(rows * columns * 3)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = (row * columns + column) * 3
      ids[at + 1] = row
      ids[at + 2] = column
    }
  }
  return ids
}
