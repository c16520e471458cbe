/** Documents and a Photoshop double for the tests of this plugin. */
import { createSay, panelCatalogue } from '@inlay/shared/panel'
import {
  type DocumentOptions,
  type DocumentState,
  type LayerState,
  newLayer,
  PixelDocument,
} from '../../../../test/hosts/photoshop/document.ts'
import type { Unknowns } from '../../../../test/hosts/photoshop/gate.ts'
import { PhotoshopDouble } from '../../../../test/hosts/photoshop/photoshop.ts'
import type { Edges, Raster, Samples } from '../../../../test/hosts/photoshop/raster.ts'
import { createHost, type HostOptions, type PhotoshopHost } from '../host/index.ts'
import type { PhotoshopModule } from '../host/modules.ts'

export { newLayer, PhotoshopDouble, PixelDocument }

export const edges = (left: number, top: number, width: number, height: number): Edges => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})

/** A raster whose samples are a function of channel and place. */
export const rasterOf = (
  at: Edges,
  channels: number,
  bits: 8 | 16,
  sample: (x: number, y: number, channel: number) => number,
): Raster => {
  const width = at.right - at.left
  const length = width * (at.bottom - at.top) * channels
  const data: Samples = bits === 16 ? new Uint16Array(length) : new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    const pixel = Math.floor(i / channels)
    data[i] = sample(at.left + (pixel % width), at.top + Math.floor(pixel / width), i % channels)
  }
  return { edges: at, channels, data }
}

/** A picture with structure, opaque. */
export const scenery = (at: Edges, bits: 8 | 16, channels = 4): Raster => {
  const full = bits === 16 ? 32768 : 255
  return rasterOf(at, channels, bits, (x, y, c) => {
    if (c === channels - 1) return full
    const wave = Math.sin(x / 5 + c) + Math.cos(y / 7 - c) + ((x * 7 + y * 13) % 11) / 11
    return Math.round(((wave + 2) / 5) * full)
  })
}

/** Soft to the last level: every value from 1 to 255 in it, solid in the middle. */
export const softSelection = (at: Edges, full = 255): Raster => {
  const [cx, cy] = [(at.left + at.right - 1) / 2, (at.top + at.bottom - 1) / 2]
  const [rx, ry] = [(at.right - at.left) / 2, (at.bottom - at.top) / 2]
  return rasterOf(at, 1, full > 255 ? 16 : 8, (x, y) => {
    const distance = Math.hypot((x - cx) / rx, (y - cy) / ry)
    return Math.max(0, Math.min(full, Math.round((1.05 - distance) * 2 * full)))
  })
}

/** An ellipse of the marquee tool: its edge is smooth over one pixel. */
export const marqueeSelection = (at: Edges): Raster => {
  const [cx, cy] = [(at.left + at.right - 1) / 2, (at.top + at.bottom - 1) / 2]
  const [rx, ry] = [(at.right - at.left) / 2, (at.bottom - at.top) / 2]
  return rasterOf(at, 1, 8, (x, y) => {
    const distance = Math.hypot((x - cx) / rx, (y - cy) / ry)
    return Math.max(0, Math.min(255, Math.round(((1 - distance) * rx + 0.5) * 255)))
  })
}

export interface Scene {
  readonly width?: number
  readonly height?: number
  readonly layers?: readonly LayerState[]
  readonly selection?: Raster | null
  readonly active?: LayerState
}

/** A document of one background, unless told otherwise. */
export const documentOf = (scene: Scene = {}, options: DocumentOptions = {}): PixelDocument => {
  const { width = 96, height = 80, selection = null } = scene
  const bits = options.bits === 16 ? 16 : 8
  const channels = options.mode === 'grayscaleMode' ? 2 : 4
  const layers = scene.layers ?? [
    newLayer({
      name: 'Background',
      isBackground: true,
      pixels: scenery(edges(0, 0, width, height), bits, channels),
    }),
  ]
  const active = scene.active ?? layers[0]
  const state: DocumentState = {
    width,
    height,
    layers,
    selection,
    quickMask: false,
    activeIds: active === undefined ? [] : [active.id],
  }
  return new PixelDocument(state, options)
}

export const english = createSay(panelCatalogue('en'))

/**
 * Photoshop with some documents, the first in front, and our host over it. Bands are small, so that
 * every test has several.
 */
export const openDesk = (
  documents: PixelDocument[],
  unknowns: Partial<Unknowns> = {},
  options: HostOptions = {},
): { double: PhotoshopDouble; host: PhotoshopHost; photoshop: PhotoshopModule } => {
  const double = new PhotoshopDouble(documents, unknowns)
  const photoshop: PhotoshopModule = double.module
  const usual = { bandPixels: 1800, life: 'now', say: english }
  return { double, photoshop, host: createHost(photoshop, { ...usual, ...options }) }
}
