/** Outlines of the double's nodes, as path data in their own coordinates. */
import type { NodeData, PathData } from './data.ts'

/** A quarter of a circle by a cubic (the usual constant). */
const K = 0.5522847498

export const fillOutline = (
  { type, paths, cornerRadius }: NodeData,
  { width: w, height: h }: { width: number; height: number },
): PathData[] => {
  switch (type) {
    case 'ELLIPSE':
      return [{ windingRule: 'NONZERO', data: ellipse(w, h) }]
    case 'RECTANGLE':
    case 'FRAME':
    case 'COMPONENT':
    case 'INSTANCE':
    case 'SECTION':
      return [{ windingRule: 'NONZERO', data: rectangle(w, h, cornerRadius) }]
    default:
      return paths
  }
}

const rectangle = (w: number, h: number, radius: number): string => {
  const r = Math.min(radius, w / 2, h / 2)
  if (r === 0) return `M 0 0 L ${w} 0 L ${w} ${h} L 0 ${h} Z`
  const k = r * (1 - K)
  return [
    `M ${r} 0 L ${w - r} 0 C ${w - k} 0 ${w} ${k} ${w} ${r}`,
    `L ${w} ${h - r} C ${w} ${h - k} ${w - k} ${h} ${w - r} ${h}`,
    `L ${r} ${h} C ${k} ${h} 0 ${h - k} 0 ${h - r}`,
    `L 0 ${r} C 0 ${k} ${k} 0 ${r} 0 Z`,
  ].join(' ')
}

const ellipse = (w: number, h: number): string => {
  const [x, y, kx, ky] = [w / 2, h / 2, (w / 2) * K, (h / 2) * K]
  return [
    `M ${w} ${y} C ${w} ${y + ky} ${x + kx} ${h} ${x} ${h}`,
    `C ${x - kx} ${h} 0 ${y + ky} 0 ${y}`,
    `C 0 ${y - ky} ${x - kx} 0 ${x} 0`,
    `C ${x + kx} 0 ${w} ${y - ky} ${w} ${y} Z`,
  ].join(' ')
}
