/** Steps of a line as the companion would report them, and a browser's storage, for tests. */
import { type Extent, type FillReport, type Margins, parseFillRequest } from '@inlay/shared'
import { type EditLine, extentAt, newLine, type Step, withStep } from './line.ts'

let count = 0

export interface Made {
  readonly margins?: Margins
  readonly variations?: number
  readonly prompt?: string
  readonly seed?: number
}

/** A step on a picture of this size; its patch covers the middle. */
export const stepOn = (image: Extent, made: Made = {}): Step => {
  const { margins, variations = 1, prompt = '', seed = 7 } = made
  const { left = 0, top = 0, right = 0, bottom = 0 } = margins ?? {}
  const canvas = { width: left + image.width + right, height: top + image.height + bottom }
  const id = `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`
  const bounds =
    margins === undefined
      ? {
          left: Math.floor(canvas.width / 4),
          top: Math.floor(canvas.height / 4),
          width: Math.ceil(canvas.width / 2),
          height: Math.ceil(canvas.height / 2),
        }
      : { left: 0, top: 0, ...canvas }
  const report: FillReport = {
    engine: 'patchmatch',
    seed,
    image: { ...image, channels: 3, bitDepth: 8 },
    canvas,
    ...(margins !== undefined && { expansion: margins }),
    changed_fraction: 0.1,
    crops: [],
    variations: Array.from({ length: variations }, (_, index) => ({
      index,
      seed: seed + index,
      bounds,
    })),
    times: {},
    total: 1,
    peak_memory: 1,
    notes: [],
  }
  const source = { kind: 'encoded', part: 'image' } as const
  const request = parseFillRequest(
    margins === undefined
      ? { operation: 'fill', prompt, image: source, mask: { kind: 'encoded', part: 'mask' } }
      : { operation: 'expand', prompt, image: source, expand: margins },
  )
  return { id, request, report, chosen: 0 }
}

/** A line of such steps, one after the other. */
export const lineOf = (extent: Extent, steps: readonly Made[]): EditLine =>
  steps.reduce<EditLine>(
    (line, made) => withStep(line, stepOn(extentAt(line, line.at), made)),
    newLine('photo.jpg', extent),
  )

export const storageOf = (): Storage & { readonly all: Map<string, string> } => {
  const all = new Map<string, string>()
  return {
    all,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => void all.set(key, value),
    removeItem: (key) => void all.delete(key),
    clear: () => all.clear(),
    key: () => null,
    get length() {
      return all.size
    },
  }
}
