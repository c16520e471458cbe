/** A version 4 UUID (RFC 9562) from the host's random bytes: `crypto.randomUUID` is not everywhere. */
import type { RandomBytes } from './client/platform.ts'

/** Lower case, e.g. "f81d4fae-7dec-41d0-a765-00a0c91e6bf6". */
export const randomUuid = (randomBytes: RandomBytes): string => {
  const bytes = randomBytes(16)
  const digits = Array.from(bytes, (byte, index) => {
    if (index === 6) return (byte & 0x0f) | 0x40
    return index === 8 ? (byte & 0x3f) | 0x80 : byte
  }).map((byte) => byte.toString(16).padStart(2, '0'))
  const group = (from: number, to: number): string => digits.slice(from, to).join('')
  return [group(0, 4), group(4, 6), group(6, 8), group(8, 10), group(10, 16)].join('-')
}
