/** `Layer` of Photoshop's DOM, over a pixel document. */
import { Collection } from './collection.ts'
import {
  allLayers,
  changeLayer,
  freshId,
  insertAbove,
  type LayerState,
  type PixelDocument,
  pathTo,
} from './document.ts'
import type { Gate, Unknowns } from './gate.ts'
import { type Edges, isEmpty, painted, union } from './raster.ts'

/** What the DOM's objects share. */
export interface Desk {
  readonly gate: Gate
  readonly unknowns: Unknowns
  readonly documents: PixelDocument[]
  activeId: number | null
  /** What stands for a document in the DOM: the parent of the layers at its root. */
  documentView(document: PixelDocument): object
}

const NOWHERE: Edges = { left: 0, top: 0, right: 0, bottom: 0 }

export class LayerView {
  readonly typename = 'Layer'
  readonly #desk: Desk
  readonly #document: PixelDocument
  readonly id: number

  constructor(desk: Desk, document: PixelDocument, id: number) {
    this.#desk = desk
    this.#document = document
    this.id = id
  }

  get #state(): LayerState {
    const state = this.#document.find(this.id)
    if (state === null) throw new Error('The object you are trying to access does not exist.')
    return state
  }

  #change(name: string, change: (layer: LayerState) => LayerState): void {
    this.#desk.gate.enterNow(name)
    const { state } = this.#document
    void this.#state
    this.#document.commit(name, { ...state, layers: changeLayer(state.layers, this.id, change) })
  }

  get name(): string {
    return this.#state.name
  }
  set name(name: string) {
    if (name.length > 255) this.#desk.gate.offend('a layer name of more than 255 characters')
    this.#change('Rename', (layer) => ({ ...layer, name }))
  }
  get kind(): string {
    return this.#state.kind
  }
  get visible(): boolean {
    return this.#state.visible
  }
  set visible(visible: boolean) {
    this.#change('Layer Visibility', (layer) => ({ ...layer, visible }))
  }
  get isBackgroundLayer(): boolean {
    return this.#state.isBackground
  }
  get isClippingMask(): boolean {
    return this.#state.isClipped
  }
  get allLocked(): boolean {
    return this.#state.locked
  }
  get bounds(): Edges {
    return allLayers([this.#state])
      .flatMap(({ pixels }) => (pixels === null ? [] : (painted(pixels) ?? [])))
      .reduce((all, one) => (isEmpty(all) ? one : union(all, one)), NOWHERE)
  }
  get boundsNoEffects(): Edges {
    return this.bounds
  }
  get selected(): boolean {
    return this.#document.state.activeIds.includes(this.id)
  }
  set selected(selected: boolean) {
    this.#desk.gate.enterNow('Select Layer')
    const { state } = this.#document
    const others = state.activeIds.filter((id) => id !== this.id)
    // Choosing layers is no edit: it makes no history.
    this.#document.state = { ...state, activeIds: selected ? [...others, this.id] : others }
  }
  /** The document itself at the root. */
  get parent(): object {
    const path = pathTo(this.#document.state.layers, this.id) ?? []
    const parent = path.at(-2)
    return parent === undefined
      ? this.#desk.documentView(this.#document)
      : new LayerView(this.#desk, this.#document, parent.id)
  }
  get layers(): LayerView[] | null {
    const { children } = this.#state
    if (children === null) return null
    return Collection.from(children, ({ id }) => new LayerView(this.#desk, this.#document, id))
  }

  move(reference: LayerView, placement: string): void {
    this.#desk.gate.enterNow('Move Layer')
    const layer = this.#state
    const { state } = this.#document
    if (reference.id === this.id) throw new Error('The command "Move" is not currently available.')
    const without = changeLayer(state.layers, this.id, () => null)
    const target = pathTo(without, reference.id)?.at(-1)
    if (target === undefined) throw new Error('The reference layer does not exist.')
    const into = pathTo(without, reference.id)?.at(-2)
    const group = placement === 'placeInside' ? target : into
    if (group?.locked === true) throw new Error('The group is locked.')
    let layers: LayerState[]
    if (placement === 'placeBefore') layers = insertAbove(without, layer, reference.id)
    else if (placement === 'placeInside') {
      if (target.children === null) throw new Error('Only groups have an inside.')
      layers = changeLayer(without, target.id, (one) => ({
        ...one,
        children: [layer, ...(one.children ?? [])],
      }))
    } else throw new Error(`The double does not know the placement ${placement}.`)
    this.#document.commit('Move Layer', { ...state, layers })
  }

  async duplicate(): Promise<LayerView> {
    await this.#desk.gate.enter('Duplicate Layer')
    const { state } = this.#document
    if (state.quickMask) throw new Error('The command "Duplicate" is not available.')
    const copy = withFreshIds(this.#state)
    const layers = insertAbove(state.layers, copy, this.id)
    this.#document.commit('Duplicate Layer', { ...state, layers, activeIds: [copy.id] })
    return new LayerView(this.#desk, this.#document, copy.id)
  }

  async rasterize(target: string): Promise<void> {
    await this.#desk.gate.enter('Rasterize')
    if (target !== 'entire') throw new Error(`The double does not rasterise ${target}.`)
    if (!['smartObject', 'text', 'solidColor'].includes(this.kind)) {
      throw new Error('The command "Rasterize" is not currently available.')
    }
    this.#change('Rasterize', (layer) => ({ ...layer, kind: 'pixel' }))
  }

  delete(): void {
    this.#desk.gate.enterNow('Delete Layer')
    const { state } = this.#document
    void this.#state
    const layers = changeLayer(state.layers, this.id, () => null)
    if (layers.length === 0) throw new Error('The last layer cannot be deleted.')
    this.#document.commit('Delete Layer', { ...state, layers })
  }
}

const withFreshIds = (layer: LayerState): LayerState => ({
  ...layer,
  id: freshId(),
  children: layer.children?.map(withFreshIds) ?? null,
})
