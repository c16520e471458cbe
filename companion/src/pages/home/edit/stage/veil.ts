/** The mask over the picture: what of it is in sight, asked from its worker one look at a time. */
import {
  type Bounds,
  boundsBottom,
  boundsContain,
  boundsGrow,
  boundsIntersect,
  boundsOf,
  boundsRight,
  boundsUnion,
  type Extent,
} from '@inlay/shared'
import {
  type Colour,
  halvedExtent,
  levelFor,
  MOST_HALVED,
  onStage,
  type Viewport,
  visible,
} from '@inlay/shared/studio'
import type { EditMask } from '../contract.ts'

export interface Sight {
  readonly view: Viewport
  /** In CSS pixels. */
  readonly stage: Extent
  /** Device pixels of a CSS pixel. */
  readonly ratio: number
}

export interface Veil {
  /** Draws what is there, and asks for what is not. */
  draw(canvas: HTMLCanvasElement, sight: Sight): void
  close(): void
}

/**
 * Pixels that are grown and feathered at once, more being halved first: few while a slider is moved,
 * so that it is seen as it moves; more when it rests.
 */
const QUICK = 2.5e5
const FINE = 1.5e6

/** What the sheet holds, in pixels of its level. */
interface Held {
  readonly box: Bounds
  readonly level: number
}

/** What is asked for; the whole of the sheet, or a part of it. */
interface Part extends Held {
  readonly isWhole: boolean
}

/** @param onCome something came that is to be drawn */
export const createVeil = (mask: EditMask, colour: Colour, onCome: () => void): Veil => {
  const sheet = document.createElement('canvas')
  let held: Held | undefined
  /** Not yet as the mask is now, in pixels of the picture. */
  let stale: Bounds | undefined
  let isAsking = false
  let isClosed = false
  let last: Sight | undefined

  const whole = boundsOf(mask)
  const leave = mask.subscribe((where = whole) => {
    if (where.width <= 0) return
    const reach = Math.ceil(mask.grow + mask.feather) + 2
    const changed = where === whole ? whole : boundsGrow(where, reach)
    stale = stale === undefined ? changed : boundsUnion(stale, changed)
    if (last !== undefined) void ask(last)
  })

  const ask = async (sight: Sight): Promise<void> => {
    if (isAsking || isClosed) return
    const part = partOf(mask, sight, held, stale)
    if (part === undefined) {
      stale = undefined
      return
    }
    isAsking = true
    const before = stale
    stale = undefined
    try {
      const bitmap = await mask.look({ box: part.box, level: part.level, veil: colour })
      if (isClosed) bitmap.close()
      else take(bitmap, part)
    } catch (error) {
      stale = before ?? whole
      if (isClosed) return
      console.warn(error)
      return
    } finally {
      isAsking = false
    }
    onCome()
    if (last !== undefined) void ask(last)
  }

  const take = (bitmap: ImageBitmap, { box, level, isWhole }: Part): void => {
    const context = sheet.getContext('2d')
    if (context === null) return
    if (isWhole) {
      // Its size set anew, a canvas is empty.
      sheet.width = box.width
      sheet.height = box.height
      held = { box, level }
      context.drawImage(bitmap, 0, 0)
    } else if (held !== undefined) {
      const [left, top] = [box.left - held.box.left, box.top - held.box.top]
      context.clearRect(left, top, box.width, box.height)
      context.drawImage(bitmap, left, top)
    }
    bitmap.close()
  }

  return {
    draw: (canvas, sight) => {
      last = sight
      const context = canvas.getContext('2d')
      if (context === null) return
      const { view, ratio } = sight
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, canvas.width, canvas.height)
      if (held !== undefined) {
        const unit = 2 ** held.level
        const { left, top, width, height } = onStage(scaled(held.box, unit), view)
        // Pixels of the mask itself are to be seen as such.
        context.imageSmoothingEnabled = held.level > 0 || view.scale * ratio < 3
        context.drawImage(sheet, left, top, width, height)
      }
      void ask(sight)
    },
    close: () => {
      isClosed = true
      leave()
      sheet.width = 0
    },
  }
}

const scaled = ({ left, top, width, height }: Bounds, by: number): Bounds => ({
  left: left * by,
  top: top * by,
  width: width * by,
  height: height * by,
})

/** The pixels of a level that a box of the picture touches. */
const atLevel = (box: Bounds, level: number): Bounds => {
  const unit = 2 ** level
  const [left, top] = [Math.floor(box.left / unit), Math.floor(box.top / unit)]
  return {
    ...{ left, top },
    width: Math.ceil(boundsRight(box) / unit) - left,
    height: Math.ceil(boundsBottom(box) / unit) - top,
  }
}

/** Which level fits the screen, what of it is in sight, and what is best fetched with it. */
const wantedOf = (
  mask: EditMask,
  { view, stage, ratio }: Sight,
  most: number,
): (Held & { readonly seen: Bounds }) | undefined => {
  const sight = boundsIntersect(visible(view, stage), boundsOf(mask))
  if (sight === null) return undefined
  const isPrepared = mask.grow > 0 || mask.feather > 0
  let level = Math.min(MOST_HALVED, levelFor(view.scale * ratio))
  while (isPrepared && level < MOST_HALVED && area(sight) / 4 ** level > most) level++
  const extent = boundsOf(halvedExtent(mask, level))
  const seen = boundsIntersect(atLevel(sight, level), extent)
  if (seen === null) return undefined
  // So that a little panning needs nothing new.
  const more = isPrepared ? 0 : Math.ceil(Math.max(seen.width, seen.height) / 8)
  return { level, seen, box: boundsIntersect(boundsGrow(seen, more), extent) ?? seen }
}

const area = ({ width, height }: Extent): number => width * height

/** What is to be asked for next; undefined when all is there. */
const partOf = (
  mask: EditMask,
  sight: Sight,
  held: Held | undefined,
  stale: Bounds | undefined,
): Part | undefined => {
  const [fine, quick] = [wantedOf(mask, sight, FINE), wantedOf(mask, sight, QUICK)]
  if (fine === undefined || quick === undefined) return undefined
  const holds = ({ level, seen }: typeof fine): boolean =>
    held?.level === level && boundsContain(held.box, seen)
  const isAllStale = stale !== undefined && boundsContain(stale, boundsOf(mask))
  if (held !== undefined && holds(fine) && !isAllStale) {
    const box = stale && boundsIntersect(atLevel(stale, held.level), held.box)
    return box ? { box, level: held.level, isWhole: false } : undefined
  }
  const { box, level } = stale === undefined && holds(quick) ? fine : quick
  return { box, level, isWhole: true }
}
