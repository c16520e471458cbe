/** The known ills of diffusion models, and what is left of them: shifted colours, decay under many edits. */
import type { Engine } from '@inlay/companion/engines/engine.ts'
import { dilateMask, type Mask } from '@inlay/shared'
import { ciede2000, meanColour } from '../quality/measures/colour.ts'
import { lumaOf } from '../quality/measures/luma.ts'
import type { Rgb } from '../quality/types.ts'
import { fillWith } from './fill.ts'
import { flatScenes, type Scene } from './scenes.ts'

/** What the decoders of SD 1.5 and SDXL are seen to do to a whole picture, and more. */
export const DECODER_SHIFTS = [
  { name: 'as it is', shift: [0, 0, 0], gain: 1 },
  { name: 'warmer', shift: [7, 2, -6], gain: 1 },
  { name: 'darker, flatter', shift: [-8, -8, -8], gain: 0.94 },
  { name: 'greener', shift: [-5, 6, -3], gain: 1.03 },
] as const

/** Width of the surroundings that a fill is compared with, in pixels. */
const RING = 16

export interface ColourRow {
  readonly scene: string
  readonly decoder: string
  /** CIEDE2000 between the fill's mean colour and its surroundings': the model's, the pipeline's. */
  readonly plain: number
  readonly matched: number
  /** The same of the picture itself: what no fill can be nearer than by chance. */
  readonly truth: number
  /** Bytes that changed outside the hole. */
  readonly outside: number
}

const ringOf = (hole: Mask): Mask => {
  const grown = dilateMask(hole, RING)
  return { ...hole, data: grown.data.map((value, i) => (hole.data[i] === 0 ? value : 0)) }
}

const outsideChanges = (before: Rgb, after: Rgb, hole: Mask): number => {
  let count = 0
  for (let i = 0; i < before.data.length; i++) {
    if (hole.data[Math.floor(i / 3)] === 0 && before.data[i] !== after.data[i]) count++
  }
  return count
}

/** What the model gives, before the pipeline does anything about it. */
const bare = async (engine: Engine, image: Rgb, hole: Mask): Promise<Rgb> => {
  const { data } = await engine.fill(
    {
      operation: 'remove',
      image,
      hole,
      seed: 1,
      steps: 4,
      prompt: '',
      negativePrompt: '',
      strength: 1,
      keepColours: true,
    },
    { signal: new AbortController().signal, onProgress: () => {} },
  )
  return { ...image, data: Uint8Array.from(data) }
}

export const measureColour = async (
  engine: Engine,
  decoder: string,
  scenes: readonly Scene[] = flatScenes(),
): Promise<ColourRow[]> => {
  const rows: ColourRow[] = []
  for (const { name, image, hole } of scenes) {
    const around = meanColour(image, ringOf(hole))
    const request = { operation: 'remove', seed: 1, steps: 4 } as const
    const plain = await bare(engine, image, hole)
    const matched = await fillWith(engine, image, hole, request)
    const far = (picture: Rgb): number => ciede2000(meanColour(picture, hole), around)
    rows.push({
      scene: name,
      decoder,
      plain: far(plain),
      matched: far(matched),
      truth: far(image),
      outside: outsideChanges(image, matched, hole),
    })
  }
  return rows
}

export interface RepeatRow {
  readonly edits: number
  /** Bytes of never-masked pixels that are other than at the beginning. */
  readonly untouched: number
  /** Gradients of each fill, root mean square, over those of the picture there at the beginning. */
  readonly sharpness: readonly number[]
}

const discAt = ({ width, height }: Rgb, cx: number, cy: number, radius: number): Mask => {
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((x - cx) ** 2 + (y - cy) ** 2 < radius * radius) data[y * width + x] = 255
    }
  }
  return { width, height, data }
}

/** Edits of one picture, each half over the one before: the last begins from what the others left. */
export const measureRepeats = async (
  engine: Engine,
  image: Rgb,
  edits = 10,
): Promise<RepeatRow> => {
  const radius = Math.round(Math.min(image.width, image.height) / 6)
  const middle = image.height / 2
  const ever = new Uint8Array(image.width * image.height)
  let current = image
  const sharpness: number[] = []
  for (let i = 0; i < edits; i++) {
    // Back and forth, so that fills are made of fills.
    const step = (i % 4 < 2 ? i % 2 : 1 - (i % 2)) * radius
    const hole = discAt(image, image.width / 2 + step, middle, radius)
    current = await fillWith(engine, current, hole, {
      operation: 'remove',
      seed: 1 + i,
      steps: 4,
    })
    for (let p = 0; p < ever.length; p++) if (hole.data[p] !== 0) ever[p] = 255
    // Against the same pixels' own sharpness at the beginning: fills around it would flatter it.
    sharpness.push(Math.sqrt(detailIn(current, hole) / detailIn(image, hole)))
  }
  const mask = { width: image.width, height: image.height, data: ever }
  return { edits, untouched: outsideChanges(image, current, mask), sharpness }
}

/** Mean squared step of luma between neighbours inside the mask. */
const detailIn = (picture: Rgb, { width, data }: Mask): number => {
  const luma = lumaOf(picture)
  let [sum, count] = [0, 0]
  for (let i = 0; i < data.length; i++) {
    if (data[i] === 0) continue
    for (const next of [(i + 1) % width === 0 ? -1 : i + 1, i + width]) {
      if (next < 0 || (data[next] ?? 0) === 0) continue
      sum += (luma[next]! - luma[i]!) ** 2
      count++
    }
  }
  return count === 0 ? 0 : sum / count
}
