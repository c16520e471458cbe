/** Small pictures of a result for the panel, made without touching the document. */
import { type Extent, fitExtent, type PixelImage, type ResultPixels } from '@inlay/shared'
import type { PhotoshopHost } from './host.ts'
import { runModal, type Surroundings } from './modal.ts'
import { eachRow } from './slices.ts'

/** Throws as PhotoshopHost.preview does. */
export const preview = async (
  around: Surroundings,
  { image, target }: Parameters<PhotoshopHost['preview']>[0],
  what: ResultPixels | 'before' | 'ground',
  side: number,
): Promise<string> => {
  const none = { left: 0, top: 0, right: 0, bottom: 0 }
  const grown = what === 'before' ? none : (target.expand ?? none)
  const canvas: Extent = {
    width: grown.left + target.area.width + grown.right,
    height: grown.top + target.area.height + grown.bottom,
  }
  const size = fitExtent(canvas, side)
  const result = typeof what === 'string' ? null : what
  const sample = samplerOf(image, grown.left, grown.top, result)
  const rgb = new Uint8Array(size.width * size.height * 3)
  await eachRow(around.timers, size.height, (y) => {
    const y0 = Math.floor((y * canvas.height) / size.height)
    const y1 = Math.max(y0 + 1, Math.floor(((y + 1) * canvas.height) / size.height))
    for (let x = 0; x < size.width; x++) {
      const x0 = Math.floor((x * canvas.width) / size.width)
      const x1 = Math.max(x0 + 1, Math.floor(((x + 1) * canvas.width) / size.width))
      averageInto(rgb, (y * size.width + x) * 3, sample, { x0, x1, y0, y1 })
    }
  })
  const known = around.photoshop.app.getColorProfiles('RGB').includes(target.profile)
  const profile = known ? target.profile : ''
  return encodeJpeg(around, { ...size, channels: 3, data: rgb }, profile)
}

/** Writes R, G, B in 0..255 of a pixel into `out`. */
type Sampler = (x: number, y: number, out: Float64Array) => void

/** What is see-through is shown on this grey. */
const EMPTY = 204

const samplerOf = (
  image: PixelImage | null,
  dx: number,
  dy: number,
  result: ResultPixels | null,
): Sampler => {
  const fullOf = ({ data }: PixelImage): number => (data instanceof Uint16Array ? 65535 : 255)
  return (x, y, out) => {
    const [px, py] = [x - dx, y - dy]
    out.fill(EMPTY)
    if (image !== null && px >= 0 && py >= 0 && px < image.width && py < image.height) {
      const at = (py * image.width + px) * image.channels
      const full = fullOf(image)
      const alpha = image.channels === 4 ? image.data[at + 3]! / full : 1
      mix(out, image, at, alpha, full)
    }
    if (result === null) return
    const { bounds, pixels } = result
    const [rx, ry] = [x - bounds.left, y - bounds.top]
    if (rx < 0 || ry < 0 || rx >= bounds.width || ry >= bounds.height) return
    const at = (ry * pixels.width + rx) * 4
    const full = fullOf(pixels)
    mix(out, pixels, at, pixels.data[at + 3]! / full, full)
  }
}

const mix = (
  out: Float64Array,
  { data }: PixelImage,
  at: number,
  alpha: number,
  full: number,
): void => {
  for (let c = 0; c < 3; c++) out[c]! += ((data[at + c]! * 255) / full - out[c]!) * alpha
}

/** Samples per side of a box that are looked at: a preview needs no more. */
const MOST_SAMPLES = 4

const averageInto = (
  rgb: Uint8Array,
  to: number,
  sample: Sampler,
  { x0, x1, y0, y1 }: { x0: number; x1: number; y0: number; y1: number },
): void => {
  const [dx, dy] = [Math.ceil((x1 - x0) / MOST_SAMPLES), Math.ceil((y1 - y0) / MOST_SAMPLES)]
  const sums = [0, 0, 0]
  const pixel = new Float64Array(3)
  let count = 0
  for (let y = y0; y < y1; y += dy) {
    for (let x = x0; x < x1; x += dx) {
      sample(x, y, pixel)
      for (let c = 0; c < 3; c++) sums[c]! += pixel[c]!
      count++
    }
  }
  for (let c = 0; c < 3; c++) rgb[to + c] = Math.round(sums[c]! / count)
}

/** Milliseconds: whoever stands in a dialog of Photoshop's has not come for the preview. */
const PATIENCE = 10 * 60_000

/** The one form that an <img> in UXP is documented to show. */
const encodeJpeg = (
  around: Surroundings,
  { width, height, data }: PixelImage,
  profile: string,
): Promise<string> =>
  runModal(around, { name: around.say('ps.modal.preview'), patience: PATIENCE }, async () => {
    const { imaging } = around.photoshop
    const samples = data instanceof Uint8Array ? data : new Uint8Array(0)
    const imageData = await imaging.createImageDataFromBuffer(samples, {
      width,
      height,
      components: 3,
      chunky: true,
      colorSpace: 'RGB',
      colorProfile: profile,
    })
    try {
      const jpeg = await imaging.encodeImageData({ imageData, base64: true })
      return `data:image/jpeg;base64,${String(jpeg)}`
    } finally {
      imageData.dispose()
    }
  })
