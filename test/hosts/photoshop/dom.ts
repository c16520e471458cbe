/** The DOM of `photoshop`: documents and the selection, over the pixel documents. */
import { Collection } from './collection.ts'
import {
  allLayers,
  freshId,
  insertAbove,
  type LayerState,
  newLayer,
  PixelDocument,
  resizeCanvas,
} from './document.ts'
import { type Desk, LayerView } from './layer-view.ts'
import { SRGB } from './profiles.ts'
import { cut, type Edges, fullOf, samplesLike } from './raster.ts'

class SelectionView {
  readonly typename = 'Selection'
  readonly #desk: Desk
  readonly #document: PixelDocument

  constructor(desk: Desk, document: PixelDocument) {
    this.#desk = desk
    this.#document = document
  }

  get bounds(): Edges | null {
    const { selection, quickMask } = this.#document.state
    return quickMask ? null : (selection?.edges ?? null)
  }

  async deselect(): Promise<void> {
    await this.#desk.gate.enter('Deselect')
    this.#document.commit('Deselect', { ...this.#document.state, selection: null })
  }
}

export class DocumentView {
  readonly typename = 'Document'
  readonly #desk: Desk
  readonly #document: PixelDocument

  constructor(desk: Desk, document: PixelDocument) {
    this.#desk = desk
    this.#document = document
  }

  get #open(): PixelDocument {
    if (!this.#desk.documents.includes(this.#document)) {
      throw new Error('The document is not open any more.')
    }
    return this.#document
  }

  get id(): number {
    return this.#document.id
  }
  get title(): string {
    return this.#open.title
  }
  get path(): string {
    return this.#open.path
  }
  get width(): number {
    return this.#open.state.width
  }
  get height(): number {
    return this.#open.state.height
  }
  get resolution(): number {
    return this.#open.resolution
  }
  get mode(): string {
    return this.#open.mode
  }
  get bitsPerChannel(): string {
    return `bitDepth${this.#open.bits}`
  }
  set bitsPerChannel(bits: string) {
    this.#desk.gate.enterNow('Change Depth')
    const document = this.#open
    if (document.bits !== 32 || bits !== 'bitDepth16') {
      throw new Error('The double makes 16 bits of 32 only.')
    }
    document.bits = 16
  }
  get colorProfileName(): string {
    return this.#open.profile
  }
  get colorProfileType(): string {
    return this.#open.profile === '' ? 'none' : 'workingSpaceCode'
  }
  get quickMaskMode(): boolean {
    return this.#open.state.quickMask
  }
  set quickMaskMode(quickMask: boolean) {
    this.#desk.gate.enterNow('Quick Mask')
    this.#open.commit('Quick Mask', { ...this.#open.state, quickMask })
  }
  get selection(): SelectionView {
    return new SelectionView(this.#desk, this.#open)
  }
  get layers(): LayerView[] {
    return this.#views(this.#open.state.layers)
  }
  get activeLayers(): LayerView[] {
    const { layers, activeIds } = this.#open.state
    return this.#views(allLayers(layers).filter(({ id }) => activeIds.includes(id)))
  }
  get artboards(): LayerView[] {
    return this.#views(this.#open.state.layers.filter(({ artboard }) => artboard !== null))
  }

  #views(states: readonly LayerState[]): LayerView[] {
    return Collection.from(states, ({ id }) => new LayerView(this.#desk, this.#document, id))
  }

  #add(layer: LayerState, name: string): LayerView {
    const { state } = this.#open
    if (state.quickMask) throw new Error('The command "Make" is not available in quick mask mode.')
    const active = this.#desk.unknowns.newLayer === 'on top' ? null : (state.activeIds[0] ?? null)
    const layers = insertAbove(state.layers, layer, active)
    this.#open.commit(name, { ...state, layers, activeIds: [layer.id] })
    return new LayerView(this.#desk, this.#document, layer.id)
  }

  async createPixelLayer(options: { readonly name?: string } = {}): Promise<LayerView> {
    await this.#desk.gate.enter('Make Layer')
    this.#front('createPixelLayer')
    return this.#add(newLayer({ name: options.name ?? 'Layer 1' }), 'New Layer')
  }

  async createLayerGroup(options: { readonly name?: string } = {}): Promise<LayerView> {
    await this.#desk.gate.enter('Make Group')
    this.#front('createLayerGroup')
    const group = newLayer({ name: options.name ?? 'Group 1', kind: 'group', children: [] })
    return this.#add(group, 'New Group')
  }

  /** New layers go to the document in front, whatever object is asked (M: descriptors target it). */
  #front(what: string): void {
    if (this.#desk.activeId !== this.#document.id) {
      this.#desk.gate.offend(`${what} while another document is in front`)
    }
  }

  async resizeCanvas(width: number, height: number, anchor = 'middle-center'): Promise<void> {
    await this.#desk.gate.enter('Canvas Size')
    const { state } = this.#open
    const grown = { x: width - state.width, y: height - state.height }
    let at: { dx: number; dy: number }
    if (anchor === 'top-left') at = { dx: 0, dy: 0 }
    else if (anchor === 'bottom-right') at = { dx: grown.x, dy: grown.y }
    else throw new Error(`The double does not know the anchor ${anchor}.`)
    const { selectionOnResize } = this.#desk.unknowns
    this.#open.commit(
      'Canvas Size',
      resizeCanvas(this.#open, { width, height }, at.dx, at.dy, selectionOnResize),
    )
  }

  async duplicate(name?: string): Promise<DocumentView> {
    await this.#desk.gate.enter('Duplicate')
    const { title, mode, bits, resolution, profile, greyProfile, state } = this.#open
    const options = { title: name ?? `${title} copy`, mode, bits, resolution, profile, greyProfile }
    const copy = new PixelDocument({ ...state, selection: null }, options)
    this.#desk.documents.push(copy)
    this.#desk.activeId = copy.id
    return new DocumentView(this.#desk, copy)
  }

  async changeMode(mode: string): Promise<void> {
    await this.#desk.gate.enter('Change Mode')
    const document = this.#open
    if (mode !== 'RGBColorMode') throw new Error(`The double does not know the mode ${mode}.`)
    if (document.mode === 'grayscaleMode') throw new Error('The double keeps grey as it is.')
    document.mode = mode
    document.profile = SRGB
  }

  closeWithoutSaving(): void {
    const { documents } = this.#desk
    documents.splice(documents.indexOf(this.#open), 1)
    if (this.#desk.activeId === this.#document.id) this.#desk.activeId = documents[0]?.id ?? null
  }
}

/** A document of one white background, as `createDocument` makes it. */
export const blankDocument = (options: {
  readonly name?: string
  readonly width?: number
  readonly height?: number
  readonly resolution?: number
  readonly depth?: number
  readonly profile?: string
}): PixelDocument => {
  const { width = 100, height = 100, depth = 8, resolution, profile, name } = options
  const edges = { left: 0, top: 0, right: width, bottom: height }
  const kind = depth === 16 ? new Uint16Array(0) : new Uint8Array(0)
  const data = samplesLike(kind, width * height * 4).fill(fullOf(kind))
  const pixels = cut({ edges, channels: 4, data }, edges)
  const background = newLayer({ id: freshId(), name: 'Background', isBackground: true, pixels })
  return new PixelDocument(
    {
      width,
      height,
      layers: [background],
      selection: null,
      quickMask: false,
      activeIds: [background.id],
    },
    {
      bits: depth === 16 ? 16 : 8,
      ...(name === undefined ? {} : { title: name }),
      ...(resolution === undefined ? {} : { resolution }),
      ...(profile === undefined ? {} : { profile }),
    },
  )
}
