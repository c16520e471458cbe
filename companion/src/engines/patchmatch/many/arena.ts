/**
 * Many crops in one shared buffer, and the words their threads agree by.
 *
 * Each thread takes the next crop that nobody has taken, runs it from end to end in a memory of its
 * own and writes the result over the crop. No thread ever waits for another, and which of them
 * filled a crop cannot show.
 */
import type { ChannelCount, Mask, PixelImage } from '@inlay/shared'
import type { EngineInput } from '../../engine.ts'
import { bytesOf } from '../memory.ts'
import type { Planes } from '../small.ts'

/** Int32 words at the start of the arena. */
export const NEXT = 0
export const CANCEL = 1
const HEADER = 64

/** One crop; places are bytes in the arena. */
export interface ManyJob {
  readonly width: number
  readonly height: number
  readonly channels: ChannelCount
  /** 1 or 2. */
  readonly sampleBytes: number
  readonly image: number
  readonly hole: number
  /** Undefined where `EngineInput` has none. */
  readonly source: number | undefined
  readonly known: number | undefined
  readonly seed: number
  readonly guide: number | undefined
  readonly thin: boolean
}

export interface Arena {
  readonly buffer: SharedArrayBuffer
  readonly jobs: readonly ManyJob[]
  /** Turns, as indices of jobs: the largest first, so that no thread is left with it at the end. */
  readonly order: readonly number[]
}

type Crop = Planes & Pick<EngineInput, 'seed' | 'guide' | 'thin'>

const align = (value: number): number => (value + 15) & ~15

/** Lays the crops out and copies them in. */
export const createArena = (crops: readonly Crop[]): Arena => {
  let end = HEADER
  const take = (bytes: number): number => {
    const place = end
    end = align(end + bytes)
    return place
  }
  const takeMask = (mask: Mask | undefined): number | undefined =>
    mask === undefined ? undefined : take(mask.data.length)
  const jobs = crops.map(({ image, hole, source, known, seed, guide, thin }): ManyJob => {
    const { width, height, channels, data } = image
    return {
      width,
      height,
      channels,
      sampleBytes: data.BYTES_PER_ELEMENT,
      image: take(data.byteLength),
      hole: take(hole.data.length),
      source: takeMask(source),
      known: takeMask(known),
      seed,
      guide,
      thin: thin === true,
    }
  })
  const buffer = new SharedArrayBuffer(end)
  const bytes = new Uint8Array(buffer)
  for (const [i, { image, hole, source, known }] of crops.entries()) {
    const job = jobs[i]!
    bytes.set(bytesOf(image), job.image)
    bytes.set(hole.data, job.hole)
    if (source !== undefined && job.source !== undefined) bytes.set(source.data, job.source)
    if (known !== undefined && job.known !== undefined) bytes.set(known.data, job.known)
  }
  const size = (index: number): number => jobs[index]!.width * jobs[index]!.height
  const order = jobs.map((_, index) => index).sort((a, b) => size(b) - size(a) || a - b)
  return { buffer, jobs, order }
}

/** A crop's picture as it stands in the arena; not a copy. */
const imageIn = (buffer: SharedArrayBuffer, job: ManyJob): PixelImage => {
  const { width, height, channels, image } = job
  const samples = width * height * channels
  const data =
    job.sampleBytes === 2
      ? new Uint16Array(buffer, image, samples)
      : new Uint8Array(buffer, image, samples)
  return { width, height, channels, data }
}

/** A crop with its masks; not a copy. */
export const planesIn = (buffer: SharedArrayBuffer, job: ManyJob): Planes => {
  const { width, height, hole, source, known } = job
  const maskAt = (place: number): Mask => ({
    width,
    height,
    data: new Uint8Array(buffer, place, width * height),
  })
  return {
    image: imageIn(buffer, job),
    hole: maskAt(hole),
    ...(source !== undefined && { source: maskAt(source) }),
    ...(known !== undefined && { known: maskAt(known) }),
  }
}

/** The results, out of the arena. */
export const takeResults = ({ buffer, jobs }: Arena): PixelImage[] =>
  jobs.map((job) => {
    const image = imageIn(buffer, job)
    return { ...image, data: image.data.slice() }
  })

/** Asks every thread to stop before its next crop. */
export const cancelArena = (buffer: SharedArrayBuffer): void => {
  Atomics.store(new Int32Array(buffer, 0, 2), CANCEL, 1)
}
