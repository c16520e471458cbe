/** Reads from a JPEG's quantisation table which quality it was saved with. */

/** Sum over the luminance table of Annex K of the JPEG standard (ITU-T T.81), quality 50. */
const ANNEX_K_SUM = 3688

const SOI = 0xd8
const DQT = 0xdb
const SOS = 0xda

/**
 * Quality 1..100 on the scale of libjpeg (`jpeg_quality_scaling`), from the sum of the first
 * quantisation table; undefined where no table is found in the bytes given.
 */
export const jpegQuality = (head: Uint8Array): number | undefined => {
  if (head[0] !== 0xff || head[1] !== SOI) return undefined
  let at = 2
  while (at + 4 <= head.length && head[at] === 0xff) {
    const marker = head[at + 1]!
    const length = (head[at + 2]! << 8) | head[at + 3]!
    if (marker === SOS || length < 2) return undefined
    if (marker === DQT) return qualityOfTable(head, at + 4)
    at += 2 + length
  }
  return undefined
}

const qualityOfTable = (head: Uint8Array, at: number): number | undefined => {
  const wide = head[at]! >> 4 === 1
  const size = wide ? 128 : 64
  if (at + 1 + size > head.length) return undefined
  let sum = 0
  for (let i = 0; i < 64; i++) {
    sum += wide ? (head[at + 1 + 2 * i]! << 8) | head[at + 2 + 2 * i]! : head[at + 1 + i]!
  }
  const scale = (100 * sum) / ANNEX_K_SUM
  const quality = scale <= 100 ? (200 - scale) / 2 : 5000 / scale
  return Math.min(100, Math.max(1, Math.round(quality)))
}
