/** CIE Lab (D65) of sRGB planes: distances there are about as large as people see them. */
import type { Planes } from '../../neural/planes.ts'

/** sRGB's transfer curve inverted (IEC 61966-2-1). */
const LINEAR = Float32Array.from({ length: 1024 }, (_, i) => {
  const v = i / 1023
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
})

const linear = (value: number): number =>
  LINEAR[Math.min(1023, Math.max(0, Math.round(value * 1023)))]!

const curve = (t: number): number =>
  t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116

/** Planes L (0..100), a and b, one after the other. */
export const toLab = ({ width, height, data }: Planes): Float32Array => {
  const area = width * height
  const lab = new Float32Array(3 * area)
  for (let i = 0; i < area; i++) {
    const r = linear(data[i]!)
    const g = linear(data[area + i]!)
    const b = linear(data[2 * area + i]!)
    const x = curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
    const y = curve(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
    const z = curve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
    lab[i] = 116 * y - 16
    lab[area + i] = 500 * (x - y)
    lab[2 * area + i] = 200 * (y - z)
  }
  return lab
}
