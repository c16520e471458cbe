/**
 * What a prompt says of each region before colours are learned: surely in, surely out, or how much
 * nearer it is to the one than to the other.
 */
import type { Prompt } from '../prompt.ts'
import { geodesic, type Neighbours } from './geodesic.ts'
import type { Regions } from './regions.ts'

export interface Prior {
  /** 1 surely in, -1 surely out, 0 open. */
  readonly fixed: Int8Array
  /** -1..1: out to in. */
  readonly leaning: Float32Array
  /** What a leaning of 1 is worth beside colours, in logarithms of likelihood. */
  readonly weight: number
}

/** A click says where; a box or nothing at all says less, and colours must decide. */
const WEIGHTS = { clicked: 7, guessed: 4 }

export interface Ground {
  readonly regions: Regions
  readonly neighbours: Neighbours
  readonly contrast: Float32Array
}

/** `prompt` in pixels of the regions' own size. */
export const priorOf = (ground: Ground, prompt: Prompt): Prior => {
  const { regions } = ground
  const fixed = new Int8Array(regions.count)
  const { box } = prompt
  if (box !== undefined) {
    for (let k = 0; k < regions.count; k++) {
      const x = regions.middle[2 * k]! + 0.5
      const y = regions.middle[2 * k + 1]! + 0.5
      const isInside =
        x >= box.left && y >= box.top && x < box.left + box.width && y < box.top + box.height
      if (!isInside) fixed[k] = -1
    }
  }
  for (const label of ['out', 'in'] as const) {
    for (const point of prompt.points) {
      if (point.label === label) fixed[regionAt(regions, point)] = label === 'in' ? 1 : -1
    }
  }
  if (prompt.subject) return { fixed, leaning: subjectLeaning(ground), weight: WEIGHTS.guessed }
  const isClicked = prompt.points.some(({ label }) => label === 'in')
  const weight = isClicked ? WEIGHTS.clicked : WEIGHTS.guessed
  return { fixed, leaning: clickLeaning(ground, prompt, fixed), weight }
}

const regionAt = (
  { of, width, height }: Regions,
  { x, y }: { readonly x: number; readonly y: number },
): number => of[Math.min(height - 1, Math.floor(y)) * width + Math.min(width - 1, Math.floor(x))]!

/** Regions at the picture's edge are taken for background only when they are this far, of the farthest. */
const FAR_ENOUGH = 0.25

const clickLeaning = (
  { regions, neighbours, contrast }: Ground,
  prompt: Prompt,
  fixed: Int8Array,
): Float32Array => {
  const { count, atEdge, middle } = regions
  const inside = new Float32Array(count).fill(Infinity)
  const outside = new Float32Array(count).fill(Infinity)
  const { box } = prompt
  const hasIn = prompt.points.some(({ label }) => label === 'in')
  for (let k = 0; k < count; k++) {
    if (fixed[k] === 1) inside[k] = 0
    if (fixed[k] === -1) outside[k] = 0
    if (box === undefined || hasIn || fixed[k] !== 0) continue
    // Nobody clicked: what lies in the middle of the box is meant.
    const dx = (middle[2 * k]! - box.left - box.width / 2) / (box.width * BOX_CORE)
    const dy = (middle[2 * k + 1]! - box.top - box.height / 2) / (box.height * BOX_CORE)
    if (dx * dx + dy * dy < 1) inside[k] = 0
  }
  const toIn = geodesic(neighbours, contrast, inside)
  if (box === undefined) {
    let farthest = 0
    for (let k = 0; k < count; k++) if (atEdge[k] === 1) farthest = Math.max(farthest, toIn[k]!)
    for (let k = 0; k < count; k++) {
      if (atEdge[k] === 1 && toIn[k]! > FAR_ENOUGH * farthest) {
        outside[k] = 0
      }
    }
  }
  const toOut = geodesic(neighbours, contrast, outside)
  return toIn.map((near, k) => {
    const far = toOut[k]!
    if (!Number.isFinite(near)) return -1
    if (!Number.isFinite(far)) return 1
    return near + far === 0 ? 0 : (far - near) / (far + near)
  })
}

/** Radius of the ellipse taken for the object, of the box's sides. */
const BOX_CORE = 0.22

/**
 * What differs from the edges of the picture and lies near its middle (geodesic saliency, Wei et al.,
 * ECCV 2012, with the centre prior usual since).
 */
const subjectLeaning = ({ regions, neighbours, contrast }: Ground): Float32Array => {
  const { count, atEdge, middle, width, height } = regions
  const seeds = new Float32Array(count).fill(Infinity)
  for (let k = 0; k < count; k++) {
    if (atEdge[k] !== 1) continue
    // Subjects stand on the lower edge more often than they hang from the upper one.
    const low = middle[2 * k + 1]! > height * 0.8
    const central = Math.abs(middle[2 * k]! / width - 0.5) < 0.33
    seeds[k] = low && central ? LOWER_START : 0
  }
  const far = geodesic(neighbours, contrast, seeds)
  const sorted = far.slice().sort()
  const high = Math.max(1e-6, sorted[Math.floor(count * 0.95)]!)
  return far.map((value, k) => {
    const dx = middle[2 * k]! / width - 0.5
    const dy = middle[2 * k + 1]! / height - 0.5
    const central = Math.exp(-(dx * dx + dy * dy) / (2 * CENTRE_SPREAD * CENTRE_SPREAD))
    const salience = Math.min(1, value / high)
    return Math.min(1, Math.max(-1, 2 * (0.55 * salience + 0.45 * central) - 1))
  })
}

const LOWER_START = 25
const CENTRE_SPREAD = 0.28
