/** The worker that holds one picture whole, and gives the page what of it is looked at. */
import { type Bounds, boundsOf, type Extent, fitExtent, longestSide } from '@inlay/shared'
import { addHoles, gridOf, veilFor } from '@inlay/shared/studio'
import { type Asked, answering } from '../answer-questions.ts'
import { inBands, isFaithful } from './bands.ts'
import type { Answer, Opened, Question } from './messages.ts'
import { tileBounds } from './tile-bounds.ts'

/** Longest side of what the page always has: sharp on most screens when the whole is seen. */
const BASE_SIDE = 2048
/** Longest side of what is looked at for its colours and for see-through places. */
const SMALL_SIDE = 256

let whole: ImageBitmap | undefined

/** By halves: WebKit looks at no more than four pixels for one, however many it stands for. */
const shrunk = async (from: ImageBitmap, source: Bounds, to: Extent): Promise<ImageBitmap> => {
  const { left, top, width, height } = source
  if (width > 2 * to.width && height > 2 * to.height) {
    const double = { width: 2 * to.width, height: 2 * to.height }
    const larger = await shrunk(from, source, double)
    const made = await shrunk(larger, boundsOf(double), to)
    larger.close()
    return made
  }
  return createImageBitmap(from, left, top, width, height, {
    resizeWidth: to.width,
    resizeHeight: to.height,
    resizeQuality: 'high',
  })
}

const resized = (from: ImageBitmap, side: number): Promise<ImageBitmap> =>
  shrunk(from, boundsOf(from), fitExtent(from, side))

const open = async (blob: Blob): Promise<Opened> => {
  whole = await createImageBitmap(blob)
  const { width, height } = whole
  const base = await resized(whole, BASE_SIDE)
  const smaller: ImageBitmap[] = []
  for (let side = BASE_SIDE / 2; side >= SMALL_SIDE; side /= 2) {
    const from = smaller.at(-1) ?? base
    if (longestSide(from) > side) smaller.push(await resized(from, side))
  }
  const small = await resized(smaller.at(-1) ?? base, SMALL_SIDE)
  const pixels = new Uint8ClampedArray(small.width * small.height * 4)
  inBands(small, (rgba, from) => pixels.set(rgba, from * 4))
  const hasHoles = isFaithful() && pixels.some((value, i) => i % 4 === 3 && value < 250)
  small.close()
  return { width, height, base, smaller, hasHoles, veil: veilFor(pixels) }
}

const answer = async (question: Question): Promise<Answer> => {
  if (question.ask === 'open') return open(question.blob)
  if (whole === undefined) throw new Error('The picture is not open.')
  if (question.ask === 'tile') {
    const { source, width, height } = tileBounds(whole, question)
    return shrunk(whole, source, { width, height })
  }
  const mask = gridOf(whole.width, whole.height)
  inBands(whole, (rgba, from) => addHoles(mask.data, rgba, from))
  return mask.data
}

const owned = (given: Answer): Transferable[] => {
  if (given instanceof ImageBitmap) return [given]
  return given instanceof Uint8Array ? [given.buffer] : [given.base, ...given.smaller]
}

const hear = answering(answer, owned)

addEventListener('message', ({ data }: MessageEvent<Asked<Question>>) => hear(data))
