/** Enlarges what is selected into a document of its own. */
import {
  type Bounds,
  boundsClamp,
  boundsOf,
  InlayError,
  type PixelImage,
  pixelsToBytes,
  type ResultPixels,
} from '@inlay/shared'
import { readingAside } from './aside.ts'
import { inspectChannel, levelsOf, readSelection } from './channel.ts'
import { profileOf, selectionBounds } from './document.ts'
import { levelReader } from './enlarge-mask.ts'
import type { RunOptions, UpscaleCapture } from './host.ts'
import { type LayerJob, writeLayer } from './layers.ts'
import { runModal, type Scope, type Surroundings } from './modal.ts'
import { readPixels } from './pixels.ts'
import { keepingQuickMask } from './quick-mask.ts'
import { needReadable, SRGB } from './readable.ts'
import { eachRow } from './slices.ts'

/** Throws as PhotoshopHost.captureForUpscale does. */
export const captureForUpscale = async (
  around: Surroundings,
  { signal, onProgress = () => {} }: RunOptions = {},
): Promise<UpscaleCapture> => {
  const { photoshop } = around
  const { document, bitDepth, isRgb } = needReadable(photoshop)
  // The new document must be able to have it.
  const wanted = profileOf(photoshop, document)
  const known = wanted === '' || photoshop.app.getColorProfiles('RGB').includes(wanted)
  const own = isRgb && known
  const profile = own ? wanted : SRGB
  const read = (scope: Scope): Promise<UpscaleCapture> =>
    readingAside(around, scope, document, false, async () => {
      const selected = selectionBounds(document)
      const bounds = selected === null ? boundsOf(document) : boundsClamp(selected, document)
      if (bounds === null) {
        throw new InlayError('mask_empty', 'The selection lies outside of the picture.')
      }
      const mask = selected === null ? null : await maskOf(around, scope, document.id, bounds)
      const source = {
        documentID: document.id,
        layerID: undefined,
        bitDepth,
        profile: own ? '' : profile,
      } as const
      const image = await readPixels(around, scope, source, bounds, onProgress)
      const { width, height, channels } = image
      return {
        image: { kind: 'raw', part: 'image', width, height, channels, bitDepth },
        parts: { image: pixelsToBytes(image) },
        title: document.title,
        bounds,
        resolution: document.resolution,
        profile,
        bitDepth,
        mask,
      }
    })
  return keepingQuickMask(around, () =>
    runModal(around, { name: around.say('ps.modal.reading'), signal }, read),
  )
}

/** 0..255; null when all of the box is selected wholly. */
const maskOf = async (
  around: Surroundings,
  scope: Scope,
  documentID: number,
  bounds: Bounds,
): Promise<Uint8Array | null> => {
  const channel = await readSelection(around, documentID, bounds)
  const { everything } = await inspectChannel(around, scope, channel)
  if (everything) return null
  return levelsOf(around, channel)
}

/** Throws as PhotoshopHost.placeUpscaled does. */
export const placeUpscaled = async (
  around: Surroundings,
  capture: UpscaleCapture,
  pixels: PixelImage,
  { signal }: RunOptions = {},
): Promise<number> => {
  const { photoshop, say } = around
  const { width, height } = pixels
  const { title, bounds, resolution, profile, bitDepth, mask } = capture
  const scale = width / bounds.width
  const layered = await underMask(around, pixels, mask, bounds)
  return runModal(around, { name: say('ps.modal.enlarged'), signal }, async (scope) => {
    const { hostControl } = scope.context
    const document = await photoshop.app.createDocument({
      name: `${title} × ${Number(scale.toFixed(2))}`,
      width,
      height,
      resolution: resolution * scale,
      depth: bitDepth,
      ...(profile === '' ? {} : { profile }),
    })
    if (document === null) throw new InlayError('host_refused', 'Photoshop made no document.')
    // Should anything fail, Photoshop closes it itself (executeasmodal.md).
    await hostControl.registerAutoCloseDocument(document.id)
    const suspension = await hostControl.suspendHistory({
      documentID: document.id,
      name: say('ps.modal.enlarged'),
    })
    const grounds = [...document.layers]
    const area = boundsOf(document)
    const job: LayerJob = {
      document,
      capture: { target: { area, expand: null, profile }, fineMask: null },
      name: say('ps.layer.enlarged'),
      as: mask === null ? 'raster' : 'layer',
      settle: () => {},
    }
    await writeLayer(around, scope, job, layered)
    for (const ground of grounds) ground.delete()
    await hostControl.resumeHistory(suspension, true)
    await hostControl.unregisterAutoCloseDocument(document.id)
    return document.id
  })
}

/** RGBA whose alpha is the mask, enlarged by straight lines between its samples. */
const underMask = async (
  { timers }: Surroundings,
  { width, height, channels, data }: PixelImage,
  mask: Uint8Array | null,
  bounds: Bounds,
): Promise<ResultPixels> => {
  if (channels !== 3 && channels !== 4) {
    throw new InlayError('reply_invalid', 'The enlargement is not RGB.')
  }
  const deep = data instanceof Uint16Array
  const full = deep ? 65535 : 255
  const out = deep ? new Uint16Array(width * height * 4) : new Uint8Array(width * height * 4)
  const level =
    mask === null
      ? () => 1
      : levelReader(mask, bounds, { x: width / bounds.width, y: height / bounds.height })
  await eachRow(timers, height, (y) => {
    for (let x = 0; x < width; x++) {
      const [from, to] = [(y * width + x) * channels, (y * width + x) * 4]
      out[to] = data[from]!
      out[to + 1] = data[from + 1]!
      out[to + 2] = data[from + 2]!
      const alpha = channels === 4 ? data[from + 3]! : full
      out[to + 3] = Math.round(alpha * level(x, y))
    }
  })
  return {
    pixels: { width, height, channels: 4, data: out },
    bounds: boundsOf({ width, height }),
    index: 0,
    seed: 0,
  }
}
