/** What the speed sections fill: one 512 x 512 picture and one of 4 MP, each with a few holes. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Mask } from '@inlay/shared'
import sharp from 'sharp'
import { blobMask } from './masks/blobs.ts'
import { generateMask } from './masks/families.ts'
import { hideHole, readRgb } from './pixels.ts'
import { randomFrom } from './random.ts'
import { DATA } from './sets.ts'
import type { Case, Family, GeneratedFamily, Rgb } from './types.ts'

const SMALL = join(DATA, 'photos', 'examples', 'astronaut.png')
const LARGE = join(DATA, 'photos', 'high-res', '17.jpg')

/** Picked so that `medium` hides its usual share: 18% and 15%. */
const SEED = 'speed 13'

export type WorkloadGroup = '512x512' | '4 MP'

export interface Workload {
  readonly name: string
  readonly group: WorkloadGroup
  readonly job: Case
}

/** A case outside the quality sets; what lies under the hole is not compared. */
export const timedCase = (name: string, family: Family, original: Rgb, hole: Mask): Case => ({
  id: `speed/${name}/${family}`,
  set: 'speed',
  picture: name,
  family,
  original,
  hole,
  input: hideHole(original, hole),
  truth: true,
  stored: {},
})

const SPEED: readonly GeneratedFamily[] = ['object', 'medium', 'scratches']
const REPAIR: readonly GeneratedFamily[] = ['scratches', 'text']

const workloads = (
  group: WorkloadGroup,
  image: Rgb,
  families: readonly GeneratedFamily[],
): Workload[] =>
  families.map((family) => ({
    name: `${group} ${family}`,
    group,
    job: timedCase(group, family, image, generateMask(family, image, SEED).mask),
  }))

export const smallWorkloads = async (families = SPEED): Promise<Workload[]> =>
  existsSync(SMALL) ? workloads('512x512', await readRgb(SMALL), families) : []

/** The photo of 18 MP brought down to 2304 x 1728. */
const fourMegapixels = async (): Promise<Rgb> => {
  const { data, info } = await sharp(LARGE, { limitInputPixels: false })
    .autoOrient()
    .resize(2304, 1728, { fit: 'fill' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, channels: 3, data: new Uint8Array(data) }
}

export const largeWorkloads = async (families = SPEED): Promise<Workload[]> =>
  existsSync(LARGE) ? workloads('4 MP', await fourMegapixels(), families) : []

/** Thin holes: both sizes, or the small one alone. */
export const repairWorkloads = async (smallOnly: boolean): Promise<Workload[]> => [
  ...(await smallWorkloads(REPAIR)),
  ...(smallOnly ? [] : await largeWorkloads(REPAIR)),
]

export interface CurvePoint {
  /** Millions of hole pixels asked for. */
  readonly megapixels: number
  readonly job: Case
}

const CURVE = [0.01, 0.03, 0.1, 0.3, 1, 2, 4] as const

/** Compact holes of rising size in the middle of an 18 MP photo, one at a time. */
export const curveCases = async function* (most: number): AsyncGenerator<CurvePoint> {
  if (!existsSync(LARGE)) return
  const image = await readRgb(LARGE)
  for (const megapixels of CURVE.filter((size) => size <= most)) {
    const share = (megapixels * 1e6) / (image.width * image.height)
    const kind = { roughness: 0.15, stretch: 1.5, margin: 0.48 }
    const hole = blobMask(image, randomFrom('curve'), share, kind)
    yield { megapixels, job: timedCase(`curve ${megapixels} MP`, 'object', image, hole) }
  }
}
