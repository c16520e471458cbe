/** Real PSD files in and out of the double's documents, through ag-psd. */
import { initializeCanvas, type Layer, type PixelData, readPsd, writePsdUint8Array } from 'ag-psd'
import { writeDeepPsd } from './deep-psd.ts'
import {
  type DocumentOptions,
  type LayerMask,
  type LayerState,
  newLayer,
  PixelDocument,
} from './document.ts'
import { type Edges, fullOf, heightOf, type Raster, type Samples, trim, widthOf } from './raster.ts'

initializeCanvas(
  () => {
    throw new Error('There is no canvas here.')
  },
  (width, height) => ({
    width,
    height,
    data: new Uint8ClampedArray(width * height * 4),
    colorSpace: 'srgb',
  }),
)

/** The file format's numbers of the modes. */
const [GREY, RGB] = [1, 3] as const

/** @throws Error for what the double has no pixels of: CMYK, Lab, 32 bits */
export const loadPsd = (bytes: Uint8Array, options: DocumentOptions = {}): PixelDocument => {
  const psd = readPsd(bytes, { useImageData: true, skipThumbnail: true })
  const { width, height, colorMode = RGB, bitsPerChannel = 8 } = psd
  if (colorMode !== RGB && colorMode !== GREY) {
    throw new Error('The double reads RGB and grey only.')
  }
  if (bitsPerChannel !== 8 && bitsPerChannel !== 16) throw new Error('8 or 16 bits only.')
  const mode = colorMode === RGB ? 'RGBColorMode' : 'grayscaleMode'
  const kind = { mode, bits: bitsPerChannel } as const
  const children =
    psd.children === undefined || psd.children.length === 0
      ? [{ name: 'Background', left: 0, top: 0, ...imageOf(psd.imageData) }]
      : psd.children
  const layers = children.map((layer, index) => layerOf(layer, kind, index === 0)).reverse()
  const resolution = psd.imageResources?.resolutionInfo?.horizontalResolution
  return new PixelDocument(
    {
      width,
      height,
      layers,
      selection: null,
      quickMask: false,
      activeIds: layers[0] === undefined ? [] : [layers[0].id],
    },
    { ...kind, ...(resolution === undefined ? {} : { resolution }), ...options },
  )
}

interface Kind {
  readonly mode: 'RGBColorMode' | 'grayscaleMode'
  readonly bits: 8 | 16
}

const imageOf = (imageData: PixelData | undefined): Pick<Layer, 'imageData'> =>
  imageData === undefined ? {} : { imageData }

const layerOf = (layer: Layer, kind: Kind, lowest: boolean): LayerState => {
  const raster = rasterOf(layer, kind)
  const isBackground = lowest && layer.name === 'Background' && raster !== null && isOpaque(raster)
  return newLayer({
    name: layer.name ?? '',
    kind: layer.children === undefined ? 'pixel' : 'group',
    visible: layer.hidden !== true,
    isBackground,
    isClipped: layer.clipping === true,
    pixels: raster === null || isBackground ? raster : trim(raster),
    mask: maskOf(layer, kind),
    children: layer.children?.map((child) => layerOf(child, kind, false)).reverse() ?? null,
    artboard: layer.artboard === undefined ? null : { ...layer.artboard.rect },
  })
}

const isOpaque = ({ channels, data }: Raster): boolean =>
  data.every((value, i) => i % channels !== channels - 1 || value === fullOf(data))

const rasterOf = (layer: Layer, { mode, bits }: Kind): Raster | null => {
  const { imageData, left = 0, top = 0 } = layer
  if (imageData === undefined || imageData.width === 0 || imageData.height === 0) return null
  const { width, height } = imageData
  const edges = { left, top, right: left + width, bottom: top + height }
  const rgba = samplesOf(imageData, bits)
  if (mode === 'RGBColorMode') return { edges, channels: 4, data: rgba }
  const grey = bits === 8 ? new Uint8Array(width * height * 2) : new Uint16Array(width * height * 2)
  for (let i = 0; i < width * height; i++) {
    grey[i * 2] = rgba[i * 4]!
    grey[i * 2 + 1] = rgba[i * 4 + 3]!
  }
  return { edges, channels: 2, data: grey }
}

/** At the document's depth; 16 bits of a file go to 0..32768, as Photoshop keeps them. */
const samplesOf = ({ data }: PixelData, bits: 8 | 16): Samples => {
  if (bits === 8) return Uint8Array.from(data)
  if (!(data instanceof Uint16Array)) throw new Error('ag-psd gave no 16 bits.')
  return data.map((value) => Math.round((value * 32768) / 65535))
}

const maskOf = ({ mask }: Layer, { bits }: Kind): LayerMask | null => {
  const image = mask?.imageData
  if (mask === undefined || image === undefined) return null
  const { left = 0, top = 0, defaultColor = 0 } = mask
  const edges = { left, top, right: left + image.width, bottom: top + image.height }
  const rgba = samplesOf(image, bits)
  const data = rgba.slice(0, image.width * image.height)
  for (let i = 0; i < data.length; i++) data[i] = rgba[i * 4]!
  return { raster: { edges, channels: 1, data }, outside: defaultColor === 0 ? 0 : fullOf(data) }
}

/** 8-bit RGB by ag-psd; deeper and grey ones by our own writer. */
export const savePsd = (document: PixelDocument): Uint8Array => {
  if (document.bits !== 8 || document.mode !== 'RGBColorMode') return writeDeepPsd(document)
  const { state, resolution } = document
  const composite = document.composite()
  const units = { horizontalResolutionUnit: 'PPI', verticalResolutionUnit: 'PPI' } as const
  return writePsdUint8Array(
    {
      width: state.width,
      height: state.height,
      imageData: pixelData(composite.edges, composite.data),
      children: [...state.layers].reverse().map(fileLayer),
      imageResources: {
        resolutionInfo: {
          horizontalResolution: resolution,
          verticalResolution: resolution,
          widthUnit: 'Inches',
          heightUnit: 'Inches',
          ...units,
        },
      },
    },
    { generateThumbnail: false, trimImageData: false },
  )
}

const pixelData = (edges: Edges, data: Samples): PixelData => ({
  width: widthOf(edges),
  height: heightOf(edges),
  data: Uint8ClampedArray.from(data),
})

const fileLayer = (layer: LayerState): Layer => {
  const { pixels, mask, children } = layer
  return {
    name: layer.name,
    hidden: !layer.visible,
    clipping: layer.isClipped,
    ...(children === null ? {} : { children: [...children].reverse().map(fileLayer) }),
    ...(layer.artboard === null ? {} : { artboard: { rect: { ...layer.artboard } } }),
    ...(pixels === null
      ? {}
      : { ...pixels.edges, imageData: pixelData(pixels.edges, pixels.data) }),
    ...(mask === null ? {} : { mask: fileMask(mask) }),
  }
}

const fileMask = ({ raster, outside }: LayerMask): NonNullable<Layer['mask']> => {
  const rgba = new Uint8Array(raster.data.length * 4)
  raster.data.forEach((value, i) => {
    rgba.fill(value, i * 4, i * 4 + 3)
    rgba[i * 4 + 3] = 255
  })
  return {
    ...raster.edges,
    defaultColor: outside === 0 ? 0 : 255,
    imageData: pixelData(raster.edges, rgba),
  }
}
