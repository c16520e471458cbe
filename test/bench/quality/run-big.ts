/** `--big`: a small hole in a 100 MP TIFF through the command line, against the same hole in 4 MP. */
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { fillByCli, hasCli } from './engines/inlay-cli.ts'
import { blobMask } from './masks/blobs.ts'
import { randomFrom } from './random.ts'
import { quickest } from './run-speed.ts'
import { DATA } from './sets.ts'

const SOURCE = join(DATA, 'photos', 'high-res', '17.jpg')
const BIG = { width: 11_548, height: 8_660 }
const CROP = { left: 4_774, top: 3_330, width: 2_000, height: 2_000 }
const HOLE_PIXELS = 500_000

export interface BigRow {
  readonly name: string
  readonly ms: number
  readonly peak: number | undefined
  /** Everything but reading and writing files, ms. */
  readonly work: number
  readonly times: Readonly<Record<string, number>>
}

/** Hole around the middle of the crop. */
const writeMask = async (
  path: string,
  size: { width: number; height: number },
  at: typeof CROP,
) => {
  const share = HOLE_PIXELS / (CROP.width * CROP.height)
  const kind = { roughness: 0.15, stretch: 1.3, margin: 0.48 }
  const { data, width, height } = blobMask(CROP, randomFrom('big'), share, kind)
  const hole = await sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer()
  await sharp({
    create: { ...size, channels: 3, background: '#000' },
    limitInputPixels: false,
  })
    .composite([{ input: hole, left: at.left, top: at.top }])
    .extractChannel(0)
    .png({ compressionLevel: 3 })
    .toFile(path)
}

const prepare = async (folder: string): Promise<void> => {
  const big = join(folder, 'big.tiff')
  if (existsSync(join(folder, 'crop-mask.png'))) return
  await mkdir(folder, { recursive: true })
  await sharp(SOURCE, { limitInputPixels: false })
    .resize(BIG.width, BIG.height, { fit: 'fill' })
    .tiff({ compression: 'lzw', predictor: 'horizontal' })
    .toFile(big)
  await sharp(big, { limitInputPixels: false })
    .extract(CROP)
    .tiff({ compression: 'lzw', predictor: 'horizontal' })
    .toFile(join(folder, 'crop.tiff'))
  await writeMask(join(folder, 'big-mask.png'), BIG, CROP)
  await writeMask(join(folder, 'crop-mask.png'), CROP, { ...CROP, left: 0, top: 0 })
}

/** Undefined, and said aloud, where the photo or the command line is missing. */
export const runBig = async (
  folder: string,
  seed: number,
  say: (text: string) => void,
): Promise<BigRow[] | undefined> => {
  if (!hasCli() || !existsSync(SOURCE)) {
    console.error(`SKIPPED --big: needs companion/dist/inlay.js and ${SOURCE}`)
    return undefined
  }
  say('big: preparing 100 MP')
  await prepare(folder)
  const rows: BigRow[] = []
  for (const [name, kind] of [
    ['4 MP', 'crop'],
    ['100 MP', 'big'],
  ] as const) {
    say(`big: ${name}`)
    const out = join(folder, `${kind}-out.tiff`)
    const once = () =>
      fillByCli(join(folder, `${kind}.tiff`), join(folder, `${kind}-mask.png`), out, seed)
    const { run, times, total } = await quickest(2, once, (fill) => fill.run.ms)
    const work = total - (times.decode ?? 0) - (times.encode ?? 0)
    rows.push({ name, ms: run.ms, peak: run.peak, work, times })
    await rm(out, { force: true })
  }
  return rows
}
