/** What a JPEG file says of its colours: how many components, and the profile. */
import type { Segment } from '../../jpeg.ts'

/** Headers of frames (ISO 10918-1, table B.1), which tell how many components there are. */
const isFrame = ({ marker }: Segment): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Values of a pixel; null for what is neither grey nor RGB. */
export const jpegChannels = (segments: readonly Segment[]): 1 | 3 | null => {
  const frame = segments.find(isFrame)
  const [depth, components] = [frame?.data[0], frame?.data[5]]
  return depth === 8 && (components === 1 || components === 3) ? components : null
}

const ICC = 'ICC_PROFILE\0'

/** The ICC profile (ICC.1, annex B.4), which may be in several parts; empty for none, null for a damaged one. */
export const jpegProfile = (segments: readonly Segment[]): Uint8Array<ArrayBuffer> | null => {
  const parts = segments
    .filter(({ marker, data }) => marker === 0xe2 && textOf(data, 0, ICC.length) === ICC)
    .map(({ data }) => ({ number: data[12], count: data[13], bytes: data.subarray(14) }))
    .sort((a, b) => (a.number ?? 0) - (b.number ?? 0))
  const isWhole = parts.every(({ number, count }, i) => number === i + 1 && count === parts.length)
  if (!isWhole) return null
  const profile = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.length, 0))
  let at = 0
  for (const { bytes } of parts) {
    profile.set(bytes, at)
    at += bytes.length
  }
  return profile
}

/** What colours a profile is of (ICC.1, 7.2.6). */
export const spaceOf = (profile: Uint8Array): string => textOf(profile, 16, 4)

const textOf = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))
