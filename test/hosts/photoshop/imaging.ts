/** `photoshop.imaging`: pixels out and in, as strict as imaging.md and its known bugs. */

import { asChannel, asLayer, converted, deepen } from './colours.ts'
import type { PixelDocument } from './document.ts'
import { changeLayer } from './document.ts'
import type { Gate, Unknowns } from './gate.ts'
import { ImageData } from './image-data.ts'
import {
  copyInto,
  cut,
  type Edges,
  fullOf,
  heightOf,
  intersect,
  isEmpty,
  type Raster,
  type Samples,
  trim,
  union,
  widthOf,
} from './raster.ts'

interface ReadOptions {
  readonly documentID?: number
  readonly layerID?: number
  readonly kind?: string
  readonly sourceBounds?: Edges
  readonly colorSpace?: string
  readonly colorProfile?: string
  readonly componentSize?: number
}

interface WriteOptions {
  readonly documentID?: number
  readonly layerID?: number
  readonly kind?: string
  readonly imageData: object
  readonly replace?: boolean
  readonly targetBounds?: { readonly left: number; readonly top: number }
}

const READ_KEYS = ['documentID', 'layerID', 'kind', 'sourceBounds', 'colorSpace', 'colorProfile']

export class ImagingDouble {
  /** Made and not yet disposed of. */
  readonly open = new Set<ImageData>()
  constructor(
    readonly gate: Gate,
    readonly unknowns: Unknowns,
    readonly documentOf: (id: number | undefined) => PixelDocument,
  ) {}

  getPixels = async (
    options: ReadOptions,
  ): Promise<{ imageData: ImageData; sourceBounds: Edges; level: number }> => {
    await this.gate.enter('getPixels')
    this.#known(options, [...READ_KEYS, 'componentSize'])
    const document = this.documentOf(options.documentID)
    if (document.mode === 'CMYKColorMode') {
      throw new Error('The double has no pixels in this colour mode.')
    }
    if (document.bits === 32) throw new Error('The double has no pixels of 32 bits.')
    if (options.componentSize !== undefined && options.componentSize !== document.bits) {
      throw new Error('The double does not change the depth of pixels.')
    }
    const asked = options.sourceBounds ?? document.canvas
    this.#whole(asked)
    const source = this.#source(document, options.layerID, asked)
    // Trimmed to what holds pixels: the whole of a background, else what is not see-through.
    const found = trim(cut(source, intersect(asked, source.edges)))
    if (found !== null) return { ...this.#given(document, found, options), level: 0 }
    if (this.unknowns.emptyPixels === 'throws') {
      throw new Error('There are no pixels in the requested area.')
    }
    const nothing = { ...asked, right: asked.left, bottom: asked.top }
    const none = { edges: nothing, channels: document.channels, data: document.samples(0) }
    return { ...this.#given(document, none, options), level: 0 }
  }

  putPixels = async (options: WriteOptions): Promise<void> => {
    await this.gate.enter('putPixels')
    this.#known(options, [
      'documentID',
      'layerID',
      'imageData',
      'replace',
      'targetBounds',
      'commandName',
    ])
    const document = this.documentOf(options.documentID)
    const layer = options.layerID === undefined ? null : document.find(options.layerID)
    if (layer === null) throw new Error('The layer does not exist.')
    if (layer.kind !== 'pixel' || layer.children !== null) {
      throw new Error('The target layer must be a pixel layer.')
    }
    if (layer.locked) throw new Error('The layer is locked.')
    const image = this.#own(options.imageData)
    const put = asLayer(document, image, options.targetBounds)
    const keep = options.replace === false ? layer.pixels : null
    const edges = keep === null ? put.edges : union(keep.edges, put.edges)
    const pixels = cut(put, edges)
    if (keep !== null) {
      copyInto(keep, pixels)
      copyInto(put, pixels)
    }
    document.commit('Put Pixels', {
      ...document.state,
      ...this.#afterPut(document),
      layers: changeLayer(document.state.layers, layer.id, (one) => ({
        ...one,
        pixels: trim(pixels),
      })),
    })
  }

  getLayerMask = async (
    options: ReadOptions,
  ): Promise<{ imageData: ImageData; sourceBounds: Edges }> => {
    await this.gate.enter('getLayerMask')
    this.#known(options, READ_KEYS)
    const document = this.documentOf(options.documentID)
    const mask =
      options.layerID === undefined ? null : (document.find(options.layerID)?.mask ?? null)
    if (mask === null) throw new Error('The layer has no mask.')
    const asked = options.sourceBounds ?? mask.raster.edges
    this.#whole(asked)
    const within = intersect(asked, mask.raster.edges)
    if (isEmpty(within)) throw new Error('There are no pixels in the requested area.')
    return this.#grey(document, cut(mask.raster, within))
  }

  putLayerMask = async (options: WriteOptions): Promise<void> => {
    await this.gate.enter('putLayerMask')
    this.#known(options, [
      'documentID',
      'layerID',
      'kind',
      'imageData',
      'replace',
      'targetBounds',
      'commandName',
    ])
    const document = this.documentOf(options.documentID)
    const layer = options.layerID === undefined ? null : document.find(options.layerID)
    if (layer === null) throw new Error('The layer does not exist.')
    if (layer.isBackground) throw new Error('A background layer has no mask.')
    if (options.kind !== undefined && options.kind !== 'user') throw new Error('Only user masks.')
    const put = asChannel(this.gate, document, this.#own(options.imageData), options.targetBounds)
    const raster = document.bits === 8 ? put : deepen(put)
    const fresh = options.replace !== false || layer.mask === null
    const outside = this.unknowns.maskOutside === 'black' ? 0 : fullOf(raster.data)
    let made = raster
    if (!fresh && layer.mask !== null) {
      const { edges } = layer.mask.raster
      made = cut(layer.mask.raster, union(edges, raster.edges), layer.mask.outside)
      copyInto(raster, made)
    }
    const mask = { raster: made, outside: fresh ? outside : (layer.mask?.outside ?? outside) }
    document.commit('Put Layer Mask', {
      ...document.state,
      ...this.#afterPut(document),
      layers: changeLayer(document.state.layers, layer.id, (one) => ({ ...one, mask })),
    })
  }

  getSelection = async (
    options: ReadOptions,
  ): Promise<{ imageData: ImageData; sourceBounds: Edges }> => {
    await this.gate.enter('getSelection')
    this.#known(options, ['documentID', 'sourceBounds'])
    const document = this.documentOf(options.documentID)
    if (document.state.quickMask) throw new Error('There is no selection in quick mask mode.')
    const { selection } = document.state
    if (selection === null) throw new Error('There is no selection.')
    const asked = options.sourceBounds ?? selection.edges
    this.#whole(asked)
    const within = intersect(asked, selection.edges)
    if (isEmpty(within)) throw new Error('There are no pixels in the requested area.')
    return this.#grey(document, cut(selection, within))
  }

  putSelection = async (options: WriteOptions): Promise<void> => {
    await this.gate.enter('putSelection')
    this.#known(options, ['documentID', 'imageData', 'replace', 'targetBounds', 'commandName'])
    const document = this.documentOf(options.documentID)
    const put = asChannel(this.gate, document, this.#own(options.imageData), options.targetBounds)
    const wide = document.bits === 16 && this.unknowns.selectionBits === 16
    const raster = wide ? deepen(put) : put
    const kept = options.replace === false ? document.state.selection : null
    if (kept !== null) throw new Error('The double does not add to a selection.')
    document.commit('Put Selection', { ...document.state, selection: trim(raster) })
  }

  createImageDataFromBuffer = async (
    data: Samples,
    options: {
      width: number
      height: number
      components: number
      chunky?: boolean
      colorSpace: string
      colorProfile?: string
      fullRange?: boolean
    },
  ): Promise<ImageData> => {
    await this.gate.enter('createImageDataFromBuffer')
    const { width, height, components, colorSpace, colorProfile = '', fullRange = false } = options
    this.#known(options, [
      'width',
      'height',
      'components',
      'chunky',
      'colorSpace',
      'colorProfile',
      'fullRange',
    ])
    if (!(data instanceof Uint8Array || data instanceof Uint16Array)) {
      this.gate.offend('createImageDataFromBuffer takes a typed array')
    }
    if (data.length !== width * height * components) {
      this.gate.offend(`a buffer of ${data.length} for ${width} x ${height} x ${components}`)
    }
    if (width < 1 || height < 1) this.gate.offend('image data without a pixel')
    if (colorSpace !== 'RGB' && colorSpace !== 'Grayscale') {
      throw new Error(`Unknown colour space ${colorSpace}`)
    }
    const fits = colorSpace === 'RGB' ? [3, 4] : [1, 2]
    if (!fits.includes(components)) this.gate.offend(`${components} components of ${colorSpace}`)
    if (options.chunky === false && components > 1)
      throw new Error('The double has no planar pixels.')
    let samples: Samples = data.slice()
    if (samples instanceof Uint16Array) {
      if (fullRange) samples = samples.map((value) => Math.round((value * 32768) / 65535))
      else if (samples.some((value) => value > 32768)) this.gate.offend('16 bits above 32768')
    }
    return new ImageData(this, { width, height, components }, { colorSpace, colorProfile }, samples)
  }

  encodeImageData = async (options: { imageData: object; base64?: boolean }): Promise<string> => {
    await this.gate.enter('encodeImageData')
    const image = this.#own(options.imageData)
    if (image.colorSpace !== 'RGB' || image.components !== 3 || image.componentSize !== 8) {
      throw new Error('Only RGB can be encoded.')
    }
    if (options.base64 !== true) throw new Error('The double encodes to base64 only.')
    const { default: sharp } = await import('sharp')
    const raw = { width: image.width, height: image.height, channels: 3 as const }
    return (await sharp(image.samples, { raw }).jpeg().toBuffer()).toString('base64')
  }

  #known(options: object, keys: readonly string[]): void {
    for (const key of Object.keys(options)) {
      if (!keys.includes(key)) this.gate.offend(`the unknown option ${key}`)
    }
  }

  #whole(edges: Edges): void {
    for (const value of [edges.left, edges.top, edges.right, edges.bottom]) {
      if (!Number.isInteger(value)) this.gate.offend(`bounds of ${value}`)
    }
    if (isEmpty(edges)) this.gate.offend('empty bounds')
  }

  #own(image: object): ImageData {
    if (image instanceof ImageData) return image
    return this.gate.offend('image data that Photoshop did not make')
  }

  #source(document: PixelDocument, layerID: number | undefined, asked: Edges): Raster {
    if (layerID === undefined) return document.composite(asked)
    const layer = document.find(layerID)
    if (layer === null) throw new Error('The layer does not exist.')
    if (layer.kind !== 'pixel' || layer.pixels === null) {
      throw new Error('Could not update smart object files.')
    }
    return layer.pixels
  }

  #given(
    document: PixelDocument,
    found: Raster,
    options: ReadOptions,
  ): { imageData: ImageData; sourceBounds: Edges } {
    const { shape, colours, samples } = converted(document, found, options)
    return { imageData: new ImageData(this, shape, colours, samples), sourceBounds: found.edges }
  }

  #grey(document: PixelDocument, raster: Raster): { imageData: ImageData; sourceBounds: Edges } {
    const { edges, data } = raster
    const shape = { width: widthOf(edges), height: heightOf(edges), components: 1 }
    const colorProfile = this.unknowns.greyProfileNamed ? document.greyProfile : ''
    const colours = { colorSpace: 'Grayscale' as const, colorProfile }
    return { imageData: new ImageData(this, shape, colours, data.slice()), sourceBounds: edges }
  }

  #afterPut(document: PixelDocument): { selection: Raster | null } {
    return { selection: this.unknowns.putDropsSelection ? null : document.state.selection }
  }
}
