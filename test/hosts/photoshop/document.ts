/** A layered pixel document with its history: plain immutable states, changed as wholes. */
import {
  copyInto,
  cut,
  type Edges,
  fullOf,
  heightOf,
  indexOf,
  intersect,
  isEmpty,
  layOver,
  type Raster,
  type Samples,
  samplesLike,
  shift,
  widthOf,
} from './raster.ts'

export interface LayerMask {
  readonly raster: Raster
  /** Value beyond the raster. */
  readonly outside: number
}

export interface LayerState {
  readonly id: number
  readonly name: string
  /** The words of `constants.LayerKind`. */
  readonly kind: 'pixel' | 'group' | 'smartObject' | 'text' | 'solidColor' | 'levels'
  readonly visible: boolean
  readonly isBackground: boolean
  readonly isClipped: boolean
  readonly locked: boolean
  /** Alpha last, always; null without a single pixel. */
  readonly pixels: Raster | null
  readonly mask: LayerMask | null
  /** Topmost first; null for what is no group. */
  readonly children: readonly LayerState[] | null
  readonly artboard: Edges | null
}

export interface DocumentState {
  readonly width: number
  readonly height: number
  /** Topmost first. */
  readonly layers: readonly LayerState[]
  /** One channel; its edges are the selection's bounds, which may exceed the canvas. */
  readonly selection: Raster | null
  readonly quickMask: boolean
  readonly activeIds: readonly number[]
}

export interface HistoryEntry {
  readonly id: number
  readonly name: string
  readonly state: DocumentState
}

export type Mode = 'RGBColorMode' | 'grayscaleMode' | 'CMYKColorMode' | 'labColorMode'

export interface DocumentOptions {
  readonly title?: string
  /** Of its file; absent, it was never saved. */
  readonly path?: string
  readonly mode?: Mode
  readonly bits?: 8 | 16 | 32
  readonly resolution?: number
  readonly profile?: string
  /** Profile of its grey channels: masks and selections. */
  readonly greyProfile?: string
}

/** Of a document that does not say; Lab has none. */
const PROFILES: Readonly<Record<Mode, string>> = {
  RGBColorMode: 'sRGB IEC61966-2.1',
  grayscaleMode: 'Gray Gamma 2.2',
  CMYKColorMode: 'U.S. Web Coated (SWOP) v2',
  labColorMode: '',
}

let nextId = 100

export const freshId = (): number => nextId++

export class PixelDocument {
  readonly id = freshId()
  readonly title: string
  readonly path: string
  mode: Mode
  bits: 8 | 16 | 32
  readonly resolution: number
  profile: string
  readonly greyProfile: string
  state: DocumentState
  /** The first entry is the document as it was opened. */
  history: HistoryEntry[]
  suspension: {
    readonly id: number
    readonly name: string
    readonly before: DocumentState
  } | null = null

  constructor(state: DocumentState, options: DocumentOptions = {}) {
    this.title = options.title ?? 'Untitled-1'
    this.path = options.path ?? this.title
    this.mode = options.mode ?? 'RGBColorMode'
    this.bits = options.bits ?? 8
    this.resolution = options.resolution ?? 72
    this.profile = options.profile ?? PROFILES[this.mode]
    this.greyProfile = options.greyProfile ?? 'Gray Gamma 2.2'
    this.state = state
    this.history = [{ id: freshId(), name: 'Open', state }]
  }

  /** Colour channels and alpha. */
  get channels(): number {
    return this.mode === 'grayscaleMode' ? 2 : 4
  }

  get canvas(): Edges {
    return { left: 0, top: 0, right: this.state.width, bottom: this.state.height }
  }

  samples(length: number): Samples {
    return this.bits === 8 ? new Uint8Array(length) : new Uint16Array(length)
  }

  /** A new state: an entry of the history, unless that is suspended. */
  commit(name: string, state: DocumentState): void {
    if (state === this.state) return
    this.state = state
    if (this.suspension === null) this.history.push({ id: freshId(), name, state })
  }

  suspend(name: string): number {
    if (this.suspension !== null) throw new Error('The history of this document is suspended.')
    this.suspension = { id: freshId(), name, before: this.state }
    return this.suspension.id
  }

  resume(commit: boolean, finalName?: string): void {
    const suspension = this.suspension
    if (suspension === null) throw new Error('The history of this document is not suspended.')
    this.suspension = null
    if (!commit) this.state = suspension.before
    else if (this.state !== suspension.before) {
      const name = finalName ?? suspension.name
      this.history.push({ id: freshId(), name, state: this.state })
    }
  }

  /** As Edit > Undo: one step back in the history. */
  undo(): void {
    if (this.history.length < 2) throw new Error('There is nothing to undo.')
    this.history.pop()
    this.state = this.history.at(-1)!.state
  }

  find(id: number): LayerState | null {
    return pathTo(this.state.layers, id)?.at(-1) ?? null
  }

  /** All visible layers, alpha last, within the canvas. */
  composite(region: Edges = this.canvas): Raster {
    const { channels } = this
    const edges = intersect(region, this.canvas)
    const data = this.samples(widthOf(edges) * heightOf(edges) * channels)
    const under: Raster = { edges, channels, data }
    for (const layer of [...this.state.layers].reverse()) renderInto(layer, edges, under)
    return under
  }
}

/** From the root's child down to the layer itself; null when it is not there. */
export const pathTo = (layers: readonly LayerState[], id: number): LayerState[] | null => {
  for (const layer of layers) {
    if (layer.id === id) return [layer]
    const below = layer.children === null ? null : pathTo(layer.children, id)
    if (below !== null) return [layer, ...below]
  }
  return null
}

/** Every layer, topmost first, groups before what is in them. */
export const allLayers = (layers: readonly LayerState[]): LayerState[] =>
  layers.flatMap((layer) => [layer, ...allLayers(layer.children ?? [])])

/** The tree with one layer changed, or taken out by `null`. */
export const changeLayer = (
  layers: readonly LayerState[],
  id: number,
  change: (layer: LayerState) => LayerState | null,
): LayerState[] =>
  layers.flatMap((layer) => {
    if (layer.id === id) {
      const changed = change(layer)
      return changed === null ? [] : [changed]
    }
    if (layer.children === null) return [layer]
    return [{ ...layer, children: changeLayer(layer.children, id, change) }]
  })

/** The tree with a layer put above `reference`, or on top of everything. */
export const insertAbove = (
  layers: readonly LayerState[],
  layer: LayerState,
  reference: number | null,
): LayerState[] => {
  if (reference === null) return [layer, ...layers]
  return layers.flatMap((one) => {
    if (one.id === reference) return [layer, one]
    if (one.children === null) return [one]
    return [{ ...one, children: insertAbove(one.children, layer, reference) }]
  })
}

export const newLayer = (layer: Partial<LayerState> = {}): LayerState => ({
  id: freshId(),
  name: 'Layer',
  kind: 'pixel',
  visible: true,
  isBackground: false,
  isClipped: false,
  locked: false,
  pixels: null,
  mask: null,
  children: null,
  artboard: null,
  ...layer,
})

const renderInto = (layer: LayerState, clip: Edges, under: Raster): void => {
  if (!layer.visible) return
  if (layer.children !== null) {
    if (layer.mask !== null) throw new Error('The double does not know masks of groups.')
    const inner = layer.artboard === null ? clip : intersect(clip, layer.artboard)
    for (const child of [...layer.children].reverse()) renderInto(child, inner, under)
    return
  }
  if (layer.pixels === null) return
  const seen = intersect(layer.pixels.edges, clip)
  if (isEmpty(seen)) return
  layOver(masked(cut(layer.pixels, seen), layer.mask), under)
}

/** Alpha times mask; the raster is changed. */
const masked = (raster: Raster, mask: LayerMask | null): Raster => {
  if (mask === null) return raster
  const { edges, channels, data } = raster
  const values = cut(mask.raster, edges, mask.outside)
  const full = fullOf(values.data)
  for (let y = edges.top; y < edges.bottom; y++) {
    for (let x = edges.left; x < edges.right; x++) {
      const at = indexOf(raster, x, y) + channels - 1
      data[at] = Math.round((data[at]! * values.data[indexOf(values, x, y)]!) / full)
    }
  }
  return raster
}

/** The document on another canvas; a background layer gains white where the canvas grew. */
export const resizeCanvas = (
  document: PixelDocument,
  size: { readonly width: number; readonly height: number },
  dx: number,
  dy: number,
  selection: 'moves' | 'stays' | 'is lost',
): DocumentState => {
  const { state } = document
  const canvas = { left: 0, top: 0, right: size.width, bottom: size.height }
  const move = (raster: Raster): Raster => ({ ...raster, edges: shift(raster.edges, dx, dy) })
  const moved = (layer: LayerState): LayerState => {
    const pixels = layer.pixels === null ? null : move(layer.pixels)
    return {
      ...layer,
      pixels:
        layer.isBackground && pixels !== null ? onWhite(pixels, canvas, document.mode) : pixels,
      mask: layer.mask === null ? null : { ...layer.mask, raster: move(layer.mask.raster) },
      children: layer.children === null ? null : layer.children.map(moved),
      artboard: layer.artboard === null ? null : shift(layer.artboard, dx, dy),
    }
  }
  let kept = state.selection
  if (selection === 'is lost') kept = null
  else if (selection === 'moves' && kept !== null) kept = move(kept)
  return { ...state, ...size, layers: state.layers.map(moved), selection: kept }
}

const onWhite = (pixels: Raster, canvas: Edges, mode: Mode): Raster => {
  const { channels } = pixels
  const data = samplesLike(pixels.data, widthOf(canvas) * heightOf(canvas) * channels)
  const full = fullOf(data)
  data.fill(full)
  if (mode === 'labColorMode') {
    // White has no a and no b.
    for (let i = 0; i < data.length; i += 4) data.fill((full + 1) >> 1, i + 1, i + 3)
  }
  const grown: Raster = { edges: canvas, channels, data }
  copyInto(pixels, grown)
  return grown
}
