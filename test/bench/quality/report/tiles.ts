/** The contact sheet's pictures: every fill cut to what matters, written as files beside the page. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { holeWindow } from '../hole-bounds.ts'
import { cropRgb } from '../pixels.ts'
import type { Case, Rgb } from '../types.ts'

/** Known pixels shown around the hole. */
const MARGIN = 64
/** Longer sides are shown smaller. */
const LONGEST = 1024
/** Differences are shown this much stronger. */
const GAIN = 2

export interface Tile {
  /** Address relative to the page. */
  readonly src: string
  readonly width: number
  readonly height: number
}

export interface TileWriter {
  /** The picture with a flat grey hole, as a person would mark it. */
  input(job: Case): Promise<Tile>
  original(job: Case): Promise<Tile>
  mask(job: Case): Promise<Tile>
  fill(job: Case, engine: string, image: Rgb): Promise<Tile>
  /** |fill - original|, twice as strong. */
  difference(job: Case, image: Rgb): Promise<Tile>
}

const mapPixels = (image: Rgb, pick: (i: number, c: number) => number): Rgb => {
  const data = new Uint8Array(image.data.length)
  for (let i = 0; i < data.length / 3; i++) {
    for (let c = 0; c < 3; c++) data[i * 3 + c] = pick(i, c)
  }
  return { ...image, data }
}

/** @param folder where the page lies; tiles go into `images/` there */
export const tileWriter = async (folder: string): Promise<TileWriter> => {
  await mkdir(join(folder, 'images'), { recursive: true })
  const write = async (job: Case, name: string, image: Rgb): Promise<Tile> => {
    const box = holeWindow(job.hole, MARGIN)
    const cut = cropRgb(image, box)
    const src = `images/${job.id.replaceAll('/', '-')}-${name}.webp`
    const { width, height } = await sharp(cut.data, {
      raw: { width: cut.width, height: cut.height, channels: 3 },
    })
      .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 92, smartSubsample: true, effort: 1 })
      .toFile(join(folder, src))
    return { src, width, height }
  }
  return {
    input: (job) =>
      write(
        job,
        'input',
        mapPixels(job.original, (i, c) =>
          job.hole.data[i]! > 0 ? 128 : job.original.data[i * 3 + c]!,
        ),
      ),
    original: (job) => write(job, 'original', job.original),
    mask: (job) =>
      write(
        job,
        'mask',
        mapPixels(job.original, (i) => job.hole.data[i]!),
      ),
    fill: (job, engine, image) => write(job, engine, image),
    difference: (job, image) =>
      write(
        job,
        'difference',
        mapPixels(image, (i, c) =>
          Math.min(255, GAIN * Math.abs(image.data[i * 3 + c]! - job.original.data[i * 3 + c]!)),
        ),
      ),
  }
}
