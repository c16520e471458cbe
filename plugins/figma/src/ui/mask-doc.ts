/** A mask that is painted and clicked in the window: its steps, undo and redo, at two resolutions. */
import { type Bounds, type BrushStroke, boundsOf, paintStroke } from '@inlay/shared'
import { gridOf, isBlank, type MaskGrid } from '@inlay/shared/studio'
import { inSlices } from './pixels/breathe.ts'

export type MaskStep =
  | { readonly kind: 'stroke'; readonly stroke: BrushStroke }
  /** A selection of the picture's size that takes the place of the one before it. */
  | { readonly kind: 'select'; readonly mask: Uint8Array }
  | { readonly kind: 'invert' }
  | { readonly kind: 'clear' }

/** Longest side of the mask that is shown while painting, in pixels. */
const SHOWN = 1280

export interface MaskDoc {
  readonly width: number
  readonly height: number
  /** As shown; changes in place. */
  readonly grid: MaskGrid
  readonly steps: readonly MaskStep[]
  readonly undone: readonly MaskStep[]
  readonly isEmpty: boolean
  /** Adds a step and paints it. */
  add(step: MaskStep): Bounds
  /** Paints more of a stroke that is going on; its pixels. */
  paint(stroke: BrushStroke, from: number): Bounds | null
  undo(): void
  redo(): void
  /** The mask at the picture's own resolution; as it was after these steps, when they are given. */
  full(signal?: AbortSignal, of?: readonly MaskStep[]): Promise<MaskGrid>
}

/** @param width of the picture, in pixels */
export const createMaskDoc = (width: number, height: number): MaskDoc => {
  const scale = Math.min(1, SHOWN / Math.max(width, height))
  const grid = gridOf(width, height, scale)
  let steps: readonly MaskStep[] = []
  let undone: readonly MaskStep[] = []

  const replay = (): void => {
    grid.data.fill(0)
    for (const step of steps) take(grid, step, width)
  }

  return {
    width,
    height,
    grid,
    get steps() {
      return steps
    },
    get undone() {
      return undone
    },
    get isEmpty() {
      return isBlank(grid)
    },
    add: (step) => {
      const last = steps.at(-1)
      // Each further click gives a better mask of the same thing.
      const replaces = step.kind === 'select' && last?.kind === 'select'
      steps = replaces ? [...steps.slice(0, -1), step] : [...steps, step]
      undone = []
      if (replaces) replay()
      else if (step.kind !== 'stroke') take(grid, step, width)
      return boundsOf(grid)
    },
    paint: (stroke, from) => paintStroke(grid, stroke, from),
    undo: () => {
      const last = steps.at(-1)
      if (last === undefined) return
      steps = steps.slice(0, -1)
      undone = [...undone, last]
      replay()
    },
    redo: () => {
      const next = undone.at(-1)
      if (next === undefined) return
      undone = undone.slice(0, -1)
      steps = [...steps, next]
      take(grid, next, width)
    },
    full: async (signal, of = steps) => {
      if (scale === 1 && of === steps) return { ...grid, data: grid.data.slice() }
      const whole = gridOf(width, height)
      for (const step of of) {
        if (step.kind === 'stroke') {
          const { stroke } = step
          const { points } = stroke
          const line = (i: number): BrushStroke => ({
            ...stroke,
            points: points.slice(Math.max(0, i - 1), i + 1),
          })
          await inSlices(
            points.length,
            (i) => void paintStroke(whole, line(i), Math.min(i, 1)),
            signal,
          )
        } else {
          const row = rowOf(whole, step, width)
          await inSlices(whole.height, row, signal)
        }
      }
      return whole
    },
  }
}

const take = (grid: MaskGrid, step: MaskStep, pictureWidth: number): void => {
  if (step.kind === 'stroke') paintStroke(grid, step.stroke)
  else {
    const row = rowOf(grid, step, pictureWidth)
    for (let y = 0; y < grid.height; y++) row(y)
  }
}

/** What a step other than a stroke does to row y. */
const rowOf = (
  grid: MaskGrid,
  step: Exclude<MaskStep, { kind: 'stroke' }>,
  pictureWidth: number,
): ((y: number) => void) => {
  const { data, width } = grid
  switch (step.kind) {
    case 'select':
      return (y) => lay(grid, y, step.mask, pictureWidth)
    case 'invert':
      return (y) => {
        for (let i = y * width; i < (y + 1) * width; i++) data[i] = 255 - data[i]!
      }
    case 'clear':
      return (y) => void data.fill(0, y * width, (y + 1) * width)
  }
}

/** Adds a row of a mask of the picture's size; a smaller grid takes the middle of what a pixel covers. */
const lay = (
  { data, width, scale }: MaskGrid,
  y: number,
  mask: Uint8Array,
  pictureWidth: number,
): void => {
  const pictureHeight = mask.length / pictureWidth
  const row = Math.min(pictureHeight - 1, Math.floor((y + 0.5) / scale)) * pictureWidth
  for (let x = 0; x < width; x++) {
    const value = mask[row + Math.min(pictureWidth - 1, Math.floor((x + 0.5) / scale))]!
    const i = y * width + x
    if (value > data[i]!) data[i] = value
  }
}
