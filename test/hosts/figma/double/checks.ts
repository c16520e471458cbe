/** What Figma checks of values that a plugin sets. */
import type { Effect, Paint, Transform } from '@figma/plugin-typings/plugin-api-standalone'
import type { Loose } from './data.ts'

const PAINTS = new Set([
  'SOLID',
  'GRADIENT_LINEAR',
  'GRADIENT_RADIAL',
  'GRADIENT_ANGULAR',
  'GRADIENT_DIAMOND',
  'IMAGE',
  'VIDEO',
])
const EFFECTS = new Set([
  'DROP_SHADOW',
  'INNER_SHADOW',
  'LAYER_BLUR',
  'BACKGROUND_BLUR',
  'NOISE',
  'TEXTURE',
  'GLASS',
])

const isLoose = (value: unknown, types: ReadonlySet<string>): value is Loose =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  types.has(value.type)

export const isPaints = (value: unknown): value is Loose[] & Paint[] =>
  Array.isArray(value) && value.every((one) => isLoose(one, PAINTS) && isImageWhole(one))

/** An image fill needs its scale mode; a transform is for CROP. */
const isImageWhole = (paint: Loose): boolean =>
  paint.type !== 'IMAGE' ||
  (['FILL', 'FIT', 'CROP', 'TILE'].includes(String(paint.scaleMode)) &&
    (paint.imageTransform === undefined || isTransform(paint.imageTransform)))

export const isEffects = (value: unknown): value is Loose[] & Effect[] =>
  Array.isArray(value) && value.every((one) => isLoose(one, EFFECTS))

export const isTransform = (value: unknown): value is Transform =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every(
    (row) => Array.isArray(row) && row.length === 3 && row.every((n) => Number.isFinite(n)),
  )

/** A copy, as Figma gives and takes: changing it changes nothing. */
export const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/** @throws Error in Figma's words */
export function must(holds: boolean, property: string): asserts holds {
  if (!holds) throw new Error(`in set_${property}: Property "${property}" failed validation`)
}
