/** Writes one result as a layer: opaque pixels beneath a mask, a Smart Object, or a plain raster. */
import {
  type Bounds,
  boundsTranslate,
  InlayError,
  type PixelImage,
  type ResultPixels,
} from '@inlay/shared'
import { type Channel, coarseLevel, cutChannel, readLayerMask, writeChannel } from './channel.ts'
import { profileFor } from './document.ts'
import { toEdges } from './edges.ts'
import type { Capture, PlaceOptions } from './host.ts'
import type { Scope, Surroundings } from './modal.ts'
import type { PsDescriptor, PsDocument, PsLayer } from './modules.ts'
import { bandsOf, eachRow } from './slices.ts'

/** What of a capture a layer is made by. */
export interface LayerCapture {
  readonly target: Pick<Capture['target'], 'area' | 'expand' | 'profile'>
  readonly fineMask: Capture['fineMask']
}

export interface LayerJob {
  readonly document: PsDocument
  readonly capture: LayerCapture
  readonly name: string
  readonly as: NonNullable<PlaceOptions['as']>
  /** Puts the new layer where it belongs. */
  readonly settle: (layer: PsLayer) => void
}

export interface WrittenLayer {
  readonly layer: PsLayer
  /** Largest error of the mask in levels of 255. */
  readonly maskError: number
}

/** Inside a modal scope with the history suspended. Throws what Photoshop throws. */
export const writeLayer = async (
  around: Surroundings,
  scope: Scope,
  job: LayerJob,
  result: ResultPixels,
): Promise<WrittenLayer> => {
  const { document, capture, name, as } = job
  const { target } = capture
  const place = boundsTranslate(result.bounds, target.area.left, target.area.top)
  const layer = await document.createPixelLayer({ name })
  if (layer === null) throw new InlayError('host_refused', 'Photoshop made no layer.')
  job.settle(layer)
  const form = as === 'raster' ? 'with alpha' : 'opaque'
  await putPixels(around, scope, job, { layer, place, pixels: result.pixels, form })
  if (as === 'raster') return { layer, maskError: 0 }
  const masked = as === 'smart object' ? await toSmartObject(around, document, layer) : layer
  const mask = await maskOf(around, scope, capture, result, place)
  const maskError = await putMask(around, scope, document, masked, mask)
  return { layer: masked, maskError }
}

const putPixels = async (
  around: Surroundings,
  scope: Scope,
  { document, capture }: LayerJob,
  what: {
    readonly layer: PsLayer
    readonly place: Bounds
    readonly pixels: PixelImage
    readonly form: 'opaque' | 'with alpha'
  },
): Promise<void> => {
  const { imaging } = around.photoshop
  const { layer, place, pixels, form } = what
  const components = form === 'opaque' ? 3 : 4
  for (const { from, to } of bandsOf(place.width, place.height, around.bandPixels)) {
    scope.check()
    const band = await cutBand(around, scope, pixels, components, from, to)
    const imageData = await imaging.createImageDataFromBuffer(band, {
      width: place.width,
      height: to - from,
      components,
      chunky: true,
      colorSpace: 'RGB',
      colorProfile: profileFor(around.photoshop, document, capture.target.profile),
      ...(band instanceof Uint16Array ? { fullRange: true } : {}),
    })
    try {
      await imaging.putPixels({
        documentID: document.id,
        layerID: layer.id,
        imageData,
        // The default would throw away the bands before this one.
        replace: false,
        targetBounds: {
          left: place.left,
          top: place.top + from,
          right: place.left + place.width,
          bottom: place.top + to,
        },
      })
    } finally {
      imageData.dispose()
    }
  }
}

/** Rows [from, to) of an RGBA picture with 3 or 4 components. */
const cutBand = async (
  { timers }: Surroundings,
  scope: Scope,
  { width, data }: PixelImage,
  components: 3 | 4,
  from: number,
  to: number,
): Promise<Uint8Array | Uint16Array> => {
  if (components === 4) return data.slice(from * width * 4, to * width * 4)
  const length = (to - from) * width * 3
  const band = data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length)
  const row = (y: number): void => {
    let at = (from + y) * width * 4
    const end = (y + 1) * width * 3
    for (let i = y * width * 3; i < end; i += 3, at += 4) {
      band[i] = data[at]!
      band[i + 1] = data[at + 1]!
      band[i + 2] = data[at + 2]!
    }
  }
  await eachRow(timers, to - from, row, scope.check)
  return band
}

/**
 * What of the layer shows: the result's alpha, which is the selection to the last level where
 * nothing was grown, feathered or see-through, and there at the selection's own depth.
 */
const maskOf = async (
  around: Surroundings,
  scope: Scope,
  { target, fineMask }: LayerCapture,
  { pixels }: ResultPixels,
  place: Bounds,
): Promise<Channel> => {
  const { width, height, data } = pixels
  const scale = data instanceof Uint16Array ? 257 : 1
  const levels = new Uint8Array(width * height)
  const row = (y: number): void => {
    for (let i = y * width; i < (y + 1) * width; i++) {
      levels[i] = Math.round(data[i * 4 + 3]! / scale)
    }
  }
  await eachRow(around.timers, height, row, scope.check)
  const coarse: Channel = { bounds: place, data: levels, profile: '' }
  if (fineMask === null || target.expand !== null) return coarse
  const fine = await cutChannel(around, { ...fineMask, profile: '' }, place)
  return (await agrees(around, scope, levels, fine)) ? fine : coarse
}

/** Whether the fine samples are what the levels were made of. */
const agrees = async (
  { timers }: Surroundings,
  scope: Scope,
  levels: Uint8Array,
  { bounds, data }: Channel,
): Promise<boolean> => {
  let agreed = true
  const row = (y: number): void => {
    for (let i = y * bounds.width; i < (y + 1) * bounds.width; i++) {
      if (coarseLevel(data[i]!) !== levels[i]) agreed = false
    }
  }
  await eachRow(timers, bounds.height, row, scope.check)
  return agreed
}

const putMask = (
  around: Surroundings,
  scope: Scope,
  document: PsDocument,
  layer: PsLayer,
  mask: Channel,
): Promise<number> => {
  const { imaging } = around.photoshop
  const of = { documentID: document.id, layerID: layer.id, kind: 'user' } as const
  return writeChannel(
    around,
    scope,
    mask,
    (imageData) =>
      imaging.putLayerMask({ ...of, imageData, replace: true, targetBounds: toEdges(mask.bounds) }),
    () => readLayerMask(around, document.id, layer.id, mask.bounds),
  )
}

const TO_SMART_OBJECT: PsDescriptor = { _obj: 'newPlacedLayer' }

/**
 * The new layer as a Smart Object. Before it has its mask, which would else go inside, out of the
 * user's reach.
 */
const toSmartObject = async (
  { photoshop }: Surroundings,
  document: PsDocument,
  layer: PsLayer,
): Promise<PsLayer> => {
  for (const other of document.activeLayers) if (other.id !== layer.id) other.selected = false
  if (!layer.selected) layer.selected = true
  const options = { dialogOptions: 'dontDisplay' } as const
  const [answer] = await photoshop.action.batchPlay([TO_SMART_OBJECT], options)
  // Failures resolve, with an object that says so.
  if (answer === undefined || answer._obj === 'error') {
    const message = typeof answer?.message === 'string' ? answer.message : undefined
    throw new InlayError('host_refused', message)
  }
  const [made] = document.activeLayers
  if (made === undefined) throw new InlayError('host_refused', 'The Smart Object is not there.')
  return made
}
