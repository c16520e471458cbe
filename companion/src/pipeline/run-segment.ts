/** One selection, from a decoded picture to a soft mask of its size and what is to say of it. */
import {
  expected,
  InlayError,
  type Mask,
  maskBounds,
  type SegmentPrompt,
  type SegmentReport,
} from '@inlay/shared'
import { cleanEdges } from '../engines/segment/clean-edges.ts'
import type { Look, Prompt, Segmenter } from '../engines/segment/prompt.ts'
import type { SourceImage } from './source-image.ts'

/** A picture, and what each segmenter has seen in it so far. */
export interface SelectablePicture {
  readonly source: SourceImage
  readonly looks: Map<string, Look>
}

export interface SegmentResult {
  readonly mask: Mask
  readonly report: Omit<SegmentReport, 'held' | 'reused' | 'total'>
}

/**
 * @throws InlayError invalid_request for a place outside the picture; nothing_found; cancelled; what
 *   the segmenter fails with
 */
export const runSegment = async (
  picture: SelectablePicture,
  request: Pick<SegmentPrompt, 'points' | 'box' | 'subject'>,
  segmenter: Segmenter,
  signal: AbortSignal,
): Promise<SegmentResult> => {
  const { pixels, notes } = picture.source
  const prompt = promptIn(pixels, request)
  const times: { look?: number; select: number; edges: number } = { select: 0, edges: 0 }
  let look = picture.looks.get(segmenter.id)
  if (look === undefined) {
    const from = performance.now()
    look = await segmenter.look(pixels, signal)
    picture.looks.set(segmenter.id, look)
    times.look = performance.now() - from
  }
  const selectFrom = performance.now()
  const coarse = await look.select(prompt, signal)
  const edgesFrom = performance.now()
  times.select = edgesFrom - selectFrom
  const mask = await cleanEdges(pixels, coarse.plane, signal)
  times.edges = performance.now() - edgesFrom
  const bounds = maskBounds(mask)
  if (bounds === null) throw new InlayError('nothing_found')
  return {
    mask,
    report: {
      width: mask.width,
      height: mask.height,
      model: segmenter.id,
      bounds,
      selected_fraction: shareOf(mask),
      ...(coarse.score !== undefined && { score: coarse.score }),
      times,
      notes: [...new Set([...notes, ...coarse.notes])],
    },
  }
}

/** @throws InlayError invalid_request */
const promptIn = (
  { width, height }: { readonly width: number; readonly height: number },
  { points, box, subject }: Pick<SegmentPrompt, 'points' | 'box' | 'subject'>,
): Prompt => {
  points.forEach(({ x, y }, i) => {
    if (x >= width) throw outside(`less than ${width}`, `points[${i}].x`, x)
    if (y >= height) throw outside(`less than ${height}`, `points[${i}].y`, y)
  })
  if (box === undefined) return { points, subject }
  if (box.left >= width) throw outside(`less than ${width}`, 'box.left', box.left)
  if (box.top >= height) throw outside(`less than ${height}`, 'box.top', box.top)
  const inside = {
    left: box.left,
    top: box.top,
    width: Math.min(box.width, width - box.left),
    height: Math.min(box.height, height - box.top),
  }
  return { points, subject, box: inside }
}

const outside = (what: string, name: string, value: number): InlayError =>
  new InlayError('invalid_request', expected(what, name, value))

/** 0..1, half selected counting half. */
const shareOf = ({ data }: Mask): number => {
  let sum = 0
  for (const value of data) sum += value
  return sum / (255 * data.length)
}
